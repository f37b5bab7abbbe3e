"""政策评估: from being eligible to being paid, through HTTP, on both databases."""

import csv
import io
import xml.etree.ElementTree as ET
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from services.benefits import store
from services.benefits.domain.evaluation import Period
from services.benefits.measures import SEED
from services.benefits.service import vouchers
from services.benefits.service.claims import checking
from services.benefits.service.vouchers import Settlement
from services.benefits.store.scope import Scope
from services.benefits.store.tables import EntitlementRow, MeasureVersionRow, PaymentOrderRow, TransferRow
from shared.db import Tx
from shared.testing import eventually
from shared.values import CITY, Money
from tests.claims import AWARD, budgeted, claim, credit, officer, pay, take
from tests.vouchers import QUOTA, order, put_firm, put_quota
from tests.zone import RunningZone, key

FUYANG, JIANDE, CHUNAN = "330111", "330182", "330127"
"""Districts no other test recognises anybody in"""
STAGES = ("eligible", "told", "read", "claimed", "approved", "paid")


async def holder(zone: RunningZone, district: str = FUYANG, days_ago: int = 0) -> str:
    """Entitled to the award by its title, and told so."""
    uscc = await zone.register(district=district)
    change = await zone.recognise(uscc, "specialised", zone.today - timedelta(days=days_ago))
    await zone.complete(change["change_id"])
    return uscc


async def reads(zone: RunningZone, uscc: str) -> None:
    """The message about its title, twice: the second time nothing happens."""
    message = next(one for one in await zone.inbox(uscc) if one["heading"].startswith("贵企业现为"))
    path = f"/v1/enterprises/{uscc}/messages/{message['message_id']}/read"
    for _ in range(2):
        assert (await zone.enterprise(uscc, "notifications").put(path)).status_code == 200
    await zone.settle()


async def is_paid(zone: RunningZone, uscc: str, district: str = FUYANG) -> None:
    """Through every desk to the bank."""
    answer = await claim(zone, uscc)
    assert answer.status_code == 201, answer.text
    claim_id = answer.json()["claim_id"]
    await checking.check_due(zone.db("benefits"), credit(zone))
    client = officer(zone, district=CITY)

    async def state(wanted: str) -> bool:
        return bool((await client.get(f"/v1/claims/{claim_id}")).json()["state"] == wanted)

    await eventually(lambda: state("approval"), seconds=20)
    approved = await take(officer(zone, district=district), claim_id, "approve")
    assert approved.status_code == 201, approved.text
    ordered = await pay(officer(zone, district=district), claim_id)
    assert ordered.status_code == 201, ordered.text
    [order] = (await client.get("/v1/payment-orders", params={"claim_id": claim_id})).json()["items"]
    if order["released_by"] is None:
        path = f"/v1/payment-orders/{order['order_id']}/releases"
        assert (await client.post(path, headers={**key(), "If-Match": "*"})).status_code == 201
    await eventually(lambda: state("paid"), seconds=20)


async def evaluated(zone: RunningZone, district: str = FUYANG, **asked: Any) -> dict[str, Any]:
    """The award this year, as an officer of that district sees it."""
    params = {"year": zone.today.year, "benefit_code": AWARD, **asked}
    answer = await officer(zone, district=district).get("/v1/evaluation", params=params)
    assert answer.status_code == 200, answer.text
    [found] = answer.json()["measures"]
    return dict(found)


def counts(steps: list[dict[str, Any]], what: str = "reached") -> dict[str, int]:
    return {step["stage"]: step[what] for step in steps}


