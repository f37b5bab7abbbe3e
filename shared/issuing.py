"""Tokens the zone issues itself: a service's own identity towards its peers, and every kind while developing."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from shared.callers import Kind
from shared.first_files import write_once
from shared.settings import ZoneSettings
from shared.signing import KeyRing

DEVELOPMENT_KEY_ID: Final = "development"


class Issuer:
    """Signs tokens with a private JWK: people's in development, a service's own to its peers everywhere."""

    def __init__(self, settings: ZoneSettings) -> None:
        self._settings = settings
        self._key = ECKey.import_key(json.loads(settings.signing_key.read_text()))
        self._own: dict[str, tuple[str, float]] = {}

    def token(self, kind: Kind, subject: str, *, seconds: int, **claims: str | None) -> str:
        now = int(time.time())
        body = {
            "iss": self._settings.issuer,
            "aud": self._settings.audience,
            "sub": subject,
            "kind": kind,
            "iat": now,
            "exp": now + seconds,
            "jti": uuid4().hex,
            **{name: value for name, value in claims.items() if value is not None},
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid, "typ": "at+jwt"}, body, self._key)

    def statement(self, claims: Mapping[str, Any], typ: str) -> str:
        """Something a service says of itself, for others to keep; `typ` says what, so that it is no token."""
        return jwt.encode({"alg": "ES256", "kid": self._key.kid, "typ": typ}, dict(claims), self._key)

    def service_token(self, service: str) -> str:
        """A token of five minutes for calls to peers, renewed a minute before it ends."""
        token, renew_at = self._own.get(service, ("", 0.0))
        if time.monotonic() > renew_at:
            token = self.token("service", service, seconds=300)
            self._own[service] = (token, time.monotonic() + 240)
        return token


def make_development_keys(settings: ZoneSettings) -> None:
    """A key pair for this checkout, made once, whoever comes first; production refuses its place."""
    path, jwks = settings.signing_key, Path(urlsplit(settings.jwks_url).path)
    if settings.environment == "production" or (path.exists() and jwks.exists()):
        return
    write_once(path, _new_key)
    winner = ECKey.import_key(json.loads(path.read_text()))
    with _written_beside(jwks, KeySet([winner]).as_dict(private=False)) as public:
        os.link(public, f"{public}.new")
        Path(f"{public}.new").replace(jwks)


def publish_development_keys(settings: ZoneSettings, ring: KeyRing) -> None:
    """Where every service of this checkout looks for the keys of institutions' tokens; production asks finance."""
    if settings.environment == "development":
        path = Path(urlsplit(settings.institution_jwks_url).path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _written_beside(path, ring.public) as public:
            os.link(public, f"{public}.new")
            Path(f"{public}.new").replace(path)


def _new_key() -> str:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": DEVELOPMENT_KEY_ID})
    return json.dumps(key.as_dict(private=True))


@contextmanager
def _written_beside(path: Path, content: Any) -> Iterator[str]:
    """A complete file, readable by its owner only, in the folder of `path`."""
    with NamedTemporaryFile("w", dir=path.parent) as file:
        json.dump(content, file)
        file.flush()
        yield file.name
