"""Payments: released by a payer, carried out once under one reference, asked about when nobody knows."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.benefits import store
from services.benefits.service import funding
from services.benefits.service.payments import Outcome
from services.benefits.store.tables import BankAccountRow
from shared.clock import real_now
from shared.db import Tx
from shared.testing import eventually
from tests.funds import MEASURE, assert_agrees, budget, new_claim, open_budget, within
from tests.zone import BINJIANG, YUHANG, RunningZone, key

ANY = {"If-Match": "*"}
PAID_FEN = 600


def anybody(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.officer(service="benefits")
    del client.headers["Authorization"]
    return client


def payer(zone: RunningZone, name: str = "payer", district: str = "330100") -> httpx.AsyncClient:
    return zone.client("benefits", "officer", name, district=district)


async def account(zone: RunningZone, last_four: str = "2345") -> tuple[str, str]:
    """A USCC with an account the bank has verified, by its id."""
    uscc = await zone.register()
    await zone.settle()
    owner, path = zone.enterprise(uscc, "benefits"), f"/v1/enterprises/{uscc}/bank-accounts"
    body = {"holder": f"示例{uscc[-8:]}有限公司", "bank_name": "示例银行", "number": f"120202101990001{last_four}"}
    entered = await owner.post(path, json=body, headers=key())
    assert entered.status_code == 201, entered.text

    async def verified() -> bool:
        return bool((await owner.get(path)).json()["items"][0]["state"] == "verified")

    await eventually(verified)
    return uscc, str(entered.json()["account_id"])


async def ordered(zone: RunningZone, last_four: str = "2345") -> tuple[str, str]:
    """An order that waits for its payer, and its budget."""
    _, account_id = await account(zone, last_four)
    budget_id, on = await open_budget(zone, 1_000)
    claim, db = new_claim(), zone.db("benefits")
    assert await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, PAID_FEN, on))
    order = await within(db, lambda tx: funding.order_payment(tx, claim, account_id, PAID_FEN))
    return order.order_id, budget_id


async def released(zone: RunningZone, last_four: str = "2345") -> tuple[str, str]:
    order_id, budget_id = await ordered(zone, last_four)
    answer = await payer(zone).post(f"/v1/payment-orders/{order_id}/releases", headers=ANY | key())
    assert answer.status_code == 201, answer.text
    return order_id, budget_id


async def read(zone: RunningZone, order_id: str) -> dict[str, Any]:
    answer = await payer(zone).get(f"/v1/payment-orders/{order_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def reaches(zone: RunningZone, order_id: str, state: str) -> dict[str, Any]:
    async def there() -> dict[str, Any] | None:
        found = await read(zone, order_id)
        return found if found["state"] == state else None

    return await eventually(there, seconds=20)


def paid_at_bank(zone: RunningZone, order: dict[str, Any]) -> int:
    return int(zone.zone.apps["benefits"].state.bank.payments()[order["reference"]])


async def test_nothing_leaves_before_a_payer_lets_it_go_and_then_it_is_paid_once(zone: RunningZone) -> None:
    order_id, budget_id = await ordered(zone)
    waiting = await read(zone, order_id)
    assert (waiting["state"], waiting["released_by"], paid_at_bank(zone, waiting)) == ("queued", None, 0)
    assert waiting["number"] == "**** 2345"
    answer = await payer(zone).post(f"/v1/payment-orders/{order_id}/releases", headers=ANY | key())
    assert answer.status_code == 201
    paid = await reaches(zone, order_id, "paid")
    assert [step["state"] for step in paid["history"]] == ["queued", "queued", "sent", "paid"]
    assert paid_at_bank(zone, paid) == 1
    seen = await budget(zone, budget_id)
    assert (seen["reserved"], seen["paid"], seen["available"]) == ("0.00", "6.00", "4.00")
    again = await payer(zone).post(f"/v1/payment-orders/{order_id}/releases", headers=ANY | key())
    assert (again.status_code, again.json()["code"]) == (409, "PAYMENT_REFUSED")
    await assert_agrees(zone.db("benefits"))


@pytest.mark.parametrize("last_four", ["9001", "9002", "9004"], ids=["times out after paying", "late", "unknown"])
async def test_what_the_bank_does_not_say_at_once_is_asked_about_and_paid_once(
    zone: RunningZone, last_four: str
) -> None:
    order_id, budget_id = await released(zone, last_four)
    paid = await reaches(zone, order_id, "paid")
    assert paid_at_bank(zone, paid) == 1
    assert (await budget(zone, budget_id))["paid"] == "6.00"
    await assert_agrees(zone.db("benefits"))


async def test_what_the_bank_refuses_stays_reserved_and_may_go_to_another_account(zone: RunningZone) -> None:
    order_id, budget_id = await released(zone, "9003")
    failed = await reaches(zone, order_id, "failed")
    seen = await budget(zone, budget_id)
    assert (seen["reserved"], seen["paid"]) == ("6.00", "0.00")
    _, other = await account(zone)
    second = await within(
        zone.db("benefits"), lambda tx: funding.order_payment(tx, failed["claim_id"], other, PAID_FEN)
    )
    assert second.reference == f"{failed['claim_id']}-2"
    await assert_agrees(zone.db("benefits"))


async def test_what_nobody_knows_is_settled_by_two_people_who_say_the_same(zone: RunningZone) -> None:
    order_id, budget_id = await released(zone, "9005")
    await reaches(zone, order_id, "unknown")
    path, proof = f"/v1/payment-orders/{order_id}", {"outcome": "failed", "document": "示例银行证明1号"}
    first, second = payer(zone, "first"), payer(zone, "second")
    early = await second.post(f"{path}/confirmations", json={"outcome": "failed"}, headers=ANY | key())
    assert early.status_code == 409
    assert (await first.post(f"{path}/settlements", json=proof, headers=ANY | key())).status_code == 201
    for person, outcome in ((first, "failed"), (second, "paid")):
        no = await person.post(f"{path}/confirmations", json={"outcome": outcome}, headers=ANY | key())
        assert (no.status_code, no.json()["code"]) == (409, "PAYMENT_REFUSED")
    done = await second.post(f"{path}/confirmations", json={"outcome": "failed"}, headers=ANY | key())
    assert (done.status_code, done.json()["state"]) == (201, "failed")
    assert (await budget(zone, budget_id))["reserved"] == "6.00"
    await assert_agrees(zone.db("benefits"))


async def test_money_asked_back_is_in_its_budget_again_once_it_has_come(zone: RunningZone) -> None:
    order_id, budget_id = await released(zone)
    await reaches(zone, order_id, "paid")
    path, officer = f"/v1/payment-orders/{order_id}/clawbacks", payer(zone)
    too_much = await officer.post(path, json={"amount": "6.01", "reason": "示例"}, headers=key())
    assert (too_much.status_code, too_much.json()["code"]) == (409, "FUNDING_REFUSED")
    asked = await officer.post(path, json={"amount": "2.00", "reason": "示例"}, headers=key())
    assert asked.status_code == 201, asked.text
    assert (await budget(zone, budget_id))["paid"] == "6.00"
    end, proof = f"/v1/clawbacks/{asked.json()['clawback_id']}/ends", {"outcome": "returned", "document": "示例凭证"}
    assert (await officer.post(end, json=proof, headers=key())).json()["state"] == "returned"
    seen = await budget(zone, budget_id)
    assert (seen["paid"], seen["available"]) == ("4.00", "6.00")
    assert (await officer.post(end, json=proof, headers=key())).status_code == 409
    await assert_agrees(zone.db("benefits"))


async def test_a_bank_does_not_wait_for_a_clock_that_was_moved(zone: RunningZone) -> None:
    """Orders come due in real time, whatever day it is in the zone."""
    _, account_id = await account(zone)
    _, on = await open_budget(zone, 1_000)
    claim = new_claim()

    async def years_ahead(tx: Tx) -> str:
        tx.now += timedelta(days=1_100)
        await funding.reserve(tx, claim, MEASURE, PAID_FEN, on)
        order = await funding.order_payment(tx, claim, account_id, PAID_FEN)
        await funding.let_go(tx, order, "officer:payer")
        return order.order_id

    await reaches(zone, await within(zone.db("benefits"), years_ahead), "paid")


async def test_an_account_that_cannot_be_opened_is_not_checked_and_ends_nothing(zone: RunningZone) -> None:
    """A key is missing: the accounts of others are checked all the same."""
    uscc = await zone.register()
    await zone.settle()
    row = BankAccountRow(
        account_id=new_claim(), enterprise_id=(await zone.profile(uscc))["enterprise_id"], holder="示例",
        bank_name="示例", number_sealed="sealed.elsewhere", last_four="1234", state="entered",
        entered_by="enterprise:test", entered_at=real_now(), next_at=real_now(),
    )  # fmt: skip
    await within(zone.db("benefits"), lambda tx: store.bank_accounts.add(tx, row.model_dump()))
    await account(zone)
    [there] = (await zone.enterprise(uscc, "benefits").get(f"/v1/enterprises/{uscc}/bank-accounts")).json()["items"]
    assert there["state"] == "entered"


async def test_what_was_paid_is_published_without_account_or_login(zone: RunningZone) -> None:
    order_id, _ = await released(zone)
    paid = await reaches(zone, order_id, "paid")
    notices = await anybody(zone).get("/v1/payment-notices", params={"month": paid["settled_on"][:7]})
    [mine] = [one for one in notices.json()["items"] if one["name"] == paid["holder"]]
    assert (mine["amount"], mine["paid_on"]) == ("6.00", paid["settled_on"])
    assert "2345" not in notices.text


async def test_a_payment_of_another_district_is_not_found(zone: RunningZone) -> None:
    order_id, _ = await ordered(zone)
    assert (await payer(zone, "own", BINJIANG).get(f"/v1/payment-orders/{order_id}")).status_code == 200
    other = payer(zone, "other", YUHANG)
    assert (await other.get(f"/v1/payment-orders/{order_id}")).status_code == 404
    listed = (await other.get("/v1/payment-orders")).json()["items"]
    assert all(one["district"] == YUHANG for one in listed)
    refused = await payer(zone, "own", BINJIANG).post(f"/v1/payment-orders/{order_id}/releases", headers=ANY | key())
    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN"), "it is the city's money"


def test_an_outcome_is_one_of_two() -> None:
    assert set(Outcome) == {Outcome.PAID, Outcome.FAILED}


async def test_an_account_that_cannot_be_opened_holds_up_its_own_order_only(zone: RunningZone) -> None:
    _, account_id = await account(zone)
    await within(
        zone.db("benefits"), lambda tx: store.bank_accounts.change(tx, account_id, number_sealed="sealed.elsewhere")
    )
    _, on = await open_budget(zone, 1_000)
    claim, db = new_claim(), zone.db("benefits")
    await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, PAID_FEN, on))
    stuck = await within(db, lambda tx: funding.order_payment(tx, claim, account_id, PAID_FEN))
    assert (await payer(zone).post(f"/v1/payment-orders/{stuck.order_id}/releases", headers=ANY | key())).is_success
    order_id, _ = await released(zone)
    await reaches(zone, order_id, "paid")
    assert (await read(zone, stuck.order_id))["state"] == "queued"
