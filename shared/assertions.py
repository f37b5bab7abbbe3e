"""Client assertions (private_key_jwt, RFC 7523): a client proves who it is with a key that was registered before."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from joserfc.errors import JoseError

from shared.client_keys import KeyRefused, checked
from shared.proofs import AHEAD_SECONDS, unverified

MAX_SECONDS: Final = 60
"""From `iat` to `exp`, at most"""
MAX_ASSERTION: Final = 8_192
_STRANGE: Final = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64", "zip"})
"""Header members that would have us look for the key elsewhere, or read the rest differently."""


class AssertionRefused(Exception):
    """Says why, in words for a log: of nothing that was sent."""


@dataclass(frozen=True, slots=True)
class Assertion:
    client: str
    kid: str
    jti: str
    until: float


def named_client(text: str) -> str:
    """Who the assertion says it is of, unproved: to know whose keys to check it with. Raises AssertionRefused."""
    if len(text) > MAX_ASSERTION:
        raise AssertionRefused("too long")
    try:
        subject = unverified(text, 1).get("sub")
    except (ValueError, RecursionError) as fault:
        raise AssertionRefused("not a JWT") from fault
    if not isinstance(subject, str) or not 1 <= len(subject) <= 40:
        raise AssertionRefused("sub is missing")
    return subject


def read_assertion(
    text: str, keys: Sequence[Mapping[str, str]], audience: str, now: Callable[[], float] = time.time
) -> Assertion:
    """The assertion, signed by one of the client's `keys` (public JWKs with kid). Raises AssertionRefused."""
    try:
        header = unverified(text, 0)
    except (ValueError, RecursionError) as fault:
        raise AssertionRefused("not a JWT") from fault
    if _STRANGE & set(header):
        raise AssertionRefused("its header names a key of its own or a critical extension")
    key = next((key for key in keys if key["kid"] == header.get("kid")), None)
    if key is None:
        raise AssertionRefused("kid is none of the client's keys")
    try:
        claims = checked(text, key, header.get("alg")).claims
    except KeyRefused as fault:
        raise AssertionRefused("alg does not belong to the key") from fault
    except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise AssertionRefused("not signed by that key") from fault
    return _judged(claims, key["kid"], audience, now())


def _judged(claims: Mapping[str, Any], kid: str, audience: str, now: float) -> Assertion:
    subject, jti = claims.get("sub"), claims.get("jti")
    if not isinstance(subject, str) or claims.get("iss") != subject:
        raise AssertionRefused("iss and sub are not one client")
    if claims.get("aud") != audience:
        raise AssertionRefused("aud is not exactly this issuer")
    if not isinstance(jti, str) or not 8 <= len(jti) <= 200:
        raise AssertionRefused("jti is missing, too short or too long")
    begun, ends = _instant(claims, "iat"), _instant(claims, "exp")
    if begun > now + AHEAD_SECONDS or _instant(claims, "nbf", begun) > now + AHEAD_SECONDS:
        raise AssertionRefused("not valid yet")
    if ends <= now - AHEAD_SECONDS:
        raise AssertionRefused("expired")
    if not 0 < ends - begun <= MAX_SECONDS:
        raise AssertionRefused("valid for longer than a minute")
    return Assertion(subject, kid, jti, ends + AHEAD_SECONDS)


def _instant(claims: Mapping[str, Any], name: str, default: float | None = None) -> float:
    value = claims.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AssertionRefused(f"{name} is missing")
    return float(value)
