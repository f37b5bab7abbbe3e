"""Ways to use a token or a cursor that is not good, or not one's own: each refused, and logged. docs/threats.md"""

import time
from typing import Any

import httpx
import pytest

from shared.problems import Unauthenticated
from shared.tokens import Verifier
from tests.services.finance.banks import Bank, admitted, bearing, new_key, public
from tests.services.finance.threats import Threat, altered, by_secret, check, each, opened, unsigned
from tests.zone import BINJIANG, RunningZone

LIST = "/v1/list"
LONG_AGO = int(time.time()) - 3_600


def using(make: Any) -> Any:
    """Asks for the list with the token that `make` makes of a good one, and a proof for it."""

    async def attempt(bank: Bank) -> httpx.Response:
        return await bank.get(LIST, make(bank, await bank.token()))

    return attempt


def proving(**said: Any) -> Any:
    """Asks for the list with a good token and a proof that says otherwise."""

    async def attempt(bank: Bank) -> httpx.Response:
        token = await bank.token()
        method, path = said.get("method", "GET"), said.get("path", LIST)
        more = {name: value for name, value in said.items() if name not in ("method", "path")}
        return await bank.http.get(LIST, headers=bank.with_token(method, path, token, **more))

    return attempt


async def alone(bank: Bank) -> httpx.Response:
    return await bearing(bank.zone, await bank.token()).get(LIST)


async def without_proof(bank: Bank) -> httpx.Response:
    return await bank.http.get(LIST, headers={"Authorization": f"DPoP {await bank.token()}"})


async def with_the_thiefs_key(bank: Bank) -> httpx.Response:
    token = await bank.token()
    thief = Bank(bank.zone, bank.institution_id, new_key())
    return await thief.get(LIST, token)


async def for_another_token(bank: Bank) -> httpx.Response:
    first, second = await bank.token(), await bank.token()
    headers = bank.with_token("GET", LIST, first) | {"Authorization": f"DPoP {second}"}
    return await bank.http.get(LIST, headers=headers)


async def proof_again(bank: Bank) -> httpx.Response:
    headers = bank.with_token("GET", LIST, await bank.token())
    assert (await bank.http.get(LIST, headers=headers)).status_code == 200
    return await bank.http.get(LIST, headers=headers)


def _signed_by_finance(bank: Bank, **claims: Any) -> str:
    endpoint = bank.zone.zone.apps["finance"].state.token_endpoint
    now = int(time.time())
    own = {
        "iss": endpoint.issuer, "aud": endpoint.audience, "sub": bank.institution_id, "kind": "institution",
        "institution": bank.institution_id, "iat": now, "exp": now + 60,
        "cnf": {"jkt": bank.proving.thumbprint()},
    }  # fmt: skip
    typ = claims.pop("typ", "at+jwt")
    return str(endpoint.ring.sign(own | claims, typ))


def _signing(**claims: Any) -> Any:
    """Not the token that was given: one that the token endpoint's key signed with other claims."""
    return lambda bank, _token: _signed_by_finance(bank, **claims)


def _by_identity(bank: Bank, token: str) -> str:
    """The identity provider's key under the claims of finance."""
    return bank.zone.issuer.statement(opened(token, 1), "at+jwt")


def _of_the_list_key(bank: Bank, token: str) -> str:
    return str(bank.zone.zone.apps["finance"].state.list_keys.sign(opened(token, 1), "at+jwt"))


TOKENS = (
    Threat(
        "token without a signature",
        using(lambda _b, t: unsigned(opened(t, 1), opened(t, 0) | {"alg": "none"})),
        "token refused",
    ),
    Threat(
        "token signed with a public secret",
        using(lambda _b, t: by_secret(b"public", opened(t, 0) | {"alg": "HS256"}, opened(t, 1))),
        "token refused",
    ),
    Threat(
        "token with more scopes than it was given",
        using(lambda _b, t: altered(t, scope="loan:report list:read")),
        "token refused",
    ),
    Threat(
        "token of another institution under the old signature",
        using(lambda _b, t: altered(t, institution="demo-bank")),
        "token refused",
    ),
    Threat("token that expired", using(_signing(iat=LONG_AGO, exp=LONG_AGO + 300)), "token refused"),
    Threat("token for another audience", using(_signing(aud="another")), "token refused"),
    Threat("token of another type", using(_signing(typ="code+jwt")), "token refused"),
    Threat(
        "officer's token signed by the token endpoint",
        using(_signing(kind="officer", district="330100")),
        "token refused",
    ),
    Threat("service's token signed by the token endpoint", using(_signing(kind="service")), "token refused"),
    Threat("institution's token signed by the identity provider", using(_by_identity), "token refused"),
    Threat("token signed with the keys of the list", using(_of_the_list_key), "token refused"),
    Threat("assertion as a token", using(lambda b, _t: b.assertion()), "token refused"),
    Threat("stolen token alone", alone, "came without proof"),
    Threat("token without its proof", without_proof, "wanted one proof"),
    Threat("stolen token with the thief's own key", with_the_thiefs_key, "another key"),
    Threat("proof for another token", for_another_token, "another token"),
    Threat("proof for no token", proving(ath=None), "another token"),
    Threat("proof for another method of the list", proving(method="POST"), "another method"),
    Threat("proof for another route", proving(path="/v1/list/changes"), "another address"),
    Threat("proof of a minute ago", proving(iat=LONG_AGO), "iat is not now"),
    Threat("proof used twice", proof_again, "seen before"),
)


