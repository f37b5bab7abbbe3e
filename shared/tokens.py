"""Who is calling: ES256 tokens checked against the key set of who issued them."""

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, get_args
from urllib.parse import urlsplit

import httpx
from fastapi import Depends, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.callers import ANYONE, Caller, EnterpriseRole, Kind, OfficerRole
from shared.client_keys import ALGORITHMS as PROOF_ALGORITHMS
from shared.problems import Unauthenticated, Unavailable
from shared.proofs import ProofRefused, Proofs, unverified
from shared.settings import ZoneSettings
from shared.signing import NotOurs

ALGORITHMS: Final = ["ES256"]
"""By `kid`: another algorithm joins here and in the key set, nowhere else."""
SKEW_SECONDS: Final = 10
REMEMBERED_TOKENS: Final = 10_000


async def _from_file(location: str, _http: httpx.AsyncClient) -> dict[str, Any]:
    text = await asyncio.to_thread(Path(urlsplit(location).path).read_text)
    return dict(json.loads(text))


async def _from_web(location: str, http: httpx.AsyncClient) -> dict[str, Any]:
    return dict((await http.get(location)).raise_for_status().json())


_KEY_SOURCES: Final[dict[str, Callable[[str, httpx.AsyncClient], Awaitable[dict[str, Any]]]]] = {
    "file": _from_file,
    "https": _from_web,
    "http": _from_web,
}


log = logging.getLogger(__name__)
_PROOF_ERROR: Final = "invalid_dpop_proof"


class ProofNeeded(Unauthenticated):
    code, title = "DPOP_PROOF_NEEDED", "需要持有密钥的证明"
    headers: ClassVar = {"WWW-Authenticate": f'DPoP error="{_PROOF_ERROR}", algs="{" ".join(PROOF_ALGORITHMS)}"'}


