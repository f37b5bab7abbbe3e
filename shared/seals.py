"""What a service keeps sealed in its own database: encrypted, so that a copy of the tables tells nothing."""

import hmac
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Self

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from shared.first_files import write_once

ALGORITHMS: Final = ("dir", "A256GCM")
KEY_BITS: Final = 256
_MARKS: Final = b"zjtx marks"
"""A key of its own for marks comes from each key by this word: what seals is used for nothing else."""
_WANTED: Final = "wanted a JWK set of 256-bit oct keys, each with a kid"


class Unsealable(Exception):
    """Altered, or sealed with a key we have no longer."""


class Seal:
    """The first key seals, all of them open. To change keys: put the new one first, and keep the old ones."""

    def __init__(self, keys: Sequence[OctKey]) -> None:
        self._keys, self._first, self._each = KeySet(list(keys)), keys[0], tuple(keys)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises OSError or ValueError when there are no keys in that file."""
        text = path.read_text("utf-8")
        try:
            keys = [OctKey.import_key(one) for one in json.loads(text)["keys"]]
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise ValueError(f"{path}: {_WANTED}") from fault
        if not keys or not all(key.kid and len(key.raw_value) * 8 == KEY_BITS for key in keys):
            raise ValueError(f"{path}: {_WANTED}")
        return cls(keys)

    @classmethod
    def made_once(cls, path: Path) -> Self:
        """For development: a new key the first time. Of two processes that make one, the first is kept by both."""
        write_once(path, lambda: new_keys(f"development-{secrets.token_hex(3)}"))
        return cls.read(path)

    def sealed(self, text: str) -> str:
        """Another one each time, also for the same text."""
        protected: dict[str, Any] = {"alg": ALGORITHMS[0], "enc": ALGORITHMS[1], "kid": self._first.kid}
        return jwe.encrypt_compact(protected, text.encode(), self._first, algorithms=list(ALGORITHMS))

    def opened(self, sealed: str) -> str:
        """Raises Unsealable."""
        try:
            found = jwe.decrypt_compact(sealed, self._keys, algorithms=list(ALGORITHMS))
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise Unsealable(type(fault).__name__) from fault
        return (found.plaintext or b"").decode()

    def marks(self, context: str, text: str) -> tuple[str, ...]:
        """What finds a sealed text again without opening any: equal texts of one context have equal marks, of two
        contexts nobody can tell, and without the keys nobody finds the text by trying all there are.

        The first is the one to keep; the others are those that were kept under the keys before it.
        """
        said = json.dumps([context, text]).encode()
        keys = (hmac.digest(key.raw_value, _MARKS, "sha256") for key in self._each)
        return tuple(hmac.digest(key, said, "sha256").hex() for key in keys)


def new_keys(kid: str) -> str:
    """A file with one new key."""
    key = OctKey.generate_key(KEY_BITS, {"use": "enc", "kid": kid})
    return json.dumps(KeySet([key]).as_dict(private=True))