@pytest.fixture(scope="module")
async def bank(zone: RunningZone) -> Bank:
    for _ in range(2):
        await zone.recognise(await zone.register(district=BINJIANG), "innovative")
    await zone.settle()
    return await admitted(zone)


@each(TOKENS)
async def test_a_token_that_is_not_good_or_not_ones_own_is_refused(
    bank: Bank, threat: Threat, caplog: pytest.LogCaptureFixture
) -> None:
    problem = await check(bank, threat, caplog)
    assert problem["code"] in ("UNAUTHENTICATED", "DPOP_PROOF_NEEDED")


async def test_a_proof_of_a_write_is_good_once_in_all_processes(
    zone: RunningZone, caplog: pytest.LogCaptureFixture
) -> None:
    bank, path = await admitted(zone), "/v1/institution/keys"
    headers = bank.with_token("PUT", path, await bank.token()) | {"If-Match": "*"}
    body = {"keys": [{"jwk": public(bank.own)}, {"jwk": public(new_key())}]}
    assert (await bank.http.put(path, json=body, headers=headers)).status_code == 200
    zone.zone.runtime.verifier._proofs._seen.clear()  # as a replica that has not seen it
    again = await bank.http.put(path, json=body, headers=headers)
    assert (again.status_code, again.json()["code"]) == (401, "DPOP_PROOF_NEEDED")
    assert "seen before" in caplog.text


async def _cursor(bank: Bank, token: str) -> str:
    return str((await bank.get(f"{LIST}?limit=1", token)).json()["next_cursor"])


async def altered_cursor(bank: Bank) -> httpx.Response:
    token = await bank.token()
    cursor = await _cursor(bank, token)
    middle = len(cursor) // 2
    other = "A" if cursor[middle] != "A" else "B"
    return await bank.get(f"{LIST}?limit=1&cursor={cursor[:middle]}{other}{cursor[middle + 1 :]}", token)


async def another_banks_cursor(bank: Bank) -> httpx.Response:
    other = await admitted(bank.zone)
    cursor = await _cursor(other, await other.token())
    return await bank.get(f"{LIST}?limit=1&cursor={cursor}", await bank.token())


async def cursor_of_other_filters(bank: Bank) -> httpx.Response:
    token = await bank.token()
    return await bank.get(f"{LIST}?limit=1&district={BINJIANG}&cursor={await _cursor(bank, token)}", token)


async def cursor_of_another_list(bank: Bank) -> httpx.Response:
    token = await bank.token()
    return await bank.get(f"{LIST}/changes?cursor={await _cursor(bank, token)}", token)


async def made_up_cursor(bank: Bank) -> httpx.Response:
    return await bank.get(f"{LIST}?limit=1&cursor={'A' * 200}", await bank.token())


CURSORS = (
    Threat("cursor that was altered", altered_cursor, "not one we signed", 400),
    Threat("cursor that was made up", made_up_cursor, "not one we signed", 400),
    Threat("cursor of another bank", another_banks_cursor, "another party's", 404),
    Threat("cursor under other filters", cursor_of_other_filters, "other filters", 400),
    Threat("cursor of another list", cursor_of_another_list, "another list", 400),
)


@each(CURSORS)
async def test_a_cursor_that_is_not_ones_own_is_refused(
    bank: Bank, threat: Threat, caplog: pytest.LogCaptureFixture
) -> None:
    await check(bank, threat, caplog)


async def test_production_takes_no_institution_that_is_not_bound_to_a_key(zone: RunningZone) -> None:
    """The identity provider, whose tokens are bound to nothing, speaks for no institution there."""
    settings = zone.zone.settings.model_copy(update={"environment": "production"})
    token = zone.issuer.token("institution", "clerk", seconds=60, institution="demo-bank")
    async with httpx.AsyncClient() as http:
        assert (await Verifier(zone.zone.settings, http)(token)).institution == "demo-bank"
        with pytest.raises(Unauthenticated):
            await Verifier(settings, http)(token)