class Issuance:
    """One issuer of tokens: where its keys are, what its tokens say, and callers of which kinds they may be."""

    def __init__(
        self, name: str, location: str, audience: str, http: httpx.AsyncClient, kinds: frozenset[Kind], typ: str | None
    ) -> None:
        self._location, self._http, self._kinds, self._typ = location, http, kinds, typ
        self._source = _KEY_SOURCES[urlsplit(location).scheme]
        self._claims = jwt.JWTClaimsRegistry(
            leeway=SKEW_SECONDS,
            iss={"essential": True, "value": name},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._keys: KeySet | None = None
        self._fetched_at = -1e9

    async def claims(self, token: str) -> dict[str, Any]:
        """Raises what joserfc and plain Python raise for what is no token of this issuer's; Unavailable."""
        found = await self.decoded(token)
        if self._typ is not None and found.header.get("typ") != self._typ:
            raise ValueError("of another type")
        self._claims.validate(found.claims)
        if found.claims["kind"] not in self._kinds:
            raise ValueError("this issuer has no tokens of that kind")
        return found.claims

    async def decoded(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            # An unknown kid may be a rotated key: look again, at most every 30 s.
            if time.monotonic() - self._fetched_at < 30:
                raise
            return jwt.decode(token, await self._key_set(again=True), algorithms=ALGORITHMS)

    async def _key_set(self, *, again: bool = False) -> KeySet:
        if self._keys is None or again or time.monotonic() - self._fetched_at > 600:
            try:
                self._keys = KeySet.import_key_set(await self._source(self._location, self._http))  # type: ignore[arg-type]
            except (OSError, httpx.HTTPError) as fault:
                if self._keys is None:
                    raise Unavailable("暂时无法核验令牌，请稍后重试") from fault
            self._fetched_at = time.monotonic()
        return self._keys


class Verifier:
    """Checks tokens against the keys of who issued them; a checked token is remembered until it expires (90 µs each).

    The identity provider says who people and services are, finance who an institution is. Neither can speak for the
    other, but in development, where `zjtx token institution` saves the way through the token endpoint.
    """

    def __init__(self, settings: ZoneSettings, http: httpx.AsyncClient) -> None:
        of_zone = Issuance(
            settings.issuer, settings.jwks_url, settings.audience, http, _OF_IDENTITY[settings.environment], None
        )
        of_institutions = Issuance(
            settings.institution_issuer,
            settings.institution_jwks_url,
            settings.audience,
            http,
            frozenset({"institution"}),
            "at+jwt",
        )
        self._zone = of_zone
        self._issuers = {settings.issuer: of_zone, settings.institution_issuer: of_institutions}
        self._unappointed = _UNAPPOINTED[settings.environment]
        self._proofs = Proofs(settings.url)
        self._remembered: OrderedDict[str, tuple[Caller, float]] = OrderedDict()

    async def __call__(self, token: str) -> Caller:
        """The caller; raises Unauthenticated, or Unavailable when the keys cannot be fetched."""
        known = self._remembered.get(token)
        if known and known[1] > time.time():
            return known[0]
        try:
            issuer = self._issuers[unverified(token, 1)["iss"]]
            caller = _caller(await issuer.claims(token), self._unappointed)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            log.info("token refused: %s", type(fault).__name__)  # mostly one that ended
            raise Unauthenticated("令牌无效或已过期，请重新登录") from fault
        self._remembered[token] = (caller, caller.valid_until)
        while len(self._remembered) > REMEMBERED_TOKENS:
            self._remembered.popitem(last=False)
        return caller

    async def bearer(self, token: str, _request: Request) -> Caller:
        """Who has the token is who may use it: not for one that was given to a key."""
        caller = await self(token)
        if caller.bound_to is not None:
            log.warning("token refused: bound to a key, and came without proof")
            raise ProofNeeded("此令牌与密钥绑定，请以 Authorization: DPoP 携带，并附 DPoP 证明")
        return caller

    async def bound(self, token: str, request: Request) -> Caller:
        """The token, and the proof that who sends it has its key (RFC 9449)."""
        caller = await self(token)
        try:
            if caller.bound_to is None:
                raise ProofRefused("the token is bound to no key")
            proofs = request.headers.getlist("DPoP")
            if len(proofs) != 1:
                raise ProofRefused("wanted one proof")
            proof = self._proofs.read(proofs[0], request.method, request.scope["path"], token)
            if proof.thumbprint != caller.bound_to:
                raise ProofRefused("made with another key")
            if not self._proofs.first(proof):
                raise ProofRefused("seen before")
        except ProofRefused as fault:
            log.warning("proof refused: %s", fault)
            raise ProofNeeded("DPoP 证明缺失、无效或已用过；请为这一请求另做一份", error=_PROOF_ERROR) from fault
        return replace(caller, proof=proof.digest)

    async def statement(self, text: str, typ: str) -> dict[str, Any]:
        """What a service of the zone once signed of itself (Issuer.statement). Raises NotOurs."""
        try:
            found = await self._zone.decoded(text)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise NotOurs(type(fault).__name__) from fault
        if found.header.get("typ") != typ:
            raise NotOurs("of another kind")
        return found.claims


def _caller(claims: dict[str, Any], unappointed: Mapping[str, tuple[str, ...]]) -> Caller:
    kind = claims["kind"]
    if kind not in _NEEDS:
        raise ValueError("unknown kind of caller")
    for name in _NEEDS[kind]:
        if not isinstance(claims.get(name), str):
            raise ValueError(f"a token of kind {kind} carries {name}")
    return Caller(
        kind=kind,
        subject=str(claims["sub"])[:150],
        roles=_claimed_roles(kind, claims, unappointed),
        valid_until=float(claims["exp"]),
        issued_at=float(claims.get("iat", 0)),
        scopes=frozenset(str(claims["scope"]).split()) if "scope" in claims else None,
        bound_to=_bound_to(claims),
        **{name: claims.get(name) for name in ("uscc", "institution", "district", "department")},
    )


def _bound_to(claims: dict[str, Any]) -> str | None:
    if "cnf" not in claims:
        return None
    printed = claims["cnf"]["jkt"]
    if not isinstance(printed, str):
        raise TypeError("cnf.jkt")
    return printed


def _claimed_roles(kind: str, claims: dict[str, Any], unappointed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What counts while the registry has appointed nobody (see acting.py): nothing in production."""
    if kind not in unappointed:
        return ()
    roles = tuple(str(claims["roles"]).split()) if "roles" in claims else unappointed[kind]
    if not set(roles) <= _ROLES[kind]:
        raise ValueError(f"no roles of kind {kind}")
    return roles


_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "enterprise": ("uscc",),
    "person": (),
    "institution": ("institution",),
    "officer": ("district",),
    "auditor": (),
    "service": (),
}
_OF_PEOPLE: Final[frozenset[Kind]] = frozenset({"enterprise", "person", "officer", "auditor", "service"})
_OF_IDENTITY: Final[dict[str, frozenset[Kind]]] = {
    "development": _OF_PEOPLE | {"institution"},
    "production": _OF_PEOPLE,
}
"""By environment: whose tokens the identity provider issues. In production an institution has only those of finance's
token endpoint, and they are all bound to a key."""
_ROLES: Final[dict[str, frozenset[str]]] = {
    "enterprise": frozenset(get_args(EnterpriseRole)),
    "officer": frozenset(get_args(OfficerRole)),
}
_UNAPPOINTED: Final[dict[str, Mapping[str, tuple[str, ...]]]] = {
    "development": {"enterprise": ("owner",), "officer": ("admin", "reviewer", "approver")},
    "production": {},
}
"""By environment: the roles of who has no appointment, unless its token claims others. Production knows only those
whom the registry appointed, whatever a token claims."""


# ---- the dependency ------------------------------------------------------------------------------

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="ES256 令牌；开发环境用 zjtx token 签发")
_SCHEMES: Final[dict[str, Callable[[Verifier, str, Request], Awaitable[Caller]]]] = {
    "bearer": Verifier.bearer,
    "dpop": Verifier.bound,
}


async def verified(request: Request, _documented: Annotated[Any, Security(_bearer)] = None) -> Caller:
    """Who is calling. A bad token is refused everywhere; none at all is fine where the route admits the public.

    Where it admits nobody else a good one is forgotten, too: nothing that is written says who it was.
    """
    kinds = _kinds(request)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    check = _SCHEMES.get(scheme.lower())
    if check is not None and token:
        caller = await check(request.app.state.verifier, token.strip(), request)
    elif "public" in kinds:
        caller = ANYONE
    else:
        raise Unauthenticated("请在 Authorization 中携带 Bearer 令牌")
    return ANYONE if kinds == {"public"} else caller


Verified = Annotated[Caller, Depends(verified)]


def _kinds(request: Request) -> set[Kind]:
    endpoint = request.scope["endpoint"]
    if endpoint not in _KINDS:
        _KINDS[endpoint] = admitted(request.scope["route"].dependant)
    return _KINDS[endpoint]


_KINDS: Final[dict[Any, set[Kind]]] = {}
"""By endpoint, of which there are as many as routes"""


def admitted(route: Dependant) -> set[Kind]:
    """The kinds of caller that a route names."""
    named: set[Kind] = set(getattr(route.call, "kinds", ()))
    return named.union(*(admitted(part) for part in route.dependencies))
