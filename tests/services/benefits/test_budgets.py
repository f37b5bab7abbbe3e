"""Budgets: opened and changed by whose money it is, and never below what is promised and paid."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.benefits.problems import BudgetTaken
from services.benefits.service import funding
from tests.funds import MEASURE, assert_agrees, budget, new_claim, new_year, open_budget, put_budget, stated, within
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def test_a_budget_is_reserved_and_released_once_per_claim(zone: RunningZone) -> None:
    budget_id, on = await open_budget(zone, 1_000)
    db, claim = zone.db("benefits"), new_claim()
    for _ in range(2):
        assert await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, 600, on))
    assert (await budget(zone, budget_id))["reserved"] == "6.00"
    other = new_claim()
    assert not await within(db, lambda tx: funding.reserve(tx, other, MEASURE, 401, on))
    assert await within(db, lambda tx: funding.reserve(tx, other, MEASURE, 400, on))
    for _ in range(2):
        await within(db, lambda tx: funding.release(tx, claim))
    assert await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, 500, on)), "sent in again after mending"
    seen = await budget(zone, budget_id)
    assert (seen["reserved"], seen["paid"], seen["available"]) == ("9.00", "0.00", "1.00")
    await assert_agrees(db)


async def test_without_a_budget_nothing_is_reserved(zone: RunningZone) -> None:
    db, claim = zone.db("benefits"), new_claim()
    assert not await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, 1, new_year()))
    await within(db, lambda tx: funding.release(tx, claim))
    await assert_agrees(db)


async def test_of_many_claims_at_once_exactly_those_are_funded_for_whom_there_is_money(zone: RunningZone) -> None:
    budget_id, on = await open_budget(zone, 1_000)
    db, same = zone.db("benefits"), new_claim()
    ids = [*(new_claim() for _ in range(25)), *[same] * 5]

    async def claimed(claim: str) -> bool:
        return await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, 100, on))

    granted = await asyncio.gather(*map(claimed, ids))
    funded = {claim for claim, yes in zip(ids, granted, strict=True) if yes}
    assert len(funded) == 10
    assert (await budget(zone, budget_id))["available"] == "0.00"
    await assert_agrees(db)


async def test_a_limit_is_raised_and_lowered_but_not_below_what_is_reserved_and_paid(zone: RunningZone) -> None:
    budget_id, on = await open_budget(zone, 1_000)
    db, officer = zone.db("benefits"), zone.officer(service="benefits")
    await within(db, lambda tx: funding.reserve(tx, new_claim(), MEASURE, 700, on))
    path = f"/v1/budgets/{budget_id}/limit"
    assert (await officer.put(path, json=stated(800))).status_code == 428
    low = await officer.put(path, json=stated(699), headers={"If-Match": '"v1"'})
    assert low.status_code == 409
    assert low.json()["code"] == "BUDGET_REFUSED"
    assert "7.00元" in low.json()["detail"]
    lowered = await officer.put(path, json=stated(700, reason="年中压减"), headers={"If-Match": '"v1"'})
    assert (lowered.status_code, lowered.json()["available"], lowered.headers["ETag"]) == (200, "0.00", '"v2"')
    assert (await officer.put(path, json=stated(900), headers={"If-Match": '"v1"'})).status_code == 412
    raised = await officer.put(path, json=stated(900), headers={"If-Match": '"v2"'})
    assert raised.json()["available"] == "2.00"
    history = (await officer.get(f"/v1/budgets/{budget_id}/versions")).json()["items"]
    assert [(one["version"], one["limit"]) for one in history] == [(3, "9.00"), (2, "7.00"), (1, "10.00")]
    await assert_agrees(db)


async def test_a_measure_has_one_budget_a_year_of_each_issuer(zone: RunningZone) -> None:
    db, on = zone.db("benefits"), new_year()
    await within(db, lambda tx: put_budget(tx, 5, on))
    with pytest.raises(BudgetTaken):
        await within(db, lambda tx: put_budget(tx, 7, on))
    body = stated(5, benefit_code=MEASURE, year=on.year, issuer=BINJIANG)
    own = await zone.officer(BINJIANG, "benefits").post("/v1/budgets", json=body, headers=key())
    assert own.status_code == 201
    twice = await zone.officer(service="benefits").post("/v1/budgets", json=body, headers=key())
    assert (twice.status_code, twice.json()["code"]) == (409, "BUDGET_TAKEN")
    nothing = body | {"benefit_code": "no-such-measure"}
    assert (await zone.officer(service="benefits").post("/v1/budgets", json=nothing, headers=key())).status_code == 404
    free = body | {"limit": "0.00"}
    assert (await zone.officer(service="benefits").post("/v1/budgets", json=free, headers=key())).status_code == 422


async def test_a_district_writes_its_own_budgets_and_sees_the_citys(zone: RunningZone) -> None:
    of_city, on = await open_budget(zone, 1_000)
    of_district, _ = await open_budget(zone, 1_000, BINJIANG)
    here, there = zone.officer(BINJIANG, "benefits"), zone.officer(YUHANG, "benefits")
    assert (await here.get(f"/v1/budgets/{of_city}")).status_code == 200
    assert (await here.get(f"/v1/budgets/{of_district}")).status_code == 200
    assert (await there.get(f"/v1/budgets/{of_district}")).status_code == 404
    change: dict[str, Any] = {"json": stated(2_000), "headers": {"If-Match": "*"}}
    assert (await here.put(f"/v1/budgets/{of_city}/limit", **change)).status_code == 403
    assert (await here.put(f"/v1/budgets/{of_district}/limit", **change)).status_code == 200
    assert (await there.put(f"/v1/budgets/{of_district}/limit", **change)).status_code == 404
    new = stated(5, benefit_code=MEASURE, year=on.year, issuer=BINJIANG)
    assert (await there.post("/v1/budgets", json=new, headers=key())).status_code == 403
    listed = (await there.get("/v1/budgets", params={"limit": 1000})).json()["items"]
    assert of_district not in {one["budget_id"] for one in listed}
    assert of_city in {one["budget_id"] for one in listed}


async def test_the_pages_of_budgets_go_through_all_of_them_once(zone: RunningZone) -> None:
    made = {(await open_budget(zone, 1_000, code="toolbox"))[0] for _ in range(3)}
    officer, params = zone.officer(service="benefits"), {"limit": "2", "benefit_code": "toolbox"}
    seen: list[str] = []
    while True:
        page = (await officer.get("/v1/budgets", params=params)).json()
        seen += [one["budget_id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        params = params | {"cursor": page["next_cursor"]}
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize(
    "change", ["reserved_fen = limit_fen + 1", "reserved_fen = -1", "paid_fen = -1", "limit_fen = 1"]
)
async def test_the_database_itself_keeps_a_budget_within_its_limit(zone: RunningZone, change: str) -> None:
    budget_id, on = await open_budget(zone, 1_000)
    db = zone.db("benefits")
    await within(db, lambda tx: funding.reserve(tx, new_claim(), MEASURE, 700, on))
    statement = text(f"UPDATE budget SET {change} WHERE budget_id = :id")
    with pytest.raises(DBAPIError):
        await within(db, lambda tx: tx.execute(statement, {"id": budget_id}))


@pytest.mark.parametrize("table", ["ledger_transfer", "budget_version"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET amount_fen = 1", "DELETE FROM {}"])
async def test_the_ledger_cannot_be_edited(zone: RunningZone, table: str, verb: str) -> None:
    await open_budget(zone, 1_000)
    statement = verb.format(table).replace("amount_fen", {"budget_version": "limit_fen"}.get(table, "amount_fen"))
    with pytest.raises(DBAPIError, match="never changed and never deleted"):
        await within(zone.db("benefits"), lambda tx: tx.execute(text(statement)))


async def test_a_pending_is_resolved_once_whoever_tries(zone: RunningZone) -> None:
    _, on = await open_budget(zone, 1_000)
    db, claim = zone.db("benefits"), new_claim()
    await within(db, lambda tx: funding.reserve(tx, claim, MEASURE, 700, on))
    await within(db, lambda tx: funding.release(tx, claim))
    again = text(
        """INSERT INTO ledger_transfer
           SELECT :id, pending_id, kind, debit, credit, amount_fen, budget_id, claim_id, actor, at, day, words
           FROM ledger_transfer WHERE claim_id = :claim AND kind = 'void'"""
    )
    with pytest.raises(DBAPIError):
        await within(db, lambda tx: tx.execute(again, {"id": new_claim(), "claim": claim}))


async def test_the_verification_finds_what_does_not_agree(empty_zone: RunningZone) -> None:
    zone, db = empty_zone, empty_zone.db("benefits")
    budget_id, on = await open_budget(zone, 1_000)
    await within(db, lambda tx: funding.reserve(tx, new_claim(), MEASURE, 700, on))
    officer, path = zone.officer(service="benefits"), "/v1/ledger/verification"
    assert (await officer.get(path)).json() | {"verified_at": ""} == {
        "agrees": True, "verified_at": "", "budgets": 1, "differences": [],
    }  # fmt: skip
    assert (await zone.officer(BINJIANG, "benefits").get(path)).status_code == 403
    await within(db, lambda tx: tx.execute(text("UPDATE budget SET reserved_fen = 600")))
    await within(db, lambda tx: tx.execute(text("UPDATE funding SET reserved_fen = 0, pending_id = NULL")))
    found = (await officer.get(path)).json()
    assert not found["agrees"]
    assert {one["subject"] for one in found["differences"]} >= {budget_id}
    words = "；".join(one["words"] for one in found["differences"])
    assert "预算记 600 分，流水合计 700 分，申领合计 0 分" in words
    assert "预留流水没有对应的申领或追回" in words
