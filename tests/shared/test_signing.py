"""Keys with which a service signs for strangers."""

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from shared.signing import KeyRing, NotOurs, new_keys

TYP = "example+jwt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "keys.json"


@pytest.fixture
def ring(path: Path) -> KeyRing:
    return KeyRing.made_once(path)


def test_what_a_ring_signed_it_opens(ring: KeyRing) -> None:
    assert ring.opened(ring.sign({"jti": "x"}, TYP), TYP) == {"jti": "x"}


def test_a_token_of_another_kind_is_not_ours(ring: KeyRing) -> None:
    with pytest.raises(NotOurs):
        ring.opened(ring.sign({"jti": "x"}, "at+jwt"), TYP)


def test_every_flipped_bit_is_noticed(ring: KeyRing) -> None:
    parts = [
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in ring.sign({"jti": "x"}, TYP).split(".")
    ]
    for which, part in enumerate(parts):
        for at in range(len(part)):
            flipped = bytearray(part)
            flipped[at] ^= 1
            altered = [*parts[:which], bytes(flipped), *parts[which + 1 :]]
            with pytest.raises(NotOurs):
                ring.opened(".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in altered), TYP)


@pytest.mark.parametrize("garbage", ["", ".", "..", "a.b.c", "中.文.。", "x" * 1_000, "[" * 900])
def test_garbage_is_not_ours(ring: KeyRing, garbage: str) -> None:
    with pytest.raises(NotOurs):
        ring.opened(garbage, TYP)


def test_neither_no_signature_nor_another_key_under_our_kid_is_ours(ring: KeyRing) -> None:
    kid = ring.public["keys"][0]["kid"]
    other = ECKey.generate_key("P-256", {"kid": kid})
    unsigned = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": TYP}).encode()).rstrip(b"=").decode()
    body = ring.sign({"jti": "x"}, TYP).split(".")[1]
    for token in (jwt.encode({"alg": "ES256", "kid": kid, "typ": TYP}, {"jti": "x"}, other), f"{unsigned}.{body}."):
        with pytest.raises(NotOurs):
            ring.opened(token, TYP)


def test_the_first_key_signs_and_all_of_them_check(path: Path, ring: KeyRing) -> None:
    old = json.loads(path.read_text())["keys"]
    token = ring.sign({"jti": "x"}, TYP)
    path.write_text(json.dumps({"keys": [*json.loads(new_keys("next"))["keys"], *old]}))
    rotated = KeyRing.read(path)
    assert rotated.opened(token, TYP) == {"jti": "x"}
    public: Any = rotated.public
    found = jwt.decode(rotated.sign({}, TYP), KeySet.import_key_set(public), algorithms=["ES256"])
    assert found.header["kid"] == "next"


def test_only_public_halves_are_published_and_the_file_is_for_its_owner_only(path: Path, ring: KeyRing) -> None:
    assert "d" not in {part for key in ring.public["keys"] for part in key}
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == [path.name], "no draft is left"


async def test_processes_that_make_a_key_at_once_keep_the_same(path: Path) -> None:
    rings = await asyncio.gather(*(asyncio.to_thread(KeyRing.made_once, path) for _ in range(8)))
    assert len({ring.public["keys"][0]["kid"] for ring in rings}) == 1


NAMELESS = ECKey.generate_key("P-256").as_dict(private=True) | {"kid": ""}
OTHER_CURVE = ECKey.generate_key("P-384", {"kid": "x"}).as_dict(private=True)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"keys": []}',
        '{"keys": [{"kty": "oct", "k": "AAAA", "kid": "x"}]}',
        json.dumps({"keys": [NAMELESS]}),
        json.dumps({"keys": [OTHER_CURVE]}),
    ],
    ids=["empty", "no set", "no keys", "no curve", "no name", "another curve"],
)
def test_a_file_without_private_keys_with_names_stops_the_start(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(ValueError, match="private P-256 keys"):
        KeyRing.read(path)


def test_public_halves_do_not_sign(path: Path, ring: KeyRing) -> None:
    path.write_text(json.dumps(ring.public))
    with pytest.raises(ValueError, match="private P-256 keys"):
        KeyRing.read(path)
