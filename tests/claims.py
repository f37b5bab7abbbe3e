"""Claims, in the verbs tests speak in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from services.benefits import store
from services.benefits.service.claims import checking, settling
from services.benefits.sources.simulated import Simulated
from shared.testing import eventually
from shared.values import CITY
from tests.zone import BINJIANG, RunningZone, key

AWARD, GREAT_AWARD = "specialised-first-award", "little-giant-first-award"


def credit(zone: RunningZone) -> Simulated:
    """The simulated authority: it lists those whom a test puts into `entries`, and nobody else."""
    source: Simulated = zone.zone.apps["benefits"].state.credit_source
    source.listed_per_mille = 0
    return source


async def entitled(zone: RunningZone, tier: str = "specialised", days_ago: int = 0) -> tuple[str, str]:
    """USCC of a new enterprise whose title opened its award, and the title_id."""
    credit(zone)
    await budgeted(zone, AWARD)
    await budgeted(zone, GREAT_AWARD)
    uscc = await zone.register()
    change = await zone.recognise(uscc, tier, zone.today - timedelta(days=days_ago))
    await zone.complete(change["change_id"])
    return uscc, change["titles"][0]["title_id"]


def owner(zone: RunningZone, uscc: str) -> httpx.AsyncClient:
    return zone.enterprise(uscc, "benefits")


def officer(zone: RunningZone, name: str = "", district: str = BINJIANG) -> httpx.AsyncClient:
    """Another person each time, unless named."""
    return zone.client("benefits", "officer", name or f"officer-{uuid4().hex[:10]}", district=district)


async def budgeted(zone: RunningZone, code: str, limit: str = "900000000.00") -> None:
    """The budget of this year: the first who asks opens it."""
    body = {"benefit_code": code, "year": zone.today.year, "issuer": CITY, "limit": limit}
    more = {"document": "示例财预〔2026〕1号", "reason": "预算安排"}
    answer = await officer(zone, district=CITY).post("/v1/budgets", json={**body, **more}, headers=key())
    assert answer.status_code in (201, 409), answer.text


async def account_of(zone: RunningZone, uscc: str) -> str:
    """A verified account of the enterprise."""
    account_id = str(uuid4())
    db = zone.db("benefits")
    async with db.transaction() as tx:
        enterprise = await store.KNOWN.find(tx, uscc)
        if enterprise is None:
            return account_id
        row = {
            "account_id": account_id,
            "enterprise_id": enterprise.enterprise_id,
            "holder": enterprise.name,
            "bank_name": "示例银行",
            "number_sealed": zone.zone.apps["benefits"].state.seal.sealed("1202021019900011234"),
            "last_four": "1234",
            "state": "verified",
            "entered_by": "enterprise:test",
            "entered_at": tx.now,
            "next_at": tx.now,
        }
        await store.bank_accounts.add(tx, row)
    return account_id


async def claim(zone: RunningZone, uscc: str, **body: Any) -> httpx.Response:
    account = body.get("account_id") or await account_of(zone, uscc)
    asked = {"benefit_code": AWARD, **body, "account_id": account}
    return await owner(zone, uscc).post(f"/v1/enterprises/{uscc}/claims", json=asked, headers=key())


async def claimed(zone: RunningZone, uscc: str, state: str = "approval", **body: Any) -> dict[str, Any]:
    """A claim that has come this far by itself."""
    answer = await claim(zone, uscc, **body)
    assert answer.status_code == 201, answer.text
    return await arrived(zone, answer.json()["claim_id"], state)


async def read(zone: RunningZone, claim_id: str) -> dict[str, Any]:
    answer = await officer(zone, "reading").get(f"/v1/claims/{claim_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def arrived(zone: RunningZone, claim_id: str, state: str) -> dict[str, Any]:
    """The worker's round is not waited for: a second one at the same time changes nothing."""
    await checking.check_due(zone.db("benefits"), credit(zone))

    async def there() -> dict[str, Any] | None:
        found = await read(zone, claim_id)
        return found if found["state"] == state else None

    found = await eventually(there, seconds=20)
    assert found is not None
    return found


async def take(client: httpx.AsyncClient, claim_id: str, step: str, if_match: str = "*", **more: Any) -> httpx.Response:
    """By an officer."""
    body = {"step": step, **more}
    headers = {**key(), "If-Match": if_match}
    return await client.post(f"/v1/claims/{claim_id}/reviews", json=body, headers=headers)


async def pay(client: httpx.AsyncClient, claim_id: str) -> httpx.Response:
    return await client.post(f"/v1/claims/{claim_id}/payments", headers={**key(), "If-Match": "*"})


async def of_owner(zone: RunningZone, uscc: str, claim_id: str, what: str, **body: Any) -> httpx.Response:
    """withdrawals, appeals or ratings"""
    headers = {**key(), "If-Match": "*"}
    return await owner(zone, uscc).post(f"/v1/claims/{claim_id}/{what}", json=body, headers=headers)


async def paid(zone: RunningZone, claim_id: str) -> None:
    """What the bank says."""
    async with zone.db("benefits").transaction() as tx:
        await settling.settled(tx, claim_id, "paid")
