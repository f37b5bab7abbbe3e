"""Proofs of possession (DPoP, RFC 9449): a token is good only in the hands of who has the key it was given to."""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from joserfc.errors import JoseError

from shared.client_keys import KeyRefused, checked, public_key, thumbprint

PROOF_SECONDS: Final = 60
"""How old a proof may be"""
AHEAD_SECONDS: Final = 10
"""How much a client's clock may be ahead of ours"""
MAX_PROOF: Final = 4_096
_TYPE: Final = "dpop+jwt"


class ProofRefused(Exception):
    """Says why, in words for a log: of nothing that was sent."""


@dataclass(frozen=True, slots=True)
class Proof:
    thumbprint: str
    """Of the key that signed it"""
    digest: str
    """Of its jti and its key: a proof is good once"""
    issued_at: float


def unverified(text: str, part: int) -> dict[str, Any]:
    """Header (0) or claims (1) of a JWT as it stands there, believed by nobody. Raises ValueError."""
    segment = text.split(".")[part] if text.count(".") == 2 else "?"
    found = json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


class Proofs:
    """Reads proofs for requests to one origin, the one that people and banks use, whatever a proxy calls us."""

    def __init__(self, origin: str, now: Callable[[], float] = time.time) -> None:
        self._origin, self._now = origin, now
        self._seen: dict[int, set[str]] = {}

    def read(self, text: str, method: str, path: str, token: str | None = None) -> Proof:
        """The proof, made for this method and address, and, with a token, for that token. Raises ProofRefused."""
        if len(text) > MAX_PROOF:
            raise ProofRefused("too long")
        try:
            header = unverified(text, 0)
            key = public_key(header.get("jwk", {}))
            found = checked(text, key, header.get("alg"))
        except KeyRefused as fault:
            raise ProofRefused("its key or algorithm is not allowed") from fault
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise ProofRefused("not a signed JWT") from fault
        if header.get("typ") != _TYPE:
            raise ProofRefused("of another type")
        at = self._check(found.claims, method, path, token)
        printed = thumbprint(key)
        return Proof(printed, hashlib.sha256(f"{printed} {found.claims['jti']}".encode()).hexdigest(), at)

    def _check(self, claims: Mapping[str, Any], method: str, path: str, token: str | None) -> float:
        jti, at = claims.get("jti"), claims.get("iat")
        if not isinstance(jti, str) or not 8 <= len(jti) <= 200:
            raise ProofRefused("jti is missing, too short or too long")
        if isinstance(at, bool) or not isinstance(at, int | float):
            raise ProofRefused("iat is missing")
        if not self._now() - PROOF_SECONDS <= at <= self._now() + AHEAD_SECONDS:
            raise ProofRefused("iat is not now")
        if claims.get("htm") != method:
            raise ProofRefused("made for another method")
        if not self._is_here(claims.get("htu"), path):
            raise ProofRefused("made for another address")
        if token is not None and claims.get("ath") != token_digest(token):
            raise ProofRefused("made for another token")
        return float(at)

    def _is_here(self, htu: Any, path: str) -> bool:
        """Query and fragment are no part of the comparison (RFC 9449, 4.3)."""
        if not isinstance(htu, str):
            return False
        try:
            return _place(htu) == (*_place(self._origin)[:2], path)
        except ValueError:
            return False

    def first(self, proof: Proof) -> bool:
        """Whether this process has not seen it before. What is too old to be accepted is forgotten."""
        oldest = int(self._now() - PROOF_SECONDS) // 60
        for minute in [minute for minute in self._seen if minute < oldest]:
            del self._seen[minute]
        seen = self._seen.setdefault(int(proof.issued_at) // 60, set())
        if proof.digest in seen:
            return False
        seen.add(proof.digest)
        return True


_PORTS: Final = {"https": 443, "http": 80}


def _place(url: str) -> tuple[str, tuple[str | None, int | None], str]:
    parts = urlsplit(url)
    if parts.username is not None:
        raise ValueError("userinfo")
    return parts.scheme, (parts.hostname, parts.port or _PORTS.get(parts.scheme)), unquote(parts.path)


def token_digest(token: str) -> str:
    """`ath`: the SHA-256 of a token in base64url."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
