"""Claims from the enterprise's yes to the payer's desk, on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from shared.testing import eventually
from tests.claims import (
    account_of,
    arrived,
    claim,
    claimed,
    credit,
    entitled,
    of_owner,
    officer,
    owner,
    paid,
    pay,
    read,
    take,
)
from tests.funds import assert_agrees
from tests.zone import YUHANG, RunningZone, key

AWARD_LABEL = "首次认定省级“专精特新”中小企业一次性奖励"


async def test_what_is_owed_is_confirmed_checked_and_goes_to_approval_without_a_form(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    answer = await claim(zone, uscc)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["state"], made["amount"], made["occasion"]) == ("credit_check", "200000.00", "first")
    assert (made["tier"], made["approvals_needed"]) == ("specialised", 1)
    there = await arrived(zone, made["claim_id"], "approval")
    assert [one["step"] for one in there["history"]] == ["claim", "clear"]
    assert there["credit_checks"][0]["listed"] == ""
    verified = await owner(zone, uscc).get(f"/v1/calculation-receipts/{made['receipt_id']}/verification")
    assert verified.json()["identical"] is True


async def test_without_an_open_entitlement_there_is_nothing_to_confirm(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    answer = await claim(zone, uscc)
    assert (answer.status_code, answer.json()["code"]) == (422, "CLAIM_UNQUALIFIED")


async def test_the_second_who_asks_is_told_of_the_first(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    first = await claimed(zone, uscc)
    again = await claim(zone, uscc)
    assert (again.status_code, again.json()["code"]) == (409, "CLAIM_EXISTS")
    assert again.json()["claim_id"] == first["claim_id"]


async def test_twenty_devices_at_once_make_one_claim(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    account = await account_of(zone, uscc)
    answers = await asyncio.gather(*(claim(zone, uscc, account_id=account) for _ in range(20)))
    assert sorted(one.status_code for one in answers) == [201] + [409] * 19
    page = await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/claims")
    assert len(page.json()["items"]) == 1


async def test_a_set_known_by_excerpts_pays_nothing(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    answer = await claim(zone, uscc, policy_set="HZ-2025-MEASURES")
    assert (answer.status_code, answer.json()["code"]) == (409, "CLAIM_REFUSED")


async def test_nobody_approves_and_pays_the_same_claim(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    approver = officer(zone)
    approved = await take(approver, claim_id, "approve")
    assert approved.json()["state"] == "payable", approved.text
    refused = await pay(approver, claim_id)
    assert refused.status_code == 409
    assert "另一名" in refused.json()["detail"]


async def test_an_amount_of_the_second_band_wants_two_persons(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone, "little_giant")
    made = await claimed(zone, uscc, benefit_code="little-giant-first-award")
    assert (made["amount"], made["approvals_needed"]) == ("1000000.00", 2)
    one = officer(zone)
    assert (await take(one, made["claim_id"], "approve")).json()["state"] == "approval"
    assert (await take(one, made["claim_id"], "approve")).status_code == 409
    assert (await take(officer(zone), made["claim_id"], "approve")).json()["state"] == "payable"


async def test_who_stands_on_a_list_is_held_and_goes_on_once_removed(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    source = credit(zone)
    source.entries[uscc] = ("经营异常名录",)
    held = await claimed(zone, uscc, "held")
    assert "经营异常名录" in held["history"][-1]["words"]
    del source.entries[uscc]
    assert (await take(officer(zone), held["claim_id"], "resume", words="已移出名单")).status_code == 201
    again = await arrived(zone, held["claim_id"], "approval")
    assert [one["round"] for one in again["credit_checks"]] == [1, 2]


async def test_what_is_returned_is_mended_where_it_was_asked_and_begins_anew(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    returned = await take(officer(zone), claim_id, "return", words="账户户名不符", mend=["account_id"])
    assert returned.json()["to_mend"] == ["account_id"]
    person, headers = owner(zone, uscc), {"If-Match": "*"}
    foreign = await person.patch(f"/v1/claims/{claim_id}", json={"statement": "改一改"}, headers=headers)
    assert foreign.status_code == 409
    mended = await person.patch(
        f"/v1/claims/{claim_id}", json={"account_id": await account_of(zone, uscc)}, headers=headers
    )
    assert mended.status_code == 200, mended.text
    assert mended.json()["receipt_id"] != returned.json()["receipt_id"], "it was calculated anew"
    assert (await arrived(zone, claim_id, "approval"))["history"][-1]["round"] == 2


async def test_a_refusal_is_appealed_once_and_decided_by_another_person(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    refuser = officer(zone)
    assert (await take(refuser, claim_id, "refuse", words="资料矛盾")).json()["state"] == "refused"
    assert (await of_owner(zone, uscc, claim_id, "appeals", words="请复核")).json()["state"] == "appeal"
    assert (await take(refuser, claim_id, "dismiss", words="维持")).status_code == 409
    assert (await take(officer(zone), claim_id, "dismiss", words="维持")).json()["state"] == "refused"
    again = await of_owner(zone, uscc, claim_id, "appeals", words="再请复核")
    assert (again.status_code, again.json()["code"]) == (409, "CLAIM_REFUSED")


async def test_a_refused_occasion_is_free_again_until_its_appeal_would_take_it_twice(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "refuse", words="资料矛盾")
    assert (await claim(zone, uscc)).status_code == 201
    appealed = await of_owner(zone, uscc, claim_id, "appeals", words="请复核")
    assert (appealed.status_code, appealed.json()["code"]) == (409, "CLAIM_EXISTS")


async def test_a_withdrawal_that_races_an_approval_ends_in_one_of_both(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    there = await claimed(zone, uscc)
    claim_id, seen = there["claim_id"], f'"v{there["version"]}"'
    headers = {**key(), "If-Match": seen}
    withdrawal = owner(zone, uscc).post(f"/v1/claims/{claim_id}/withdrawals", json={}, headers=headers)
    answers = await asyncio.gather(withdrawal, take(officer(zone), claim_id, "approve", seen))
    assert sorted(one.status_code for one in answers) == [201, 412]
    after = await read(zone, claim_id)
    assert after["state"] in ("withdrawn", "payable")
    assert after["version"] == there["version"] + 1


async def test_a_title_revoked_from_before_the_claim_holds_it(zone: RunningZone) -> None:
    uscc, title_id = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await zone.complete((await zone.revoke(title_id))["change_id"])
    held = await arrived(zone, claim_id, "held")
    assert "首次认定" in held["history"][-1]["words"]
    assert held["history"][-1]["actor"] == "system"


async def test_the_people_of_the_enterprise_do_not_see_who_decides(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "approve")
    dossier = (await owner(zone, uscc).get(f"/v1/claims/{claim_id}")).json()
    assert {one["actor"] for one in dossier["history"]} == {None}


async def test_a_claim_is_there_for_its_enterprise_and_its_district_only(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    other, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    for stranger in (owner(zone, other), officer(zone, district=YUHANG)):
        answer = await stranger.get(f"/v1/claims/{claim_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "CLAIM_NOT_FOUND")
    assert (await take(officer(zone, district=YUHANG), claim_id, "approve")).status_code == 404
    mine = await officer(zone).get("/v1/claim-worklist", params={"state": "approval", "limit": 1000})
    theirs = await officer(zone, district=YUHANG).get("/v1/claim-worklist", params={"limit": 1000})
    assert claim_id in {one["claim_id"] for one in mine.json()["items"]}
    assert claim_id not in {one["claim_id"] for one in theirs.json()["items"]}


async def test_the_enterprise_is_told_how_its_claim_goes_on(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "approve")

    async def told() -> bool:
        headings = [one["heading"] for one in await zone.inbox(uscc)]
        return sum(AWARD_LABEL in heading for heading in headings) == 3

    assert await eventually(told, seconds=20)


async def test_a_merger_hands_claims_over_and_no_occasion_is_taken_twice(zone: RunningZone) -> None:
    absorbed, survivor, lone = [(await entitled(zone, days_ago=30))[0] for _ in range(3)]
    heir = await zone.register()
    await zone.settle()
    first, second = [(await claimed(zone, uscc))["claim_id"] for uscc in (absorbed, survivor)]
    third = (await claimed(zone, lone))["claim_id"]
    for gone, stays in ((absorbed, survivor), (lone, heir)):
        body = {"absorbed_uscc": gone, "changed_on": zone.today.isoformat(), "document": "示例合并公告"}
        answer = await zone.officer().post(f"/v1/enterprises/{stays}/mergers", json=body, headers=key())
        assert answer.status_code in (200, 201), answer.text
    assert (await arrived(zone, first, "void"))["history"][-1]["actor"] == "system"
    assert (await read(zone, second))["state"] == "approval"
    await arrived(zone, third, "held")
    again = await claim(zone, absorbed)
    assert (again.status_code, again.json()["code"]) == (409, "CLAIM_REFUSED")
    items = (await owner(zone, heir).get(f"/v1/enterprises/{heir}/claims")).json()["items"]
    assert [one["claim_id"] for one in items] == [third]


async def test_an_account_of_somebody_else_is_not_paid_to(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    other = await zone.register()
    await zone.settle()
    answer = await claim(zone, uscc, account_id=await account_of(zone, other))
    assert (answer.status_code, answer.json()["code"]) == (409, "CLAIM_REFUSED")


async def test_the_payer_orders_what_was_approved_and_the_bank_settles_it_once(zone: RunningZone) -> None:
    uscc, _ = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "approve")
    payer = officer(zone, "payer")
    ordered = await pay(payer, claim_id)
    assert ordered.json()["state"] == "paying", ordered.text
    orders = [row for row in await zone.rows("benefits", "payment_order") if row["claim_id"] == claim_id]
    assert [(row["amount_fen"], row["released_by"]) for row in orders] == [(20_000_000, "officer:payer")]
    withdrawn = await of_owner(zone, uscc, claim_id, "withdrawals")
    assert withdrawn.status_code == 409, "an order is out"
    await arrived(zone, claim_id, "paid")
    await paid(zone, claim_id)
    there = await read(zone, claim_id)
    await assert_agrees(zone.db("benefits"))
    assert [one["step"] for one in there["history"]] == ["claim", "clear", "approve", "pay", "settle"]
    rated = await of_owner(zone, uscc, claim_id, "ratings", rating=5, words="很快")
    assert rated.json()["rating"] == 5, rated.text
    assert (await of_owner(zone, uscc, claim_id, "ratings", rating=1)).status_code == 409
    assert (await claim(zone, uscc)).json()["code"] == "CLAIM_EXISTS"


async def test_a_title_revoked_from_before_a_paid_claim_proposes_to_recover_it(zone: RunningZone) -> None:
    uscc, title_id = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "approve")
    await pay(officer(zone), claim_id)
    await paid(zone, claim_id)
    await zone.complete((await zone.revoke(title_id))["change_id"])
    there = await arrived(zone, claim_id, "clawback")
    assert "称号变更" in there["history"][-1]["words"]


@pytest.fixture
async def bank_away(zone: RunningZone) -> AsyncIterator[None]:
    """The order waits for as long as the test lasts."""
    bank = zone.zone.apps["benefits"].state.bank
    bank.away = True
    yield
    bank.away = False


@pytest.mark.usefixtures("bank_away")
async def test_a_doubt_while_the_bank_is_at_it_waits_for_its_answer(zone: RunningZone) -> None:
    uscc, title_id = await entitled(zone)
    claim_id = (await claimed(zone, uscc))["claim_id"]
    await take(officer(zone), claim_id, "approve")
    await pay(officer(zone), claim_id)
    await zone.complete((await zone.revoke(title_id))["change_id"])

    async def doubted() -> bool:
        return (await read(zone, claim_id))["doubt"] is not None

    assert await eventually(doubted, seconds=20)
    assert (await read(zone, claim_id))["state"] == "paying"
    await paid(zone, claim_id)
    assert (await read(zone, claim_id))["state"] == "clawback"
