"""Who is calling and what they may do: ES256 tokens checked against a JWKS, and one `decide()`."""

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import httpx
from fastapi import Depends, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.problems import Forbidden, Unauthenticated, Unavailable
from shared.settings import ZoneSettings
from shared.values import CITY, Tier

Kind = Literal["enterprise", "institution", "officer", "auditor", "service", "public"]
"""`public` is whoever comes without a token: no token is of that kind, and only routes that name it admit it."""
ALGORITHMS: Final = ["ES256"]
"""By `kid`: another algorithm joins here and in the key set, nowhere else."""
SKEW_SECONDS: Final = 10
REMEMBERED_TOKENS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller. Which of the last fields are set depends on the kind."""

    kind: Kind
    subject: str
    uscc: str | None = None
    """enterprise: the enterprise the person acts for"""
    institution: str | None = None
    """institution: its id in finance's table of institutions"""
    district: str | None = None
    """officer: a district, or 330100 for the whole city"""
    department: str | None = None

    @property
    def actor(self) -> str:
        return f"{self.kind}:{self.subject}"

    @property
    def sees_city(self) -> bool:
        return self.kind in ("auditor", "service") or (self.kind == "officer" and self.district == CITY)


ANYONE: Final = Caller("public", "anonymous")
Action = Literal[
    "enterprise.read",
    "enterprise.write",
    "title.decide",
    "code.control",
    "code.ledger",
    "application.read",
    "application.write",
    "application.review",
    "quota.write",
    "list.read",
    "parked.repair",
    "inbox.read",
]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an action is about, as far as the decision needs it."""

    usccs: tuple[str, ...] = ()
    district: str | None = None
    tier: Tier | None = None
    seat: str | None = None
    """Whose turn it is to act: enterprise, district or city"""


def _own(caller: Caller, matter: Matter) -> bool:
    return caller.kind == "enterprise" and caller.uscc in matter.usccs


def _in_district(caller: Caller, matter: Matter) -> bool:
    if caller.kind != "officer" or caller.district is None:
        return False
    return caller.sees_city or caller.district == matter.district


def _decides_titles(caller: Caller, matter: Matter) -> bool:
    """A district's officer decides innovative titles of its own enterprises; the city's officer any."""
    return _in_district(caller, matter) and (caller.sees_city or matter.tier is Tier.INNOVATIVE)


def _sits_there(caller: Caller, matter: Matter) -> bool:
    """A district's desk is of that district's officers only, the city's of the city's."""
    here = {"district": matter.district, "city": CITY}.get(matter.seat or "")
    return caller.kind == "officer" and here is not None and caller.district == here


_RULES: Final[dict[Action, tuple[Callable[[Caller, Matter], bool], ...]]] = {
    "enterprise.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "enterprise.write": (_in_district,),
    "title.decide": (_decides_titles,),
    "code.control": (_own,),
    "code.ledger": (
        _own,
        lambda caller, _: caller.kind == "auditor",
        lambda caller, _: caller.kind == "officer" and caller.sees_city,
    ),
    "application.read": (_own, _in_district, lambda caller, _: caller.kind in ("auditor", "service")),
    "application.write": (_own,),
    "application.review": (_sits_there,),
    "quota.write": (lambda caller, _: caller.kind == "officer" and caller.sees_city,),
    "list.read": (lambda caller, _: caller.kind == "institution", lambda caller, _: caller.sees_city),
    "inbox.read": (_own, lambda caller, _: caller.kind == "auditor"),
    "parked.repair": (lambda caller, _: caller.kind == "officer" and caller.sees_city,),
}


def decide(caller: Caller, action: Action, matter: Matter | None = None) -> bool:
    """Deny by default: yes only if one rule of the action says yes."""
    return any(rule(caller, matter or Matter()) for rule in _RULES[action])


# ---- keys and tokens ---------------------------------------------------------------------------


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
            caller = _caller(claims)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise Unauthenticated("令牌无效或已过期，请重新登录") from fault
        self._remembered[token] = (caller, float(claims["exp"]))
        while len(self._remembered) > REMEMBERED_TOKENS:
            self._remembered.popitem(last=False)
        return caller

    async def _decode(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            # An unknown kid may be a rotated key: look again, at most every 30 s.
            if time.monotonic() - self._fetched_at < 30:
                raise
            return jwt.decode(token, await self._key_set(again=True), algorithms=ALGORITHMS).claims

    async def _key_set(self, *, again: bool = False) -> KeySet:
        if self._keys is None or again or time.monotonic() - self._fetched_at > 600:
            try:
                self._keys = KeySet.import_key_set(await self._source(self._location, self._http))  # type: ignore[arg-type]
            except (OSError, httpx.HTTPError) as fault:
                if self._keys is None:
                    raise Unavailable("暂时无法核验令牌，请稍后重试") from fault
            self._fetched_at = time.monotonic()
        return self._keys


def _caller(claims: dict[str, Any]) -> Caller:
    kind = claims["kind"]
    if kind not in _NEEDS:
        raise ValueError("unknown kind of caller")
    for name in _NEEDS[kind]:
        if not isinstance(claims.get(name), str):
            raise ValueError(f"a token of kind {kind} carries {name}")
    return Caller(
        kind=kind,
        subject=str(claims["sub"])[:150],
        **{name: claims.get(name) for name in ("uscc", "institution", "district", "department")},
    )


_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "enterprise": ("uscc",),
    "institution": ("institution",),
    "officer": ("district",),
    "auditor": (),
    "service": (),
}


# ---- the edge ----------------------------------------------------------------------------------

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="ES256 令牌；开发环境用 zjtx token 签发")
WITHOUT_LOGIN: Final[dict[str, Any]] = {"security": [{}]}
"""The `openapi_extra=` of a route that admits the public: a token is welcome, not demanded."""


async def _verified(request: Request, credentials: Annotated[Any, Security(_bearer)]) -> Caller:
    """Who is calling. A bad token is refused everywhere; none at all is fine where the route admits the public."""
    if credentials is not None:
        caller: Caller = await request.app.state.verifier(credentials.credentials)
    elif "public" in admitted(request.scope["route"].dependant):
        caller = ANYONE
    else:
        raise Unauthenticated("请在 Authorization 中携带 Bearer 令牌")
    request.state.caller = caller
    return caller


def admitted(route: Dependant) -> set[Kind]:
    """The kinds of caller that a route names."""
    named: set[Kind] = set(getattr(route.call, "kinds", ()))
    return named.union(*(admitted(part) for part in route.dependencies))


def caller_of(*kinds: Kind) -> Any:
    """The dependency that admits only these kinds of caller: every route names them, or the house does not build.

    Naming `public` opens a route to callers without a token; how often they may ask is for the proxy to limit.
    """

    async def admit(caller: Annotated[Caller, Depends(_verified)]) -> Caller:
        if caller.kind not in kinds:
            raise Forbidden("此接口不对您的身份开放")
        return caller

    admit.kinds = kinds  # type: ignore[attr-defined]  # read by the test that walks the routes
    return Depends(admit)
