"""Who gets in: tokens that are good, and every way for one not to be."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from shared import tokens
from shared.callers import Caller
from shared.issuing import Issuer, make_development_keys
from shared.problems import Unauthenticated, Unavailable
from shared.settings import ZoneSettings
from shared.tokens import Verifier
from shared.values import CITY
from tests.zone import BINJIANG, zone_settings


@pytest.fixture
def settings(tmp_path: Path) -> ZoneSettings:
    return zone_settings(tmp_path, "memory://")


@pytest.fixture
def issuer(settings: ZoneSettings) -> Issuer:
    return Issuer(settings)


@pytest.fixture
async def verifier(settings: ZoneSettings) -> AsyncIterator[Verifier]:
    async with httpx.AsyncClient() as http:
        yield Verifier(settings, http)


def key_of(settings: ZoneSettings) -> ECKey:
    return ECKey.import_key(json.loads(settings.signing_key.read_text()))


def claims(settings: ZoneSettings, **other: Any) -> dict[str, Any]:
    now = int(time.time())
    own = {"iss": settings.issuer, "aud": settings.audience, "sub": "clerk", "kind": "officer", "district": CITY}
    return {**own, "iat": now, "exp": now + 60, **other}


def signed(settings: ZoneSettings, **other: Any) -> str:
    key = key_of(settings)
    body = {name: value for name, value in claims(settings, **other).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, body, key)


def hmac_token(secret: bytes, header: dict[str, Any], body: dict[str, Any]) -> str:
    """By hand: no honest library signs with a public key."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, body)]
    signature = hmac.digest(secret, b".".join(parts), "sha256")
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


async def refused(verifier: Verifier, token: str) -> bool:
    try:
        await verifier(token)
    except Unauthenticated:
        return True
    return False


# ---- tokens ------------------------------------------------------------------------------------


async def test_a_token_says_who_its_bearer_is(verifier: Verifier, issuer: Issuer) -> None:
    token = issuer.token("officer", "clerk", seconds=60, district=BINJIANG, department="市经信局")
    assert await verifier(token) == Caller(
        "officer", "clerk", district=BINJIANG, department="市经信局", roles=("admin", "reviewer", "approver")
    )


@pytest.mark.parametrize(
    "other",
    [
        {"exp": 1_700_000_000},
        {"exp": None},
        {"aud": "another"},
        {"aud": None},
        {"iss": "another"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"nbf": 4_000_000_000},
        {"kind": "owner"},
        {"kind": None},
        {"kind": "public"},
        {"district": None},
        {"district": 330100},
        {"kind": "enterprise"},
        {"kind": "institution"},
    ],
    ids=str,
)
async def test_a_token_with_a_wrong_or_missing_claim_is_refused(
    verifier: Verifier, settings: ZoneSettings, other: dict[str, Any]
) -> None:
    assert await refused(verifier, signed(settings, **other))


async def test_every_flipped_bit_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    parts = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in signed(settings).split(".")]
    for which, part in enumerate(parts):
        for at in range(0, len(part), 7):
            flipped = bytearray(part)
            flipped[at] ^= 1
            altered = [*parts[:which], bytes(flipped), *parts[which + 1 :]]
            token = ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in altered)
            assert await refused(verifier, token), f"part {which}, byte {at}"


async def test_no_signature_and_no_key_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    head, body, _ = signed(settings).split(".")
    nothing = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    assert await refused(verifier, f"{nothing}.{body}.")
    assert await refused(verifier, f"{head}.{body}.")
    for garbage in ("", ".", "..", "a.b.c", "\u4e2d.\u6587.\u3002", "x" * 10_000):
        assert await refused(verifier, garbage)


async def test_the_public_key_is_no_shared_secret(verifier: Verifier, settings: ZoneSettings) -> None:
    key = key_of(settings)
    for public in (json.dumps(key.as_dict(private=False)).encode(), key.as_pem(private=False)):
        token = hmac_token(public, {"alg": "HS256", "kid": key.kid}, claims(settings))
        assert await refused(verifier, token)


async def test_another_key_under_our_kid_is_refused(verifier: Verifier, settings: ZoneSettings) -> None:
    kid = key_of(settings).kid
    other = ECKey.generate_key("P-256", {"kid": kid})
    assert await refused(verifier, jwt.encode({"alg": "ES256", "kid": kid}, claims(settings), other))


async def test_a_remembered_token_stops_working_when_it_expires(
    verifier: Verifier, settings: ZoneSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed(settings, exp=int(time.time()) + 60)
    assert (await verifier(token)).subject == "clerk"
    settings.signing_key.unlink()
    Path(settings.jwks_url.removeprefix("file:")).unlink()
    assert (await verifier(token)).subject == "clerk", "remembered: no key is asked"
    later = time.time() + 60 + tokens.SKEW_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert await refused(verifier, token)


async def test_the_memory_of_tokens_is_bounded(
    verifier: Verifier, settings: ZoneSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "REMEMBERED_TOKENS", 3)
    for number in range(8):
        await verifier(signed(settings, sub=f"clerk {number}"))
    assert len(verifier._remembered) == 3


async def test_a_key_that_was_rotated_in_is_found(verifier: Verifier, settings: ZoneSettings) -> None:
    await verifier(signed(settings))
    new = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "next"})
    both = KeySet([key_of(settings), new]).as_dict(private=False)
    Path(settings.jwks_url.removeprefix("file:")).write_text(json.dumps(both))
    token = jwt.encode({"alg": "ES256", "kid": "next"}, claims(settings), new)
    verifier._zone._fetched_at -= 31  # it looks again at most every 30 s
    assert (await verifier(token)).subject == "clerk"


async def test_without_keys_the_answer_is_to_try_again(verifier: Verifier, settings: ZoneSettings) -> None:
    token = signed(settings)
    Path(settings.jwks_url.removeprefix("file:")).unlink()
    with pytest.raises(Unavailable):
        await verifier(token)


def test_of_many_processes_that_start_at_once_all_sign_with_the_key_that_is_published(tmp_path: Path) -> None:
    for at in range(5):
        folder = tmp_path / str(at)
        settings = ZoneSettings(signing_key=folder / "key.json", jwks_url=f"file:{folder}/jwks.json", _env_file=None)
        together = Barrier(8)

        def start(settings: ZoneSettings = settings, together: Barrier = together) -> str:
            together.wait()
            make_development_keys(settings)
            signing = json.loads(settings.signing_key.read_text())
            (public,) = json.loads((settings.signing_key.parent / "jwks.json").read_text())["keys"]
            assert public["x"] == signing["x"]
            return str(signing["x"])

        with ThreadPoolExecutor(8) as threads:
            assert len({one.result() for one in [threads.submit(start) for _ in range(8)]}) == 1
        assert {path.name for path in folder.iterdir()} == {"key.json", "jwks.json"}


def test_the_private_key_is_for_its_owner_only(settings: ZoneSettings) -> None:
    assert settings.signing_key.stat().st_mode & 0o077 == 0
    jwks = json.loads(Path(settings.jwks_url.removeprefix("file:")).read_text())
    assert all("d" not in key for key in jwks["keys"])
