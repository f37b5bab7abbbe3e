"""A service's own signing keys, for what strangers check: a key set apart from the one that says who is calling."""

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from shared.first_files import write_once

ALGORITHM: Final = "ES256"
_WANTED: Final = "wanted a JWK set of private P-256 keys, each with a kid"


class NotOurs(Exception):
    """Altered, of another kind, or signed by nobody we know."""


class KeyRing:
    """The first key signs; all of them check, and their public halves are published.

    To change keys without a gap: add the new one last, put it first once every checker has read it, and drop the
    old one when nothing it signed is still good.
    """

    def __init__(self, keys: Sequence[ECKey]) -> None:
        self._keys, self._first = KeySet(list(keys)), keys[0]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises OSError or ValueError when there are no private keys in that file."""
        text = path.read_text("utf-8")
        try:
            keys = [ECKey.import_key(one) for one in json.loads(text)["keys"]]
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise ValueError(f"{path}: {_WANTED}") from fault
        if not keys or not all(key.is_private and key.kid and key.curve_name == "P-256" for key in keys):
            raise ValueError(f"{path}: {_WANTED}")
        return cls(keys)

    @classmethod
    def made_once(cls, path: Path) -> Self:
        """For development: a new key the first time. Of two processes that make one, the first is kept by both."""
        write_once(path, lambda: new_keys(f"development-{secrets.token_hex(3)}"))
        return cls.read(path)

    def sign(self, claims: Mapping[str, Any], typ: str) -> str:
        """A JWS in compact form; `typ` says what it is, so that nothing else can be taken for it."""
        return jwt.encode({"alg": ALGORITHM, "kid": self._first.kid, "typ": typ}, dict(claims), self._first)

    def sign_detached(self, content: bytes, typ: str) -> str:
        """A JWS whose payload stays where it is (RFC 7515, appendix F): header, nothing, signature.

        Who checks it puts the base64url of the bytes it received between the two dots.
        """
        whole = jws.serialize_compact({"alg": ALGORITHM, "kid": self._first.kid, "typ": typ}, content, self._first)
        header, _, signature = whole.split(".")
        return f"{header}..{signature}"

    def opened(self, token: str, typ: str) -> dict[str, Any]:
        """The claims of a token this ring signed; their meaning and their time are the caller's to judge.

        Raises NotOurs.
        """
        try:
            found = jwt.decode(token, self._keys, algorithms=[ALGORITHM])
        except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
            raise NotOurs(type(fault).__name__) from fault
        if found.header.get("typ") != typ:
            raise NotOurs("of another kind")
        return found.claims

    @property
    def public(self) -> dict[str, Any]:
        """The JWKS that anybody checks with."""
        return dict(self._keys.as_dict(private=False))


def new_keys(kid: str) -> str:
    """A file with one new private key."""
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM, "kid": kid})
    return json.dumps(KeySet([key]).as_dict(private=True))
