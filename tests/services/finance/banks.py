"""A bank as it would be written elsewhere: assertions and proofs by another JOSE library than the zone's."""

import base64
import hashlib
import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import httpx
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from shared.callers import Kind
from shared.testing import caller
from tests.zone import RunningZone, key, new_uscc

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GROUND: Final = {"document": "示例文号〔2026〕5号", "reason": "银行申请接入"}
KINDS: Final[dict[str, dict[str, Any]]] = {
    "ES256": {"kty": "EC", "crv": "P-256"},
    "PS256": {"kty": "RSA", "size": 2048},
    "EdDSA": {"kty": "OKP", "crv": "Ed25519"},
}


def new_key(algorithm: str = "ES256", kid: str = "") -> JWK:
    return JWK.generate(**KINDS[algorithm], kid=kid or f"bank-{uuid.uuid4().hex[:8]}")


def public(one: JWK) -> dict[str, Any]:
    return dict(one.export_public(as_dict=True))


def signed(claims: Any, header: dict[str, Any], one: JWK) -> str:
    made = JWS(claims if isinstance(claims, str) else json.dumps(claims))
    made.allowed_algs = [header["alg"]]
    made.add_signature(one, protected=json.dumps(header))
    return str(made.serialize(compact=True))


@dataclass
class Bank:
    """Its id, the key it registered, and the key of its proofs."""

    zone: RunningZone
    institution_id: str
    own: JWK
    algorithm: str = "ES256"
    proving: JWK = field(default_factory=lambda: new_key())
    http: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.http = self.zone.client("finance", "auditor")
        del self.http.headers["Authorization"]

    @property
    def origin(self) -> str:
        return self.zone.zone.settings.url

    def assertion(self, *, header: dict[str, Any] | None = None, by: JWK | None = None, **claims: Any) -> str:
        """`claims` replace those of a good one; None leaves one out."""
        now = int(time.time())
        good = {
            "iss": self.institution_id,
            "sub": self.institution_id,
            "aud": f"{self.origin}/finance",
            "iat": now,
            "exp": now + 60,
            "jti": uuid.uuid4().hex,
        }
        said = {name: value for name, value in (good | claims).items() if value is not None}
        return signed(said, {"alg": self.algorithm, "kid": self.own["kid"]} | (header or {}), by or self.own)

    def proof(
        self, method: str, path: str, token: str | None = None, *,
        header: dict[str, Any] | None = None, by: JWK | None = None, **claims: Any,
    ) -> str:  # fmt: skip
        good: dict[str, Any] = {
            "htm": method, "htu": f"{self.origin}{path}", "iat": int(time.time()), "jti": uuid.uuid4().hex,
        }  # fmt: skip
        if token is not None:
            good["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
        said = {name: value for name, value in (good | claims).items() if value is not None}
        jwk = {name: value for name, value in public(self.proving).items() if name != "kid"}
        return signed(said, {"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk} | (header or {}), by or self.proving)

    async def ask(self, form: dict[str, Any] | None = None, proof: str | None = None, **headers: str) -> httpx.Response:
        """For a token. `form` replaces members of a good one; None leaves one out."""
        good = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION}
        whole = good | (form or {})
        if "client_assertion" not in whole:
            whole["client_assertion"] = self.assertion()
        data = {name: value for name, value in whole.items() if value is not None}
        proof = self.proof("POST", "/finance/v1/oauth/token") if proof is None else proof
        sent = {"DPoP": proof} if proof else {}
        return await self.http.post("/v1/oauth/token", data=data, headers=sent | headers)

    async def token(self, scope: str | None = None) -> str:
        answer = await self.ask({"scope": scope})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def with_token(self, method: str, path: str, token: str, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"DPoP {token}", "DPoP": self.proof(method, f"/finance{path}", token, **claims)}

    async def get(self, path: str, token: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=self.with_token("GET", path.partition("?")[0], token) | headers)

    async def put(self, path: str, token: str, body: Any, **headers: str) -> httpx.Response:
        return await self.http.put(path, json=body, headers=self.with_token("PUT", path, token) | headers)


def officer(zone: RunningZone, name: str = "first") -> httpx.AsyncClient:
    """Two persons of the city, by name."""
    return zone.client("finance", "officer", f"finance-desk-{name}", district="330100")


def application(zone: RunningZone, **more: Any) -> dict[str, Any]:
    until = (zone.today + timedelta(days=364)).isoformat()
    grant = {"scopes": ["list:read", "list:match", "keys:write"], "valid_until": until} | more.pop("grant", {})
    return {
        "name": "示例银行杭州分行",
        "kind": "bank",
        "licence_code": new_uscc(),
        "desk": "科技金融部",
        "phone": "0571-00000000",
        "email": "api@bank.example",
        "grant": grant,
        **GROUND,
        **more,
    }


async def onboarded(zone: RunningZone, algorithm: str = "ES256", **grant: Any) -> Bank:
    """By one officer, not yet agreed to by another."""
    own = new_key(algorithm)
    body = application(zone, grant=grant, keys=[{"jwk": public(own)}])
    made = await officer(zone).post("/v1/institutions", json=body, headers=key())
    assert made.status_code == 201, made.text
    return Bank(zone, made.json()["institution_id"], own, algorithm)


async def step(zone: RunningZone, bank: Bank, noun: str, by: str = "second") -> httpx.Response:
    path = f"/v1/institutions/{bank.institution_id}/{noun}"
    return await officer(zone, by).post(path, json=GROUND, headers=key() | {"If-Match": "*"})


async def admitted(zone: RunningZone, algorithm: str = "ES256", **grant: Any) -> Bank:
    bank = await onboarded(zone, algorithm, **grant)
    agreed = await step(zone, bank, "activations")
    assert agreed.status_code == 201, agreed.text
    return bank


def bearing(zone: RunningZone, token: str, kind: Kind = "auditor") -> httpx.AsyncClient:
    client = caller(zone.zone.app, zone.issuer, "/finance", kind)
    client.headers["Authorization"] = f"Bearer {token}"
    zone._clients.append(client)
    return client
