"""融资统计: what officers see of loans and applications, added up group by group, in every form, on both databases."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import httpx
import python_calamine
from sqlalchemy import update
from sqlmodel import col

from services.finance.store.tables import FinancingPartRow
from tests.financing import answer, applied, bank_offering, do, offer, part_of
from tests.listings import noted, regulator
from tests.products import TERMS
from tests.reported_loans import drawdown, overdue, repayment, report
from tests.zone import RunningZone, key

LINPING, TONGLU = "330113", "330122"
"""Where no other test of finance lends anything"""
GROUPINGS: Final = ("institution", "product", "district", "tier")


async def firm(zone: RunningZone, tier: str, district: str) -> str:
    """On the shared list since 2025."""
    uscc = await zone.register(district=district)
    await zone.recognise(uscc, tier, date(2025, 1, 1))
    return uscc


async def asked(zone: RunningZone, seen_by: str = LINPING, **params: Any) -> dict[str, Any]:
    got = await zone.officer(seen_by, "finance").get("/v1/figures", params=params)
    assert got.status_code == 200, got.text
    return dict(got.json())


def by_key(found: dict[str, Any], part: str) -> dict[str | None, dict[str, Any]]:
    return {group["key"]: group[part] for group in found["groups"]}


async def lent(zone: RunningZone) -> dict[str, Any]:
    """Two banks and three firms, one of them elsewhere; a loan that was taken back, a repayment that was corrected."""
    high, low = await firm(zone, "little_giant", LINPING), await firm(zone, "specialised", LINPING)
    elsewhere = await firm(zone, "specialised", TONGLU)
    await zone.settle()
    one, product = await bank_offering(zone, "figures-one", guarantee_rate="0.5")
    two, other = await bank_offering(zone, "figures-two", name="=示例贷")
    drawn = {"drawn_on": "2026-01-10", "matures_on": "2027-01-09"}
    first = drawdown(high, **drawn, product_id=product, guarantor="示例担保", guarantee_rate="0.5")
    third = drawdown(high, **drawn | {"drawn_on": "2025-06-01"}, principal="2000000.00", rate="2.95")
    undone = drawdown(low, **drawn)
    late = drawdown(low, **drawn, principal="1000000.00", rate="4")
    wrong = repayment(third["contract"], "2026-03-01", "1.00")
    reports = {
        one: [
            first, late, undone,
            undone | {"number": f"{undone['number']}-0", "principal": "0.00", "corrects": undone["number"]},
            repayment(first["contract"], "2026-11-10", "4000000.00"),
            overdue(late["contract"], "2026-11-20", None, "35000.00"),
            overdue(first["contract"], "2026-02-01", "2026-02-10", "9.00"),
        ],
        two: [
            third, wrong, drawdown(elsewhere, **drawn),
            repayment(third["contract"], "2026-03-01", "500005.55", corrects=wrong["number"]),
        ],
    }  # fmt: skip
    for bank, rows in reports.items():
        answers = await report(zone, *rows, bank=bank)
        assert {row["status"] for row in answers} == {"accepted"}, answers
    return {"high": high, "low": low, "one": one, "two": two, "product": product, "other": other}


async def test_balances_rates_and_answers_add_up_by_institution_product_district_and_tier(zone: RunningZone) -> None:
    made = await lent(zone)
    await apply(zone, made)
    found = await asked(zone)
    assert (found["district"], found["on"], found["since"]) == (LINPING, "2026-11-24", "2026-01-01")
    lending = by_key(found, "lending")
    assert lending["figures-one"] == {
        "firms": 2, "loans": 2, "drawn": "11000000.00", "outstanding": "7000000.00", "overdue_loans": 1,
        "overdue": "35000.00", "mean_rate": "3.7429", "guaranteed": "6000000.00", "mean_guarantee_rate": "0.5000",
        "new_loans": 2, "new_drawn": "11000000.00",
    }  # fmt: skip
    assert (lending["figures-two"]["outstanding"], lending["figures-two"]["new_loans"]) == ("1499994.45", 0)
    assert lending["figures-two"]["mean_rate"] == "2.9500", "of one loan its own, to the last fen"
    assert found["together"]["lending"]["firms"] == 2, "who borrows from two banks is one enterprise"
    assert sum(one["firms"] for one in lending.values()) == 3

    before = await asked(zone, on="2026-11-09", since="2026-01-11")
    then = by_key(before, "lending")["figures-one"]
    assert (then["outstanding"], then["overdue"], then["new_loans"]) == ("11000000.00", "0.00", 0)
    assert "figures-two" in by_key(before, "lending")
    in_february = (await asked(zone, on="2026-02-10"))["together"]["lending"]
    assert (in_february["overdue"], in_february["outstanding"]) == ("9.00", "13000000.00")
    assert (await asked(zone, on="2025-05-31", since="2025-01-01"))["groups"] == []

    assert {one["label"] for one in (await asked(zone, by="product"))["groups"]} >= {
        "=示例贷（示例银行（演示））", "未注明产品",
    }  # fmt: skip
    tiers = by_key(await asked(zone, by="tier"), "lending")
    assert {tier: one["outstanding"] for tier, one in tiers.items()} == {
        "specialised": "1000000.00", "little_giant": "7499994.45",
    }  # fmt: skip
    await answered(found)
    await agrees_with_the_loans_themselves(zone)
    await leaves_in_other_forms(zone)
    await is_refused(zone)
    await waits_at_desks(zone, made)


async def apply(zone: RunningZone, made: dict[str, Any]) -> None:
    """Four parts: one accepted after a weekend, one refused at once, two that nobody answers."""
    ids = {}
    for who in ("high", "low"):
        sent = await applied(zone, made[who], [made["product"], made["other"]])
        ids[who] = {
            "application": sent["application_id"],
            **{name: part_of(sent, made[name])["part_id"] for name in ("product", "other")},
        }
    friday = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # 23:30 in Hangzhou
    part = FinancingPartRow
    async with zone.db("finance").transaction() as tx:
        sent_at = update(part).where(col(part.part_id) == ids["high"]["product"]).values(sent_at=friday)
        await tx.execute(sent_at)
    fee = {"label": "手续费", "amount": "5000.00"}
    await offer(zone, made["one"], ids["high"]["product"], guarantee_needed=True, guarantee_rate="0.45", fees=[fee])
    refused = await answer(made["two"], ids["low"]["other"], "refusals", {"reason": "other", "words": "示例理由"})
    assert refused.status_code == 201, refused.text
    chosen = {"part_id": ids["high"]["product"], "offer_number": 1}
    taken = await do(zone, made["high"], ids["high"]["application"], "acceptances", chosen, "*")
    assert taken.status_code == 201, taken.text


async def answered(found: dict[str, Any]) -> None:
    """From Friday night to Tuesday morning two working days pass, and 82 hours and a half: 23:30 to 10:00."""
    one = next(group for group in found["groups"] if group["key"] == "figures-one")
    assert one["applying"] == {
        "sent": 2, "answered": 1, "offered": 1, "refused": 0, "expired": 0, "ended": 0, "waiting": 1, "accepted": 1,
    }  # fmt: skip
    assert one["accepting"] == {
        "firms": 1, "amount": "5000000.00", "mean_rate": "2.9000", "mean_guarantee_rate": "0.4500",
        "mean_fee_percent": "0.1000",
    }  # fmt: skip
    assert one["answering"] == {
        "median_working_days": "2.0", "slowest_working_days": 2, "median_hours": "82.0", "slowest_hours": 82,
    }  # fmt: skip
    together = found["together"]
    assert together["applying"] | {"waiting": 1} == {
        "sent": 4, "answered": 2, "offered": 1, "refused": 1, "expired": 0, "ended": 1, "waiting": 1, "accepted": 1,
    }  # fmt: skip
    assert together["answering"]["median_working_days"] == "1.0"


async def agrees_with_the_loans_themselves(zone: RunningZone) -> None:
    """The list of loans, added up by hand, says the same; and groups add up to the total however they are cut."""
    page = await zone.officer(LINPING, "finance").get("/v1/loans", params={"open": True, "limit": 100})
    loans = page.json()["items"]
    balance = sum((Decimal(one["outstanding"]) for one in loans), Decimal())
    rate = sum((Decimal(one["outstanding"]) * Decimal(one["rate"]) for one in loans), Decimal()) / balance
    expected = {
        "firms": len({one["uscc"] for one in loans}),
        "loans": len(loans),
        "drawn": str(sum(Decimal(one["principal"]) for one in loans)),
        "outstanding": str(balance),
        "overdue": str(sum(Decimal(one["overdue"]) for one in loans)),
        "mean_rate": str(rate.quantize(Decimal("0.0001"), ROUND_HALF_UP)),
    }
    for by in GROUPINGS:
        for district in (LINPING, "330100"):
            found = await asked(zone, district, by=by)
            together, groups = found["together"], found["groups"]
            for part, names in {
                "lending": ("loans", "drawn", "outstanding", "overdue_loans", "overdue", "guaranteed", "new_drawn"),
                "applying": tuple(together["applying"]),
                "accepting": ("amount",),
            }.items():
                for name in names:
                    added = sum(Decimal(one[part][name]) for one in groups)
                    assert added == Decimal(together[part][name]), (by, part, name)
            if district == LINPING:
                assert {name: together["lending"][name] for name in expected} == expected


async def leaves_in_other_forms(zone: RunningZone) -> None:
    client = zone.officer(LINPING, "finance")
    got = await client.get("/v1/exports/figures.csv", params={"by": "product"})
    assert got.content.startswith("\ufeff".encode()), "the mark by which spreadsheets know it"
    rows = list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["分组", "编号", "名称", "有余额企业数"]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[2] for row in rows if row[2].startswith("'")] == ["'=示例贷（示例银行（演示））"]
    assert rows[-1][2:8] == ["合计", "2", "3", "13000000.00", "8499994.45", "1"]
    sheet = await client.get("/v1/exports/figures.xlsx", params={"by": "institution"})
    book = python_calamine.load_workbook(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert book[0][:3] == ["分组", "编号", "名称"]
    assert [row[9] for row in book if row[1] == "figures-one"] == [3.7429]
    drawn = await client.get("/v1/figures/chart.svg", params={"by": "tier"})
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    picture = ET.fromstring(drawn.text)
    said = {node.tag.rpartition("}")[2]: node.text or "" for node in picture[:2]}
    assert said["title"] == "临平区贷款余额（万元），按企业梯度，2026-11-24"
    assert "合计8499994.45元，2家企业，3笔" in said["desc"]


async def is_refused(zone: RunningZone) -> None:
    client = zone.officer(service="finance")
    later = (zone.today + timedelta(days=1)).isoformat()
    for params in ({"on": later}, {"on": "2026-01-01", "since": "2026-01-02"}):
        early = await client.get("/v1/figures", params=params)
        assert (early.status_code, early.json()["code"]) == (422, "FIGURES_REFUSED")
    nothing = await client.get("/v1/figures/chart.svg", params={"on": "2020-01-01"})
    assert (nothing.status_code, ET.fromstring(nothing.text).get("role")) == (200, "img")
    assert (await asked(zone, TONGLU, district=LINPING))["groups"] == [], "another district's are not there"


async def waits_at_desks(zone: RunningZone, made: dict[str, Any]) -> None:
    """What the summary counts is what the list behind it shows; a district's officers see their district's."""
    part = FinancingPartRow
    async with zone.db("finance").transaction() as tx:
        passed = update(part).where(col(part.institution_id) == "figures-one", col(part.state) == "sent")
        await tx.execute(passed.values(remind_after=date(2026, 11, 23)))
    noted_down = await noted(
        regulator(zone), made["low"], "registered", "2026-11-20", exchange="bse", issuer="示例机关", document="示例文号"
    )
    assert noted_down.status_code == 201, noted_down.text
    entered = await made["one"].post("/v1/products", json=TERMS, headers=key())
    assert entered.status_code == 201, entered.text
    own = await summary(zone, LINPING)
    assert {name: (one["count"], one["since"]) for name, one in own.items()} == {
        "applications": (1, "2026-11-23"), "loans": (1, None), "listings": (1, None),
    }  # fmt: skip
    assert {name: one["count"] for name, one in (await summary(zone, TONGLU)).items()} == {
        "applications": 0, "loans": 0, "listings": 0,
    }  # fmt: skip
    city = await summary(zone, "330100")
    assert set(city) == {"products", "grants", "ending", "removals", "applications", "loans", "listings"}
    for district, desks in ((LINPING, own), ("330100", city)):
        for name, desk in desks.items():
            if name != "removals":
                shown = await every(zone.officer(district, "finance"), desk["link"])
                assert len(shown) == desk["count"], (district, desk)
    assert city["products"]["since"] <= zone.today.isoformat()
    watched = (await zone.officer(service="finance").get("/metrics")).text
    assert "zjtx_financing_parts_unanswered 1.0" in watched
    [late] = await every(zone.officer(LINPING, "finance"), "/finance/v1/loans?overdue=true")
    on_time = await every(zone.officer(LINPING, "finance"), "/finance/v1/loans?overdue=false")
    assert (late["overdue"], late["loan_id"] in {one["loan_id"] for one in on_time}) == ("35000.00", False)


async def summary(zone: RunningZone, district: str) -> dict[str, dict[str, Any]]:
    got = await zone.officer(district, "finance").get("/v1/summary")
    assert got.status_code == 200, got.text
    assert got.json()["district"] == (None if district == "330100" else district)
    return {one["desk"]: one for one in got.json()["desks"]}


async def every(client: httpx.AsyncClient, link: str) -> list[dict[str, Any]]:
    """Of a list, page by page."""
    found, cursor = [], ""
    while True:
        page = (
            await client.get(
                f"http://zone{link}",
                params=httpx.QueryParams(link.partition("?")[2]).merge(
                    {"limit": 100} | ({"cursor": cursor} if cursor else {})
                ),
            )
        ).json()
        found += page["items"]
        if not page.get("next_cursor"):
            return found
        cursor = page["next_cursor"]
