"""Ways to get a token with an assertion or a proof that is not good: each refused, and logged. docs/threats.md"""

import asyncio
import json
import time
from typing import Any

import httpx
import pytest

from tests.services.finance.banks import Bank, admitted, new_key, public, signed
from tests.services.finance.threats import Threat, altered, by_secret, check, each, opened, unsigned
from tests.zone import RunningZone

NOW = time.time
TOKEN = "/finance/v1/oauth/token"


def asserting(make: Any) -> Any:
    """Asks with the assertion that `make` makes."""

    async def attempt(bank: Bank) -> httpx.Response:
        return await bank.ask({"client_assertion": make(bank)})

    return attempt


def proving(make: Any) -> Any:
    async def attempt(bank: Bank) -> httpx.Response:
        return await bank.ask(proof=make(bank))

    return attempt


async def replayed_assertion(bank: Bank) -> httpx.Response:
    once = bank.assertion()
    assert (await bank.ask({"client_assertion": once})).status_code == 200
    return await bank.ask({"client_assertion": once})


async def of_another_bank(bank: Bank) -> httpx.Response:
    other = await admitted(bank.zone)
    return await bank.ask({"client_assertion": other.assertion(iss=bank.institution_id, sub=bank.institution_id)})


async def token_as_assertion(bank: Bank) -> httpx.Response:
    return await bank.ask({"client_assertion": await bank.token()})


async def replayed_proof(bank: Bank) -> httpx.Response:
    once = bank.proof("POST", TOKEN)
    assert (await bank.ask(proof=once)).status_code == 200
    return await bank.ask(proof=once)


async def two_proofs(bank: Bank) -> httpx.Response:
    form = {"grant_type": "client_credentials", "client_assertion": bank.assertion()}
    form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    headers = [("DPoP", bank.proof("POST", TOKEN)) for _ in range(2)]
    return await bank.http.post("/v1/oauth/token", data=form, headers=headers)


def _public_secret(bank: Bank) -> str:
    secret = json.dumps(public(bank.own)).encode()
    return by_secret(secret, {"alg": "HS256", "kid": bank.own["kid"]}, opened(bank.assertion(), 1))


def _private(bank: Bank) -> str:
    return bank.proof("POST", TOKEN, header={"jwk": json.loads(bank.proving.export_private())})


def _unsigned_proof(bank: Bank) -> str:
    return unsigned(opened(bank.proof("POST", TOKEN), 1), {"typ": "dpop+jwt", "jwk": public(bank.proving)})


def _unsigned(bank: Bank) -> str:
    return unsigned(opened(bank.assertion(), 1), {"kid": bank.own["kid"]})


def _timed(begins: int, ends: int) -> Any:
    """Seconds from now."""
    return lambda bank: bank.assertion(iat=int(NOW()) + begins, exp=int(NOW()) + ends)


def _strange(**header: Any) -> Any:
    return lambda bank: bank.assertion(header=header)


def _said(**claims: Any) -> Any:
    return lambda bank: bank.assertion(**claims)


