"""Official lists: all or nothing, every bad row by its number, the same file twice changes nothing."""

import csv
import io
from datetime import date
from typing import Any

import httpx
import pytest
import xlsxwriter

from services.registry.service.official_lists import HEADERS
from tests.zone import BINJIANG, RunningZone, key, new_uscc

Rows = list[list[Any]]


def row(uscc: str, tier: str = "创新型中小企业", on: str = "2025-05-01", **more: str) -> list[Any]:
    cells = {
        "企业名称": f"示例{uscc[-6:]}有限公司",
        "统一社会信用代码": uscc,
        "所在区县": "滨江区",
        "行业代码": "C39",
        "称号": tier,
        "证书编号": f"示例-{tier}-{on}",
        "认定机关": "示例机关",
        "认定文件": "示例文号〔2025〕1号",
        "认定日期": on,
        "有效期至": "",
    }
    return [{**cells, **more}[name] for name in HEADERS]


def as_csv(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([list(HEADERS), *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, cells in enumerate([list(HEADERS), *rows]):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    book.close()
    return content.getvalue()


async def send(zone: RunningZone, content: bytes, *, dry_run: bool = False, district: str = "330100") -> httpx.Response:
    return await zone.officer(district).post(
        "/v1/title-imports", params={"dry_run": dry_run}, files={"file": ("list", content)}, headers=key()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_a_csv_in_the_encodings_of_offices_is_read(zone: RunningZone, encoding: str) -> None:
    uscc = new_uscc()
    answer = await send(zone, as_csv([row(uscc)], encoding))
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "dry_run": False, "rows": 1, "recorded": 1, "unchanged": 0, "registered": 1, "errors": [],
    }  # fmt: skip
    profile = await zone.profile(uscc)
    assert profile["name"] == f"示例{uscc[-6:]}有限公司"
    (title,) = profile["titles"]
    assert (title["document"], title["valid_until"]) == ("示例文号〔2025〕1号", "2028-04-30")


async def test_a_workbook_with_real_dates_is_read(zone: RunningZone) -> None:
    uscc = new_uscc()
    cells = row(uscc, "省级专精特新中小企业")
    cells[8] = date(2025, 5, 1)
    answer = await send(zone, as_xlsx([cells]))
    assert answer.json()["recorded"] == 1
    assert (await zone.profile(uscc))["titles"][0]["recognised_on"] == "2025-05-01"


async def test_the_same_file_twice_changes_nothing(zone: RunningZone) -> None:
    usccs = [new_uscc() for _ in range(3)]
    content = as_csv([row(uscc, tier) for uscc in usccs for tier in ("创新型中小企业", "省级专精特新")])
    first = (await send(zone, content)).json()
    versions = [(await zone.profile(uscc))["version"] for uscc in usccs]
    second = (await send(zone, content)).json()
    assert (first["recorded"], first["registered"]) == (6, 3)
    assert (second["recorded"], second["registered"], second["unchanged"]) == (0, 0, 6)
    assert [(await zone.profile(uscc))["version"] for uscc in usccs] == versions


async def test_several_titles_of_one_enterprise_are_one_change(zone: RunningZone) -> None:
    uscc = new_uscc()
    await send(zone, as_csv([row(uscc, "小巨人", "2025-06-01"), row(uscc, "专精特新中小企业", "2024-01-01")]))
    (change,) = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"]
    assert (change["current_tier"], change["reason"]) == ("little_giant", "imported")
    record = await zone.complete(change["change_id"])
    gained = {item["code"] for one in record["consequences"] for item in one["gained"]}
    assert {"little-giant-first-award", "specialised-first-award"} <= gained


async def test_a_dry_run_reports_every_bad_row_and_writes_nothing(zone: RunningZone) -> None:
    good, trader = new_uscc(), "92330106MAY2KX9P1H"
    rows = [
        row(good),
        row("91330102MAXA000145"),
        row(new_uscc(), "优秀企业"),
        row(new_uscc(), on="2025-02-29"),
        row(new_uscc(), 所在区县="下城区"),
        row(new_uscc(), 企业名称=""),
        row(new_uscc(), on="2099-01-01"),
        row(new_uscc(), 行业代码=""),
        row(trader),
        row(good, on="2026-05-01"),
    ]
    answer = await send(zone, as_csv(rows), dry_run=True)
    assert answer.status_code == 200, answer.text
    errors = {error["row"]: (error["column"], error["reason"]) for error in answer.json()["errors"]}
    assert set(errors) == set(range(3, 12))
    assert errors[3] == ("统一社会信用代码", "统一社会信用代码校验位不符，请核对是否抄错")
    assert [errors[number][0] for number in range(4, 8)] == ["称号", "认定日期", "所在区县", "企业名称"]
    assert "不能晚于今天" in errors[8][1]
    assert errors[9][0] == "行业代码"
    assert "个体工商户" in errors[10][1]
    assert "已持有同级称号" in errors[11][1]
    assert (await zone.officer().get(f"/v1/enterprises/{good}")).status_code == 404


async def test_one_bad_row_and_nothing_is_imported(zone: RunningZone) -> None:
    good = new_uscc()
    answer = await send(zone, as_csv([row(good), row("91330102MAXA000145")]))
    assert (answer.status_code, answer.json()["code"]) == (422, "LIST_HAS_ERRORS")
    assert [error["row"] for error in answer.json()["errors"]] == [3]
    assert (await zone.officer().get(f"/v1/enterprises/{good}")).status_code == 404


async def test_an_older_title_imported_later_takes_its_place(zone: RunningZone) -> None:
    uscc = new_uscc()
    await send(zone, as_csv([row(uscc, "省级专精特新", "2025-05-01")]))
    await send(zone, as_csv([row(uscc, "省级专精特新", "2020-05-01")]))
    titles = (await zone.profile(uscc))["titles"]
    assert [(title["recognised_on"], title["first"]) for title in titles] == [
        ("2020-05-01", True),
        ("2025-05-01", False),
    ]
    changes = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"]
    assert changes[0]["kind"] == "title.changed"
    await zone.complete(changes[0]["change_id"])
    assert (await zone.entitlements(uscc))["specialised-first-award"]["status"] == "closed"


async def test_a_district_imports_innovative_titles_of_its_own_only(zone: RunningZone) -> None:
    own = new_uscc()
    rows = [row(own), row(new_uscc(), "小巨人"), row(new_uscc(), 所在区县="余杭区")]
    report = (await send(zone, as_csv(rows), dry_run=True, district=BINJIANG)).json()
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(3, "称号"), (4, "称号")]
    assert (await send(zone, as_csv(rows[:1]), district=BINJIANG)).json()["recorded"] == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        "企业名称,统一社会信用代码\n甲,乙".encode(),
        b"PK\x03\x04 no workbook",
        as_csv([]).replace("称号".encode(), "等级".encode()),
        as_csv([]) + b'"open quote',
    ],
    ids=["empty", "binary", "columns missing", "broken workbook", "strange column", "broken csv"],
)
async def test_what_is_no_list_is_refused_with_the_way_out(zone: RunningZone, content: bytes) -> None:
    answer = await send(zone, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "LIST_UNREADABLE")
    assert answer.json()["detail"]


async def test_what_may_stand_in_a_cell_is_said_where_something_else_stands(zone: RunningZone) -> None:
    report = (await send(zone, as_csv([row(new_uscc(), "创新型", 所在区县="滨江")]), dry_run=True)).json()
    reasons = {one["column"]: one["reason"] for one in report["errors"]}
    assert "滨江区" in reasons["所在区县"]
    assert "创新型中小企业、" in reasons["称号"]
