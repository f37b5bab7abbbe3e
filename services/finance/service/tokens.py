"""Tokens of institutions: given for an assertion and a proof, short, bound to the key of the proof."""

import hashlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain.institutions import Institution, refusal_on, scopes_in_order
from services.finance.problems import (
    ClientInvalid,
    GrantTypeUnsupported,
    ProofInvalid,
    ScopeInvalid,
    TokenRequestInvalid,
)
from shared.assertions import Assertion, AssertionRefused, named_client, read_assertion
from shared.db import Tx
from shared.proofs import AHEAD_SECONDS, PROOF_SECONDS, Proof, ProofRefused, Proofs
from shared.signing import KeyRing

log = logging.getLogger(__name__)
TOKEN_SECONDS: Final = 300
TOKEN_TYPE: Final = "at+jwt"  # noqa: S105  # RFC 9068
GRANT_TYPE: Final = "client_credentials"
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_WAY_OUT: Final = "请核对 client_assertion 的签名、kid、iss、sub、aud、iat、exp、jti，并确认机构已开通"
"""The same for every fault of a client: which one it was, the log says, and not to who tries."""


@dataclass(frozen=True)
class Endpoint:
    """What the token endpoint works with."""

    issuer: str
    audience: str
    ring: KeyRing
    proofs: Proofs


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The form as it came, and the proofs beside it."""

    grant_type: str | None
    client_assertion_type: str | None
    client_assertion: str | None
    client_id: str | None
    scope: str | None
    proofs: Sequence[str]
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class Issued:
    access_token: str
    scopes: tuple[str, ...]
    seconds: int = TOKEN_SECONDS


async def issue(tx: Tx, endpoint: Endpoint, asked: TokenRequest) -> Issued:
    """Raises the OAuth problem that says why not; the log says which check it was."""
    _check_form(asked)
    institution, assertion = await _client(tx, endpoint, asked)
    scopes = _scopes(institution, asked.scope)
    proof = _proof(endpoint, asked)
    await _use_once(tx, assertion, proof)
    now = round(time.time(), 6)
    claims: dict[str, Any] = {
        "iss": endpoint.issuer,
        "aud": endpoint.audience,
        "sub": institution.institution_id,
        "client_id": institution.institution_id,
        "kind": "institution",
        "institution": institution.institution_id,
        "scope": " ".join(scopes),
        "cnf": {"jkt": proof.thumbprint},
        "iat": now,
        "exp": int(now) + TOKEN_SECONDS,
        "jti": uuid4().hex,
    }
    given = {"kid": assertion.kid, "scope": claims["scope"], "jti": claims["jti"], "jkt": proof.thumbprint}
    tx.edited(f"token of {institution.institution_id}", {}, given)
    return Issued(endpoint.ring.sign(claims, TOKEN_TYPE), scopes)


def _check_form(asked: TokenRequest) -> None:
    if asked.grant_type is None:
        raise TokenRequestInvalid("请提交 grant_type=client_credentials", "grant_type is missing")
    if asked.grant_type != GRANT_TYPE:
        raise GrantTypeUnsupported("只支持 client_credentials", "only client_credentials")
    if asked.client_assertion_type != ASSERTION_TYPE or not asked.client_assertion:
        raise TokenRequestInvalid(
            f"请以 private_key_jwt 证明身份：client_assertion_type={ASSERTION_TYPE}，并附 client_assertion",
            "client_assertion is missing or of another type",
        )


async def _client(tx: Tx, endpoint: Endpoint, asked: TokenRequest) -> tuple[Institution, Assertion]:
    text = asked.client_assertion or ""
    try:
        named = named_client(text)
        institution = await store.institutions.find(tx, named)
        keys = [{**key.jwk, "kid": key.kid} for key in institution.keys_on(tx.today)] if institution else []
        assertion = read_assertion(text, keys, endpoint.issuer)
        if asked.client_id not in (None, assertion.client):
            raise AssertionRefused("client_id is another's")
    except AssertionRefused as fault:
        log.warning("client assertion refused: %s", fault)
        raise ClientInvalid(_WAY_OUT) from fault
    assert institution is not None, "nobody without keys signs"
    until = institution.grant.valid_until if institution.grant else None
    why = refusal_on(institution.state, until, tx.today)
    if why is not None:
        log.warning("client assertion refused: %s is %s", institution.institution_id, institution.state)
        raise ClientInvalid(why, "client is suspended, revoked, expired or not yet active")
    return institution, assertion


def _scopes(institution: Institution, asked: str | None) -> tuple[str, ...]:
    """All that the institution may, unless it asks for less."""
    assert institution.grant is not None, "who is admitted has a grant"
    may = institution.grant.in_force.scopes
    wanted = set((asked or "").split()) or set(may)
    if not wanted <= set(may):
        raise ScopeInvalid(f"贵机构现有：{' '.join(may)}", "scope exceeds what was granted")
    return scopes_in_order(list(wanted))


def _proof(endpoint: Endpoint, asked: TokenRequest) -> Proof:
    try:
        if len(asked.proofs) != 1:
            raise ProofRefused("wanted one proof")
        return endpoint.proofs.read(asked.proofs[0], asked.method, asked.path)
    except ProofRefused as fault:
        log.warning("proof refused: %s", fault)
        words = "请在 DPoP 头中附上为 POST 此地址新做的证明（RFC 9449）"
        raise ProofInvalid(words, "DPoP proof is missing or invalid") from fault


async def _use_once(tx: Tx, assertion: Assertion, proof: Proof) -> None:
    """Both are written with the token, in its transaction: of two replicas one issues."""
    digest = hashlib.sha256(f"assertion {assertion.client} {assertion.jti}".encode()).hexdigest()
    if not await store.used_once.use(tx, digest, datetime.fromtimestamp(assertion.until, UTC)):
        log.warning("client assertion refused: used before, of %s", assertion.client)
        raise ClientInvalid("client_assertion 已用过；请另做一份，jti 各不相同", "assertion was used before")
    until = datetime.fromtimestamp(proof.issued_at + PROOF_SECONDS + AHEAD_SECONDS, UTC)
    if not await store.used_once.use(tx, proof.digest, until):
        log.warning("proof refused: used before, by %s", assertion.client)
        raise ProofInvalid("DPoP 证明已用过；请另做一份，jti 各不相同", "DPoP proof was used before")