def table(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith("\ufeff".encode()), "the mark by which spreadsheets know it"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def missed(zone: RunningZone, seen_by: str = FUYANG, **asked: Any) -> dict[str, dict[str, Any]]:
    """By USCC, page by page of one."""
    found: dict[str, dict[str, Any]] = {}
    cursor: dict[str, str] = {}
    while True:
        params = {"year": zone.today.year, "benefit_code": AWARD, "limit": 1, **asked, **cursor}
        page = (await officer(zone, "missed", seen_by).get("/v1/evaluation/missed", params=params)).json()
        found |= {one["uscc"]: one for one in page["items"]}
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_an_enterprise_told_reads_claims_and_is_paid_and_the_evaluation_says_so_of_it_and_of_who_was_not(
    zone: RunningZone,
) -> None:
    credit(zone)
    await budgeted(zone, AWARD)
    received, silent, untold = [await holder(zone, days_ago=days) for days in (0, 200, 0)]
    await zone.settle()
    await reads(zone, received)
    await is_paid(zone, received)
    await not_told(zone, untold)

    found = await evaluated(zone)
    assert counts(found["steps"]) == dict(zip(STAGES, (3, 2, 1, 1, 1, 1), strict=True))
    assert counts(found["steps"]) == counts(found["steps"], "recorded")
    steps = {step["stage"]: step for step in found["steps"]}
    assert (steps["eligible"]["amount"], steps["paid"]["amount"]) == ("600000.00", "200000.00")
    assert (steps["paid"]["of_eligible_percent"], steps["claimed"]["of_before_percent"]) == ("33.3", "100.0")
    assert [steps[stage]["median_days"] for stage in STAGES] == [None, *["0.0"] * 5], (
        "nobody could tell of a title before it was"
    )
    assert [one["district"] for one in found["districts"]] == [FUYANG]
    assert {one["reason"]: one["enterprises"] for one in found["missed"]} == {"not_told": 1, "unread": 1}
    assert found["growth"]["revenue"]["suppressed"] is True
    assert "不表示政策造成" in found["growth"]["caveat"]
    assert found["costs"][0]["issuer"] == CITY

    reasons = await missed(zone)
    assert {uscc: one["reason"] for uscc, one in reasons.items()} == {silent: "unread", untold: "not_told"}
    assert reasons[silent]["told_on"] == zone.today.isoformat()
    assert (reasons[untold]["entitled"], reasons[untold]["told_on"]) == (True, None)
    await leaves_in_other_forms(zone, received, silent)
    await adds_up(zone)
    await is_not_missed_the_year_after(zone, received, silent, untold)
    watched = (await officer(zone).get("/metrics")).text
    assert "zjtx_payment_orders_unknown " in watched
    assert 'zjtx_claims_waiting{state="unfunded"} ' in watched
    assert 'zjtx_claims_waiting{state="paid"}' not in watched


async def not_told(zone: RunningZone, uscc: str) -> None:
    """As when it moved here, or its message waits: what is open was never named to it."""
    told = zone.db("benefits").floor.outbox.metadata.tables["told_measure"]
    known = zone.db("benefits").floor.outbox.metadata.tables["known_uscc"]
    whose = select(known.c.enterprise_id).where(known.c.uscc == uscc).scalar_subquery()
    async with zone.db("benefits").transaction() as tx:
        await tx.execute(told.delete().where(told.c.enterprise_id == whose))


async def leaves_in_other_forms(zone: RunningZone, received: str, silent: str) -> None:
    client, params = officer(zone, district=FUYANG), {"year": zone.today.year, "benefit_code": AWARD}
    rows = table(await client.get("/v1/exports/evaluation.csv", params=params))
    assert rows[0][:6] == ["条款编号", "条款", "类别", "范围", "环节", "到达企业数"]
    assert [row[4:6] for row in rows if row[3] == "合计"][-1] == ["已兑付", "1"]
    listed = table(await client.get("/v1/exports/missed.csv", params=params))
    assert [row[11] for row in listed if row[1] == silent] == ["已告知，尚未阅读"]
    assert received not in {row[1] for row in listed}
    drawn = await client.get("/v1/evaluation/chart.svg", params=params)
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    picture = ET.fromstring(drawn.text)
    said = {node.tag.rpartition("}")[2]: node.text or "" for node in picture[:2]}
    assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", "title desc")
    assert said["title"].startswith("政策评估")
    assert "应享3家；已告知2家；已阅读1家" in said["desc"]
    notice = table(await officer(zone).get("/v1/payment-notices.csv", params={"month": str(zone.today)[:7]}))
    assert notice[0] == ["支付日", "企业名称", "所在区县", "条款", "金额（元）"]
    name = (await zone.profile(received))["name"]
    assert [row[2:] for row in notice if row[1] == name] == [
        ["富阳区", "首次认定省级“专精特新”中小企业一次性奖励", "200000.00"]
    ]


async def adds_up(zone: RunningZone) -> None:
    """The districts make the city, and what was paid is what the ledger says."""
    city, fen = await eventually(lambda: _beside_the_ledger(zone))
    for stage, whole in counts(city["steps"]).items():
        assert sum(counts(one["steps"])[stage] for one in city["districts"]) == whole
        assert sum(counts(one["steps"])[stage] for one in city["tiers"]) == whole
    steps = {step["stage"]: step for step in city["steps"]}
    assert list(counts(city["steps"]).values()) == sorted(counts(city["steps"]).values(), reverse=True)
    assert Money.from_yuan(steps["paid"]["amount"]) == fen


async def _beside_the_ledger(zone: RunningZone) -> Any:
    """The evaluation and what the ledger says; nothing while the bank still pays what another test ordered."""
    before = await _paid(zone)
    city = await evaluated(zone, CITY)
    return (city, before) if await _paid(zone) == before else None


async def _paid(zone: RunningZone) -> Any:
    ours = (
        select(func.sum(col(TransferRow.amount_fen)))
        .join(PaymentOrderRow, col(PaymentOrderRow.claim_id) == col(TransferRow.claim_id))
        .where(col(TransferRow.kind) == "post", col(TransferRow.debit).startswith("budget:"))
        .where(col(PaymentOrderRow.state) == "paid", col(PaymentOrderRow.benefit_code) == AWARD)
        .where(col(TransferRow.day).between(date(zone.today.year, 1, 1), date(zone.today.year, 12, 31)))
    )
    async with zone.db("benefits").reading() as tx:
        return (await tx.execute(ours)).scalar_one()


class Undone(Exception):
    """What a test wrote is taken back: others use these rules."""


async def is_not_missed_the_year_after(zone: RunningZone, received: str, silent: str, untold: str) -> None:
    """Matched by a version and paid, matched and without the title since, matched by one that was superseded."""
    year = zone.today.year + 1
    span = Period(date(year, 1, 1), date(year, 12, 31))
    scope = Scope(span, SEED, (AWARD,), (AWARD,), district=FUYANG)
    with suppress(Undone):
        async with zone.db("benefits").transaction() as tx:
            ids = [await id_of(tx, uscc) for uscc in (received, silent, untold)]
            old, new = [await put_version(tx, number, date(year - 1, number, 1)) for number in (1, 2)]
            only_old, only_new = [await put_firm(tx, (), FUYANG) for _ in range(2)]
            whose = EntitlementRow.enterprise_id
            await tx.execute(delete(EntitlementRow).where(col(whose) == ids[0]))
            closed = {"status": "closed", "closed_on": tx.today, "version_id": new}
            await tx.execute(update(EntitlementRow).where(col(whose) == ids[1]).values(**closed))
            await match(tx, new, ids[0], ids[1], only_new)
            await match(tx, old, only_old)
            [found] = await store.evaluation.cells(tx, replace(scope, tier="none"))
            assert found.enterprises == 1, "whom the version in force is for"
            award = (await tx.execute(select(EntitlementRow).where(col(whose) == ids[2]))).scalars()
            [one] = [row for row in award if row.benefit_code == AWARD]
            again = one.model_dump() | {"occasion": "standing", "opened_on": date(year, 5, 1)}
            await tx.insert(EntitlementRow, [again])
            missed = await store.evaluation.missed(tx, scope, None, 10)
            assert {(row.enterprise_id, row.fen) for row in missed} == {(ids[2], 20_000_000), (only_new, None)}
            raise Undone


async def id_of(tx: Tx, uscc: str) -> str:
    known = await store.KNOWN.find(tx, uscc)
    assert known is not None
    return str(known.enterprise_id)


async def put_version(tx: Tx, number: int, since: date) -> str:
    row = MeasureVersionRow(
        version_id=str(uuid4()), benefit_code=AWARD, number=number, district=CITY, state="in_force", label="示例",
        document="示例文号", body="{}", digest="", drafted_by="", drafted_at=tx.now, in_force_from=since,
    )  # fmt: skip
    await tx.insert(MeasureVersionRow, [row.model_dump()])
    return row.version_id


async def match(tx: Tx, version_id: str, *ids: str) -> None:
    rows = [{"enterprise_id": id_, "version_id": version_id, "benefit_code": AWARD} for id_ in ids]
    await store.told.add_matches(tx, [row | {"matched_on": tx.today} for row in rows])


async def test_what_is_used_by_vouchers_counts_as_claimed_and_paid_and_what_nobody_can_count_is_left_open(
    zone: RunningZone,
) -> None:
    async with zone.db("benefits").transaction() as tx:
        firm = await put_firm(tx, district=CHUNAN)
        await put_quota(tx, firm, 10_000_000)
        used, _ = [await vouchers.reserve(tx, firm, order(fen)) for fen in (100_000, 50_000)]
        await vouchers.consume(tx, used.voucher_id, Settlement(76_500, "示例验收单"))
    found = await evaluated(zone, CHUNAN, benefit_code=QUOTA)
    steps = {step["stage"]: step for step in found["steps"]}
    assert [steps[stage]["amount"] for stage in ("claimed", "approved", "paid")] == ["1500.00", "1500.00", "765.00"]
    assert counts(found["steps"], "recorded") == dict(zip(STAGES, (1, 0, 0, 1, 1, 1), strict=True))
    assert steps["paid"]["median_days"] == "0.0"
    assert "用券" in found["counted_by"]

    unknown = await evaluated(zone, CHUNAN, benefit_code="loan-interest-subsidy")
    assert list(counts(unknown["steps"]).values()) == [None, None, None, 0, 0, 0]
    client, params = officer(zone, district=CHUNAN), {"year": zone.today.year, "benefit_code": "loan-interest-subsidy"}
    rows = table(await client.get("/v1/exports/evaluation.csv", params=params))
    assert [row[5] for row in rows[1:]] == ["", "", "", "0", "0", "0"]
    assert all("不能预先得知" in row[-1] for row in rows[1:])
    drawn = ET.fromstring((await client.get("/v1/evaluation/chart.svg", params=params)).text)
    assert "应享、已告知、已阅读不计" in (drawn[1].text or "")
    assert "兑付率" not in (drawn[1].text or "")


async def test_a_district_sees_its_own_and_the_year_must_have_begun(zone: RunningZone) -> None:
    uscc = await holder(zone, JIANDE)
    await zone.settle()
    assert uscc in await missed(zone, JIANDE)
    assert uscc not in await missed(zone, FUYANG)
    assert await missed(zone, FUYANG, district=JIANDE) == {}
    assert uscc in await missed(zone, CITY, district=JIANDE, tier="specialised")
    assert await missed(zone, CITY, district=JIANDE, tier="little_giant") == {}
    client = officer(zone, district=CITY)
    early = await client.get("/v1/evaluation", params={"year": zone.today.year + 1})
    assert (early.status_code, early.json()["code"]) == (422, "EVALUATION_REFUSED")
    whole = (await client.get("/v1/evaluation", params={"year": zone.today.year})).json()
    assert {"specialised-first-award", "listing-candidate"} <= {one["benefit_code"] for one in whole["measures"]}
    assert Decimal(whole["paying"][0]["of_eligible_percent"]) == 100
