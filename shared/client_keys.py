"""Public keys of others, as JWKs: which are strong enough, and what they may sign with. Private halves are refused."""

import base64
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

MIN_RSA_BITS, MAX_RSA_BITS = 2048, 8192
"""Larger ones make checking a signature a way to keep us busy."""
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_MEMBERS: Final[dict[str, tuple[str, ...]]] = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
"""What makes a key of that kind, and its thumbprint (RFC 7638), beside `kty`."""
_KINDS: Final[dict[str, Any]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
_SIGNS: Final[dict[str, frozenset[str]]] = {
    "RSA": frozenset({"PS256"}),
    "EC": frozenset({"ES256"}),
    "OKP": frozenset({"Ed25519", "EdDSA"}),
}
"""By kind: the names of the one algorithm its keys sign with. EdDSA is what libraries before RFC 9864 call Ed25519."""
ALGORITHMS: Final = ("ES256", "PS256", "Ed25519", "EdDSA")
"""No other is looked at: not `none`, nothing with a shared secret, no RSA of PKCS #1 v1.5."""


class KeyRefused(ValueError):
    """In plain words: what is wrong with the key."""


def public_key(jwk: Mapping[str, Any]) -> dict[str, str]:
    """The key with nothing but what makes it. Raises KeyRefused."""
    if not isinstance(jwk, Mapping) or _PRIVATE & set(jwk):
        raise KeyRefused("公钥中含有私钥成员；请只提交公钥，并立即更换这对密钥")
    kty = jwk.get("kty")
    if not isinstance(kty, str) or kty not in _KINDS:
        raise KeyRefused("密钥种类应为 RSA、EC 或 OKP")
    members = {"kty": kty, **{name: jwk.get(name) for name in _MEMBERS[kty]}}
    if not all(isinstance(value, str) and len(value) <= 2_000 for value in members.values()):
        raise KeyRefused(f"{kty} 公钥应有成员 {'、'.join(_MEMBERS[kty])}")
    if members.get("crv", "") not in ("", "P-256", "Ed25519"):
        raise KeyRefused("曲线应为 P-256 或 Ed25519")
    try:
        if kty == "RSA" and not MIN_RSA_BITS <= _bits(str(members["n"])) <= MAX_RSA_BITS:
            raise KeyRefused(f"RSA 密钥应为 {MIN_RSA_BITS} 至 {MAX_RSA_BITS} 位")
        _ = _KINDS[kty].import_key(dict(members)).public_key  # a point that is none is found when it is built
    except KeyRefused:
        raise
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise KeyRefused("公钥的成员不成其为密钥，请核对编码") from fault
    return {name: str(value) for name, value in members.items()}


def _bits(n: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(n + "=" * (-len(n) % 4))).bit_length()


def thumbprint(key: Mapping[str, str]) -> str:
    """RFC 7638."""
    return str(_KINDS[key["kty"]].import_key(dict(key)).thumbprint())


def checked(text: str, key: Mapping[str, str], algorithm: Any) -> jwt.Token:
    """A JWT that this public key signed, its claims yet to be judged.

    Raises KeyRefused for an algorithm that is not the key's; JoseError or ValueError for the rest.
    """
    if algorithm not in _SIGNS[key["kty"]]:
        raise KeyRefused("alg does not belong to the key")
    known = _KINDS[key["kty"]].import_key({name: value for name, value in key.items() if name in _OF_KEYS})
    with _QUIETLY.get(algorithm, nullcontext)():
        return jwt.decode(text, known, algorithms=[algorithm])


_OF_KEYS: Final = frozenset({"kty", "crv", "x", "y", "n", "e"})


@contextmanager
def _without_warning() -> Iterator[None]:
    """The older name is met on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        yield


_QUIETLY: Final[dict[str, Any]] = {"EdDSA": _without_warning}