ASSERTIONS = (
    Threat("assertion without a signature", asserting(_unsigned), "alg does not belong"),
    Threat("assertion signed with the public key as a secret", asserting(_public_secret), "alg does not belong"),
    Threat(
        "assertion with altered claims",
        asserting(lambda b: altered(b.assertion(), exp=int(NOW()) + 59)),
        "not signed by that key",
    ),
    Threat(
        "assertion by another key under a known kid",
        asserting(lambda b: b.assertion(by=new_key())),
        "not signed by that key",
    ),
    Threat("assertion with an unknown kid", asserting(_strange(kid="nobody")), "none of the client's keys"),
    Threat(
        "assertion that brings its own key",
        asserting(lambda b: b.assertion(header={"jwk": public(new_key())})),
        "names a key of its own",
    ),
    Threat(
        "assertion that says where its key is",
        asserting(_strange(jku="https://evil.example/jwks")),
        "names a key of its own",
    ),
    Threat("assertion with a critical extension", asserting(_strange(crit=["b64"], b64=True)), "critical extension"),
    Threat("assertion of another institution", of_another_bank, "none of the client's keys"),
    Threat("assertion whose iss is not its sub", asserting(_said(iss="demo-bank")), "not one client"),
    Threat(
        "assertion for another audience",
        asserting(_said(aud="https://other.example/finance")),
        "not exactly this issuer",
    ),
    Threat(
        "assertion for several audiences",
        asserting(lambda b: b.assertion(aud=[f"{b.origin}/finance", "https://other.example"])),
        "not exactly this issuer",
    ),
    Threat("assertion that expired", asserting(_timed(-90, -30)), "expired"),
    Threat("assertion that is good for an hour", asserting(_timed(0, 3600)), "longer than a minute"),
    Threat("assertion from the future", asserting(_timed(60, 90)), "not valid yet"),
    Threat("assertion without an end", asserting(_said(exp=None)), "exp is missing"),
    Threat("assertion without a name", asserting(_said(jti=None)), "jti is missing"),
    Threat("assertion used twice", replayed_assertion, "used before"),
    Threat("access token as an assertion", token_as_assertion, "none of the client's keys"),
    Threat(
        "proof as an assertion",
        asserting(lambda b: b.proof("POST", TOKEN, sub=b.institution_id)),
        "names a key of its own",
    ),
    Threat(
        "nobody's assertion", asserting(lambda b: b.assertion(iss="nobody", sub="nobody")), "none of the client's keys"
    ),
)
PROOFS = (
    Threat("token asked for without a proof", proving(lambda _: ""), "wanted one proof", 400),
    Threat("two proofs", two_proofs, "wanted one proof", 400),
    Threat("proof without a signature", proving(_unsigned_proof), "not allowed", 400),
    Threat(
        "proof signed by another key than it shows",
        proving(lambda b: b.proof("POST", TOKEN, by=new_key())),
        "not a signed JWT",
        400,
    ),
    Threat("proof that shows a private key", proving(_private), "not allowed", 400),
    Threat(
        "proof of another type", proving(lambda b: b.proof("POST", TOKEN, header={"typ": "JWT"})), "another type", 400
    ),
    Threat("proof for another method", proving(lambda b: b.proof("GET", TOKEN)), "another method", 400),
    Threat("proof for another address", proving(lambda b: b.proof("POST", "/finance/v1/list")), "another address", 400),
    Threat(
        "proof for another host",
        proving(lambda b: b.proof("POST", TOKEN, htu=f"https://evil.example{TOKEN}")),
        "another address",
        400,
    ),
    Threat(
        "proof of an hour ago", proving(lambda b: b.proof("POST", TOKEN, iat=int(NOW()) - 3600)), "iat is not now", 400
    ),
    Threat(
        "proof from the future", proving(lambda b: b.proof("POST", TOKEN, iat=int(NOW()) + 3600)), "iat is not now", 400
    ),
    Threat("proof without a name", proving(lambda b: b.proof("POST", TOKEN, jti=None)), "jti is missing", 400),
    Threat("proof used twice for a token", replayed_proof, "used before", 400),
)


@pytest.fixture(scope="module")
async def bank(zone: RunningZone) -> Bank:
    return await admitted(zone)


@each(ASSERTIONS)
async def test_an_assertion_that_is_not_good_is_refused(
    bank: Bank, threat: Threat, caplog: pytest.LogCaptureFixture
) -> None:
    problem = await check(bank, threat, caplog)
    assert (problem["code"], problem["error"]) == ("CLIENT_INVALID", "invalid_client")
    assert problem["error_description"].isascii()


@each(PROOFS)
async def test_a_token_is_not_given_for_a_proof_that_is_not_good(
    bank: Bank, threat: Threat, caplog: pytest.LogCaptureFixture
) -> None:
    problem = await check(bank, threat, caplog)
    assert (problem["code"], problem["error"]) == ("DPOP_PROOF_INVALID", "invalid_dpop_proof")


async def test_of_requests_at_once_with_one_assertion_one_gets_a_token(bank: Bank) -> None:
    once = bank.assertion()
    answers = await asyncio.gather(*(bank.ask({"client_assertion": once}) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401, 401, 401]


FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "another grant": ({"grant_type": "password"}, "unsupported_grant_type"),
    "no grant": ({"grant_type": None}, "invalid_request"),
    "no assertion": ({"client_assertion": None}, "invalid_request"),
    "another kind of assertion": ({"client_assertion_type": "saml"}, "invalid_request"),
    "a scope nobody knows": ({"scope": "everything"}, "invalid_scope"),
}


@pytest.mark.parametrize("form", FORMS)
async def test_what_oauth_calls_an_error_stands_beside_the_problem(bank: Bank, form: str) -> None:
    answer = await bank.ask(FORMS[form][0])
    assert (answer.status_code, answer.json()["error"]) == (400, FORMS[form][1])


async def test_a_form_that_says_something_twice_or_is_no_form_is_refused(bank: Bank) -> None:
    twice = b"grant_type=client_credentials&grant_type=password"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await bank.http.post("/v1/oauth/token", content=twice, headers=headers)).status_code == 400
    assert (await bank.http.post("/v1/oauth/token", json={"grant_type": "client_credentials"})).status_code == 415
    assert (await bank.http.get("/v1/oauth/token")).status_code == 405


def test_another_library_made_what_the_zone_checks() -> None:
    assert signed.__module__ == "tests.services.finance.banks"
    assert type(new_key()).__module__.startswith("jwcrypto")
