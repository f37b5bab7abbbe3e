"""Exports over HTTP: own district, read back as they were, without formulas, in the audit trail with their rows."""

import csv
import io
import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from python_calamine import CalamineWorkbook

from tests.zone import BINJIANG, YUHANG, RunningZone, key

FORMULA = '=HYPERLINK("http://example.invalid","示例")'


def table(answer: httpx.Response) -> list[list[str]]:
    """The rows of a CSV or an XLSX, as text."""
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    return [[str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in row]
            for row in sheet.to_python()]  # fmt: skip


def of(rows: list[list[str]], uscc: str) -> dict[str, str]:
    [row] = [row for row in rows if uscc in row]
    return dict(zip(rows[0], row, strict=True))


async def last_audit(zone: RunningZone) -> dict[str, Any]:
    row = (await zone.rows("registry", "audit"))[-1]
    return {**row, "object": json.loads(row["object"])}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_a_list_of_enterprises_leaves_with_titles_and_without_formulas(zone: RunningZone, form: str) -> None:
    uscc = await zone.register(district=BINJIANG, name=FORMULA, staff=86, revenue="36000000.00")
    await zone.recognise(uscc, "innovative")
    await zone.recognise(uscc, "specialised", number="@示例-1")
    answer = await zone.officer(BINJIANG).get(f"/v1/exports/enterprises.{form}")
    row = of(table(answer), uscc)
    guard = "'" if form == "csv" else ""
    assert (row["企业名称"], row["证书编号"]) == (guard + FORMULA, f"{guard}@示例-1")
    assert (row["最高称号"], row["所在区县"], row["从业人员"]) == ("省级专精特新中小企业", "滨江区", "86")
    assert (row["认定日期"], row["营业收入（元）"]) == (zone.today.isoformat(), "36000000.00")
    if form == "xlsx":
        assert b"<f>" not in answer.content
    assert unquote(answer.headers["content-disposition"]).endswith(f"企业名册-{zone.today}.{form}")
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


async def test_what_leaves_is_in_the_audit_trail_with_its_rows_before_it_leaves(zone: RunningZone) -> None:
    await zone.register(district=YUHANG)
    officer = zone.client("registry", "officer", "exporter", district=YUHANG)
    rows = table(await officer.get("/v1/exports/enterprises.csv", params={"tier": "none"}))
    noted = await last_audit(zone)
    assert (noted["actor"], noted["operation"]) == ("officer:exporter", "export_enterprises")
    assert noted["object"] == {"form": "csv", "facts": [], "query": "tier=none", "rows": len(rows) - 1}
    assert len(rows) > 1


async def test_a_district_exports_its_own_whatever_it_asks_for(zone: RunningZone) -> None:
    here, there = await zone.register(district=BINJIANG), await zone.register(district=YUHANG)
    path = "/v1/exports/enterprises.csv"
    own = table(await zone.officer(BINJIANG).get(path))
    assert {row[2] for row in own[1:]} == {"滨江区"}
    assert any(here in row for row in own)
    assert len(table(await zone.officer(BINJIANG).get(path, params={"district": YUHANG}))) == 1
    everything = table(await zone.officer().get(path))
    assert {here, there} <= {row[1] for row in everything}
    for stranger in (zone.enterprise(here, "registry"), zone.client("registry", "auditor")):
        assert (await stranger.get(path)).status_code == 403
    assert (await zone.officer().get("/v1/exports/enterprises.ods")).status_code == 422
    assert (await zone.officer().get(path, params={"limit": 5})).status_code == 422


async def test_a_list_that_left_comes_back_through_the_importer_as_it_was(zone: RunningZone) -> None:
    """The apostrophe put before a formula is taken away again: the importer names what it reads."""
    uscc = await zone.register(district=BINJIANG, name="-示例有限公司")
    await zone.recognise(uscc, "innovative", number="=1+1")
    row = of(table(await zone.officer(BINJIANG).get("/v1/exports/enterprises.csv")), uscc)
    cells = {"称号": row.pop("最高称号")} | {
        name: row[name] for name in row if name not in ("从业人员", "营业收入（元）")
    }
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([list(cells), list(cells.values())])
    files = {"file": ("名单.csv", out.getvalue().encode())}
    answer = await zone.officer().post("/v1/title-imports", files=files, headers=key(), params={"dry_run": True})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["unchanged"], answer.json()["errors"]) == (1, [])


async def test_the_board_and_the_cliff_leave_as_tables(zone: RunningZone) -> None:
    year = {"year": zone.today.year}
    shown = (await zone.officer().get("/v1/target-board", params=year)).json()
    for form in ("csv", "xlsx"):
        rows = table(await zone.officer(BINJIANG).get(f"/v1/exports/target-board.{form}", params=year))
        assert len(rows) == 1 + 5 * 14
        first = dict(zip(rows[0], rows[1], strict=True))
        assert (first["目标项"], first["区县"]) == ("创新型中小企业", "杭州市")
        assert int(first["实际"]) == shown["goals"][0]["city"]["actual"]
        rows = table(await zone.officer(BINJIANG).get(f"/v1/exports/expiry-cliff.{form}"))
        assert {row[0] for row in rows[1:]} == {"滨江区"}
        assert (len(rows), len(rows[0])) == (1 + 4, 2 + 12 + 1)


async def test_an_enterprise_shows_its_newest_annual_figures_everywhere(zone: RunningZone) -> None:
    uscc = await zone.register(staff=10)
    owner, path = zone.enterprise(uscc, "registry"), f"/v1/enterprises/{uscc}"

    async def report(year: int, staff: int, revenue: str) -> dict[str, Any]:
        body = {"staff": staff, "revenue": revenue}
        answer = await owner.put(f"{path}/annual-figures/{year}", json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    last = zone.today.year - 1
    echoed = await report(last, 120, "88000000.00")
    assert (echoed["staff"], echoed["revenue"]) == (120, "88000000.00")
    await report(last - 1, 90, "70000000.00")
    shown = (await owner.get(path)).json()
    assert (shown["staff"], shown["revenue"]) == (120, "88000000.00"), "an older year changes nothing"
    listed = (await zone.officer().get("/v1/enterprises", params={"name": uscc[-8:]})).json()["items"]
    assert [(one["staff"], one["revenue"]) for one in listed] == [(120, "88000000.00")]
    exported = (await zone.officer().get("/v1/exports/enterprises.csv", params={"name": uscc[-8:]})).text
    assert '"120","88000000.00"' in exported
