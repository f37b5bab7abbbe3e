"""Who is calling: ES256 tokens checked against a JWKS."""

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, get_args
from urllib.parse import urlsplit

import httpx
from fastapi import Depends, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.callers import ANYONE, Caller, EnterpriseRole, Kind, OfficerRole
from shared.problems import Unauthenticated, Unavailable
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


class Verifier:
    """Checks tokens against the key set; a checked token is remembered until it expires (90 µs a check)."""

    def __init__(self, settings: ZoneSettings, http: httpx.AsyncClient) -> None:
        self._location, self._http = settings.jwks_url, http
        self._source = _KEY_SOURCES[urlsplit(settings.jwks_url).scheme]
        self._claims = jwt.JWTClaimsRegistry(
            leeway=SKEW_SECONDS,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._unappointed = _UNAPPOINTED[settings.environment]
        self._keys: KeySet | None = None
        self._fetched_at = -1e9
        self._remembered: OrderedDict[str, tuple[Caller, float]] = OrderedDict()

    async def __call__(self, token: str) -> Caller:
        """The caller; raises Unauthenticated, or Unavailable when the keys cannot be fetched."""
        known = self._remembered.get(token)
        if known and known[1] > time.time():
            return known[0]
        try:
            claims = await self._decode(token)
            self._claims.validate(claims)
            caller = _caller(claims, self._unappointed)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise Unauthenticated("令牌无效或已过期，请重新登录") from fault
        self._remembered[token] = (caller, float(claims["exp"]))
        while len(self._remembered) > REMEMBERED_TOKENS:
            self._remembered.popitem(last=False)
        return caller

    async def statement(self, text: str, typ: str) -> dict[str, Any]:
        """What a service of the zone once signed of itself (Issuer.statement). Raises NotOurs."""
        try:
            found = await self._decoded(text)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise NotOurs(type(fault).__name__) from fault
        if found.header.get("typ") != typ:
            raise NotOurs("of another kind")
        return found.claims

    async def _decode(self, token: str) -> dict[str, Any]:
        return (await self._decoded(token)).claims

    async def _decoded(self, token: str) -> jwt.Token:
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
        **{name: claims.get(name) for name in ("uscc", "institution", "district", "department")},
    )


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


async def verified(request: Request, credentials: Annotated[Any, Security(_bearer)]) -> Caller:
    """Who is calling. A bad token is refused everywhere; none at all is fine where the route admits the public.

    Where it admits nobody else a good one is forgotten, too: nothing that is written says who it was.
    """
    kinds = admitted(request.scope["route"].dependant)
    if credentials is not None:
        caller: Caller = await request.app.state.verifier(credentials.credentials)
    elif "public" in kinds:
        caller = ANYONE
    else:
        raise Unauthenticated("请在 Authorization 中携带 Bearer 令牌")
    return ANYONE if kinds == {"public"} else caller


Verified = Annotated[Caller, Depends(verified)]


def admitted(route: Dependant) -> set[Kind]:
    """The kinds of caller that a route names."""
    named: set[Kind] = set(getattr(route.call, "kinds", ()))
    return named.union(*(admitted(part) for part in route.dependencies))
