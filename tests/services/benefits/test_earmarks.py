"""02-4: figures of firms are imported whole or not at all, seen by the city's finance alone, and make an earmark."""

from datetime import date
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.earmarks import Firm, held_in, increase
from shared.events import Title
from shared.values import PROVINCIAL_AND_ABOVE, Tier
from tests.funds import assert_agrees, stated
from tests.vouchers import officer_of, title
from tests.zone import RunningZone, key

LINAN, JIANDE = "330112", "330182"
HEADER = "企业名称,统一社会信用代码,所在区县,年度,市县留成（元）"


async def firms(zone: RunningZone, district: str, how_many: int) -> list[str]:
    found = []
    for _ in range(how_many):
        found.append(await zone.register(district=district))
        changed = await zone.recognise(found[-1], "specialised", date(2025, 11, 3))
    await zone.complete(changed["change_id"])
    return found


async def send(client: httpx.AsyncClient, *rows: str, dry_run: bool = False) -> httpx.Response:
    files = {"file": ("留成.csv", "\n".join((HEADER, *rows)).encode())}
    params = {"dry_run": dry_run}
    return await client.post("/v1/retained-revenue-imports", files=files, params=params, headers=key())


async def test_figures_are_imported_whole_or_not_at_all_and_twice_change_nothing(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, JIANDE, 1)
    finance = officer_of(zone, "CZ")
    good = f"示例,{uscc},建德市,2024,100.00"
    bad = (f"示例,{uscc},建德市,2030,1.00", f"示例,{uscc},某地,2023,1.00", f"示例,{uscc},{JIANDE},2022,一百", good)
    tried = (await send(finance, good, *bad, dry_run=True)).json()
    assert (tried["rows"], tried["recorded"]) == (5, 1)
    assert [(one["row"], one["column"]) for one in tried["errors"]] == [
        (3, "年度"), (4, "所在区县"), (5, "市县留成（元）"), (6, None),
    ]  # fmt: skip
    refused = await send(finance, good, *bad)
    assert (refused.status_code, refused.json()["code"], len(refused.json()["errors"])) == (
        422,
        "FIGURES_HAVE_ERRORS",
        4,
    )
    unread = await finance.post("/v1/retained-revenue-imports", files={"file": ("x", b"a,b\n1,2")}, headers=key())
    assert (unread.status_code, unread.json()["code"]) == (422, "FIGURES_UNREADABLE")
    for recorded, unchanged in ((1, 0), (0, 1)):
        done = await send(finance, good)
        assert done.status_code == 201, done.text
        assert (done.json()["recorded"], done.json()["unchanged"]) == (recorded, unchanged)
    one = {"uscc": uscc, "district": JIANDE, "year": 2024, "amount": "-7.50"}
    again = await finance.post("/v1/retained-revenue-statements", json={"items": [one]}, headers=key())
    assert again.json()["recorded"] == 1
    (shown,) = (await finance.get("/v1/retained-revenue/2024", params={"district": JIANDE})).json()["items"]
    assert (shown["uscc"], shown["amount"], shown["version"]) == (uscc, "-7.50", 2)
    for other in (officer_of(zone, "JX"), officer_of(zone, "CZ", JIANDE), zone.client("benefits", "auditor")):
        assert (await other.get("/v1/retained-revenue/2024")).status_code == 403
        assert (await send(other, good)).status_code == 403
    looked = [row for row in await zone.rows("benefits", "audit") if row["operation"] == "list_retained_revenue"]
    assert looked
    assert all("7.50" not in str(row) for row in await zone.rows("benefits", "audit"))


async def test_a_district_sets_aside_the_whole_increase_and_sees_no_figure_of_a_firm(zone: RunningZone) -> None:
    one, two = await firms(zone, LINAN, 2)
    finance, district = officer_of(zone, "CZ"), officer_of(zone, "CZ", LINAN)
    path = f"/v1/districts/{LINAN}/earmarks"

    async def read() -> dict[str, Any]:
        answer = await district.get(f"{path}/2025")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def accrue(client: httpx.AsyncClient = district) -> httpx.Response:
        return await client.post(path, json={"year": 2025, "document": "示例财预〔2026〕9号"}, headers=key())

    figures = [f",{one},临安区,2025,900.10", f",{one},建德市,2024,400.05", f",{two},临安区,2025,100.00"]
    await send(finance, *figures)
    before = await read()
    assert (before["firms"], before["missing"], before["amount"], before["budget_id"]) == (2, 1, None, None)
    assert "2家企业中有1家缺少" in before["steps"][-1]["text"]
    unknown = await accrue()
    assert (unknown.status_code, unknown.json()["code"]) == (409, "EARMARK_REFUSED")

    await send(finance, f",{two},临安区,2024,0.00")
    budget_ids = {(await accrue()).json()["budget_id"] for _ in range(2)}
    assert len(budget_ids) == 1
    found = await read()
    assert (found["amount"], found["accrued"], found["budget_id"]) == ("600.05", "600.05", *budget_ids)
    assert "900.10" not in str(found)
    await send(finance, f",{two},临安区,2024,900.00")
    assert ((await accrue()).json()["amount"], (await read())["accrued"]) == ("0.00", "0.00"), "never below none"

    assert (await officer_of(zone, "CZ", JIANDE).get(f"{path}/2025")).status_code == 404
    by_hand = stated(100, benefit_code="district-retained-revenue", year=2025, issuer=LINAN)
    assert (await district.post("/v1/budgets", json=by_hand, headers=key())).status_code == 409
    limit = f"/v1/budgets/{budget_ids.pop()}/limit"
    assert (await district.put(limit, json=stated(9), headers={"If-Match": "*"})).status_code == 409
    await assert_agrees(zone.db("benefits"))


# ---- the rule --------------------------------------------------------------------------------------

FEN = st.integers(-(10**12), 10**12)
HELD = (title(date(2025, 6, 1)),)


@given(figures=st.lists(st.tuples(FEN, FEN), max_size=8))
def test_the_increase_is_over_the_same_firms_in_both_years(figures: list[tuple[int, int]]) -> None:
    found = increase([Firm(HELD, None, *one) for one in figures], PROVINCIAL_AND_ABOVE, 2025)
    assert (found.firms, found.missing, found.known) == (len(figures), 0, bool(figures))
    assert found.this_fen - found.before_fen == sum(this - before for this, before in figures)


def test_a_missing_figure_is_not_a_zero_and_who_went_into_another_firm_is_not_missed() -> None:
    there, gone = Firm(HELD, None, 5, 3), Firm(HELD, date(2025, 3, 1), None, 9)
    assert increase([there, gone], PROVINCIAL_AND_ABOVE, 2025).known
    assert not increase([there, Firm(HELD, None, 5, None)], PROVINCIAL_AND_ABOVE, 2025).known
    assert not increase([there, Firm(HELD, None, None, 5)], PROVINCIAL_AND_ABOVE, 2025).known
    assert increase([there, Firm((), None, None, None)], PROVINCIAL_AND_ABOVE, 2025).firms == 1


def test_a_title_of_the_year_is_one_that_counts_on_a_day_of_it() -> None:
    def held(year: int, *titles: Title) -> bool:
        return held_in(titles, PROVINCIAL_AND_ABOVE, year)

    one = title(date(2025, 6, 1))  # 2024-01-01 to 2026-12-31
    assert [held(year, one) for year in (2023, 2024, 2026, 2027)] == [False, True, True, False]
    assert not held(2025, title(date(2025, 6, 1), Tier.INNOVATIVE))
    assert not held(2025)
