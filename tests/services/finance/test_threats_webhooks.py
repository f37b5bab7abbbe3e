"""Ways to have us call where we must not, or to turn another's webhooks: each refused, and logged. docs/threats.md"""

from typing import Any

import httpx
import pytest

from tests.services.finance.banks import Bank, admitted, step
from tests.services.finance.threats import Threat, check, each
from tests.zone import RunningZone, key

ENDPOINTS = "/v1/webhook-endpoints"
GOOD = "https://hooks.bank.example/zjtx"


async def asked(bank: Bank, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
    sent = bank.with_token(method, path, await bank.token()) | key() | headers
    return await bank.http.request(method, path, json=body, headers=sent)


def opening(url: str) -> Any:
    async def attempt(bank: Bank) -> httpx.Response:
        return await asked(bank, "POST", ENDPOINTS, {"url": url})

    return attempt


async def opened(bank: Bank) -> str:
    answer = await asked(bank, "POST", ENDPOINTS, {"url": GOOD})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["endpoint_id"])


async def moved_inwards(bank: Bank) -> httpx.Response:
    path = f"{ENDPOINTS}/{await opened(bank)}"
    return await asked(bank, "PATCH", path, {"url": "https://10.0.0.1/"}, **{"If-Match": "*"})


async def enabled_untested(bank: Bank) -> httpx.Response:
    path = f"{ENDPOINTS}/{await opened(bank)}/state"
    return await asked(bank, "PUT", path, {"state": "enabled"}, **{"If-Match": "*"})


def of_another(method: str, what: str, body: Any) -> Any:
    async def attempt(bank: Bank) -> httpx.Response:
        victim = await admitted(bank.zone, scopes=["list:read", "webhook:write", "keys:write"])
        path = f"{ENDPOINTS}/{await opened(victim)}{what}"
        return await asked(bank, method, path, body, **{"If-Match": "*"})

    return attempt


async def from_anothers_cursor(bank: Bank) -> httpx.Response:
    victim = await admitted(bank.zone)
    cursor = (await victim.get("/v1/list", await victim.token())).json()["changes_cursor"]
    return await asked(bank, "POST", ENDPOINTS, {"url": GOOD, "changes_cursor": cursor})


async def without_the_scope(bank: Bank) -> httpx.Response:
    return await asked(await admitted(bank.zone), "POST", ENDPOINTS, {"url": GOOD})


async def while_suspended(bank: Bank) -> httpx.Response:
    token = await bank.token()
    assert (await step(bank.zone, bank, "suspensions")).status_code == 201
    sent = bank.with_token("POST", ENDPOINTS, token) | key()
    return await bank.http.post(ENDPOINTS, json={"url": GOOD}, headers=sent)


NO_ADDRESS = "webhook target refused"
NOT_THERE = "none of the caller's"
WEBHOOKS = (
    Threat("webhook to a private address", opening("https://10.1.2.3/"), NO_ADDRESS, 422),
    Threat("webhook to a machine next door", opening("https://192.168.1.1/"), NO_ADDRESS, 422),
    Threat("webhook to the metadata of a cloud", opening("https://169.254.169.254/latest/"), NO_ADDRESS, 422),
    Threat("webhook to a carrier's address", opening("https://100.100.100.200/"), NO_ADDRESS, 422),
    Threat("webhook to an address inside another", opening("https://[::ffff:10.0.0.1]/"), NO_ADDRESS, 422),
    Threat("webhook to an address behind NAT64", opening("https://[64:ff9b::a00:1]/"), NO_ADDRESS, 422),
    Threat("webhook to an address written as a number", opening("https://2130706433/"), NO_ADDRESS, 422),
    Threat("webhook to an address written in hex", opening("https://0x7f000001/"), NO_ADDRESS, 422),
    Threat("webhook to a name of the inner net", opening("https://intranet/"), NO_ADDRESS, 422),
    Threat("webhook to another port", opening("https://bank.example:22/"), NO_ADDRESS, 422),
    Threat("webhook without TLS", opening("http://bank.example/"), NO_ADDRESS, 422),
    Threat("webhook with a password", opening("https://zjtx:pw@bank.example/"), NO_ADDRESS, 422),
    Threat("webhook that two parsers read apart", opening("https://bank.example\\@10.0.0.1/"), NO_ADDRESS, 422),
    Threat("webhook moved inwards", moved_inwards, NO_ADDRESS, 422),
    Threat("webhook enabled without a test", enabled_untested, "wants to become enabled, tested: None", 409),
    Threat("webhook of another bank turned here", of_another("PATCH", "", {"url": GOOD}), NOT_THERE, 404),
    Threat("webhook of another bank stopped", of_another("PUT", "/state", {"state": "disabled"}), NOT_THERE, 404),
    Threat("webhook of another bank given a secret", of_another("POST", "/secrets", {}), NOT_THERE, 404),
    Threat("webhook of another bank told again", of_another("POST", "/replays", {"from_sequence": 1}), NOT_THERE, 404),
    Threat("webhook from another bank's cursor", from_anothers_cursor, "another party's", 404),
    Threat("webhook without the scope", without_the_scope, "not for webhook:write", 403),
    Threat("webhook while suspended", while_suspended, "not admitted", 403),
)


@each(WEBHOOKS)
async def test_a_webhook_that_leads_astray_is_refused(
    zone: RunningZone, threat: Threat, caplog: pytest.LogCaptureFixture
) -> None:
    bank = await admitted(zone, scopes=["list:read", "webhook:write", "keys:write"])
    problem = await check(bank, threat, caplog)
    assert "10." not in str(problem.get("detail", "")), "nothing of what was sent is repeated"
