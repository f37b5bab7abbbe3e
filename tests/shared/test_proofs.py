"""Proofs and assertions, made by another JOSE library: what is good is good for one request and one moment."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from shared.assertions import AssertionRefused, named_client, read_assertion
from shared.client_keys import KeyRefused, public_key, thumbprint
from shared.proofs import AHEAD_SECONDS, PROOF_SECONDS, ProofRefused, Proofs, token_digest

KEY = JWK.generate(kty="EC", crv="P-256", kid="one")
ORIGIN = "https://zone.example"
NOW = 1_800_000_000.0


def signed(claims: dict[str, Any], header: dict[str, Any]) -> str:
    made = JWS(json.dumps(claims))
    made.add_signature(KEY, protected=json.dumps({"alg": "ES256"} | header))
    return str(made.serialize(compact=True))


def proof(**said: Any) -> str:
    claims = {"htm": "GET", "htu": f"{ORIGIN}/finance/v1/list", "iat": NOW, "jti": "a-name-of-its-own"} | said
    jwk = json.loads(KEY.export_public())
    return signed(claims, {"typ": "dpop+jwt", "jwk": jwk})


def reader(at: float = NOW) -> Proofs:
    return Proofs(ORIGIN, lambda: at)


def test_a_proof_names_the_key_by_its_thumbprint() -> None:
    found = reader().read(proof(ath=token_digest("a-token")), "GET", "/finance/v1/list", "a-token")
    assert found.thumbprint == KEY.thumbprint()
    assert thumbprint(public_key(json.loads(KEY.export_public()))) == KEY.thumbprint()


@pytest.mark.parametrize(
    "htu",
    [
        f"{ORIGIN}/finance/v1/list?limit=3",
        f"{ORIGIN}/finance/v1/list#part",
        "https://ZONE.example/finance/v1/list",
        "https://zone.example:443/finance/v1/list",
    ],
)
def test_what_is_no_part_of_the_address_does_not_count(htu: str) -> None:
    assert reader().read(proof(htu=htu), "GET", "/finance/v1/list")


@pytest.mark.parametrize(
    "htu",
    [
        "http://zone.example/finance/v1/list",
        "https://zone.example:8443/finance/v1/list",
        "https://user@zone.example/finance/v1/list",
        "https://zone.example.evil.example/finance/v1/list",
        "https://zone.example/finance/v1/list/",
        "https://zone.example/finance/v1/../v1/list",
        "https://zone.example:port/finance/v1/list",
        "/finance/v1/list",
        "",
        7,
        None,
    ],
)
def test_another_address_is_another_address(htu: Any) -> None:
    with pytest.raises(ProofRefused):
        reader().read(proof(htu=htu), "GET", "/finance/v1/list")


@given(late=st.floats(-200, 200))
def test_a_proof_is_good_for_a_minute(late: float) -> None:
    good = -AHEAD_SECONDS <= late <= PROOF_SECONDS
    try:
        reader(NOW + late).read(proof(), "GET", "/finance/v1/list")
    except ProofRefused:
        assert not good
    else:
        assert good


@given(offsets=st.sets(st.integers(0, 300), min_size=1, max_size=20))
def test_a_proof_that_is_still_good_is_remembered_and_the_others_are_forgotten(offsets: set[int]) -> None:
    now = NOW
    proofs = Proofs(ORIGIN, lambda: now)
    for at in sorted(offsets):
        now = NOW + at
        text = proof(iat=now, jti=f"the-name-of-{at}")
        assert proofs.first(proofs.read(text, "GET", "/finance/v1/list"))
        now += PROOF_SECONDS
        assert not proofs.first(proofs.read(text, "GET", "/finance/v1/list")), "as long as it is good"
        now -= PROOF_SECONDS
    assert len(proofs._seen) <= 4


@given(
    garbage=st.one_of(
        st.text(max_size=60), st.from_regex(r"[A-Za-z0-9_-]{0,20}\.[A-Za-z0-9_-]{0,20}\.[A-Za-z0-9_-]{0,20}")
    )
)
def test_garbage_is_neither_proof_nor_assertion(garbage: str) -> None:
    with pytest.raises(ProofRefused):
        reader().read(garbage, "GET", "/finance/v1/list")
    with pytest.raises(AssertionRefused):
        named_client(garbage)
    with pytest.raises(AssertionRefused):
        read_assertion(garbage, [], ORIGIN)


@given(
    begins=st.integers(-200, 200),
    lasts=st.integers(-10, 130),
)
def test_an_assertion_is_good_for_a_minute_at_most(begins: int, lasts: int) -> None:
    claims = {"iss": "bank", "sub": "bank", "aud": ORIGIN, "jti": "a-name-of-its-own"}
    text = signed(claims | {"iat": NOW + begins, "exp": NOW + begins + lasts}, {"kid": "one"})
    keys = [public_key(json.loads(KEY.export_public())) | {"kid": "one"}]
    good = 0 < lasts <= 60 and begins <= AHEAD_SECONDS and begins + lasts > -AHEAD_SECONDS
    try:
        assert read_assertion(text, keys, ORIGIN, lambda: NOW).client == "bank"
    except AssertionRefused:
        assert not good
    else:
        assert good


@pytest.mark.parametrize("at", range(0, 90, 6))
def test_every_flipped_bit_of_a_signature_is_noticed(at: int) -> None:
    text = proof(iat=time.time())
    head, body, signature = text.split(".")
    at %= len(signature) - 2  # the last character holds padding bits
    other = "A" if signature[at] != "A" else "B"
    with pytest.raises(ProofRefused):
        Proofs(ORIGIN).read(f"{head}.{body}.{signature[:at]}{other}{signature[at + 1 :]}", "GET", "/finance/v1/list")


def test_a_private_key_is_never_taken_for_a_public_one() -> None:
    for kind in ({"kty": "EC", "crv": "P-256"}, {"kty": "OKP", "crv": "Ed25519"}, {"kty": "RSA", "size": 2048}):
        one = JWK.generate(**kind)
        assert public_key(json.loads(one.export_public()))
        with pytest.raises(KeyRefused):
            public_key(json.loads(one.export_private()))
