"""Lists to import that are no lists: refused whole, or every bad row named; nothing is written."""

from typing import Any

from tests.input.lists import csv_of, uploads
from tests.input.verdicts import CHINESE, check_problem, differences, nothing_written
from tests.zone import RunningZone, key, new_uscc


def row(uscc: str) -> tuple[str, ...]:
    return ("示例有限公司", uscc, "滨江区", "C39", "创新型中小企业", "示例-1", "示例机关", "示例文号", "2026-01-05")


async def test_a_list_is_judged_as_the_corpus_says(zone: RunningZone) -> None:
    officer = zone.officer()
    await zone.settle()
    wrong: list[str] = []
    async with nothing_written(zone, except_for=("audit", "audit_head", "idempotency")):
        for case in uploads(row(new_uscc())):
            answer = await officer.post(
                "/v1/title-imports",
                params={"dry_run": True},
                files={"file": (case.name, case.content)},
                headers=key(),
                timeout=60,
            )
            if case.verdict >= 400:
                wrong += differences(case.case, answer, case.verdict, "zhaoyao", "passwd", "=1+1")
            elif answer.status_code != 200:
                wrong.append(f"{case.case}: {answer.status_code} {answer.text[:300]}")
            elif len(answer.json()["errors"]) != case.errors:
                wrong.append(f"{case.case}: {answer.json()['errors']}")
    assert wrong == []


async def test_a_list_with_one_bad_row_is_refused_whole_and_names_the_row(zone: RunningZone) -> None:
    officer, bad = zone.officer(), ("<svg>zhaoyao", "zhaoyao", "zhaoyao", "zhaoyao", *["zhaoyao"] * 5)
    await zone.settle()
    async with nothing_written(zone):
        answer = await officer.post(
            "/v1/title-imports", files={"file": ("名单.csv", csv_of(row(new_uscc()), bad))}, headers=key()
        )
        check_problem(answer, 422, "zhaoyao")
    assert answer.json()["code"] == "LIST_HAS_ERRORS"
    assert {error["row"] for error in answer.json()["errors"]} == {3}
    assert all(CHINESE.search(error["reason"]) for error in answer.json()["errors"]), answer.json()["errors"]


async def test_an_upload_that_carries_no_file_is_refused(zone: RunningZone) -> None:
    officer = zone.officer()
    await zone.settle()
    async with nothing_written(zone):
        uploads_without: tuple[dict[str, Any], ...] = (
            {"json": {"file": "zhaoyao"}},
            {"files": {"other": ("名单.csv", b"zhaoyao")}},
            {"data": {"file": "zhaoyao"}, "files": {"other": b"x"}},
            {"content": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
            {"content": b"zhaoyao", "headers": {"Content-Type": "multipart/form-data"}},
        )
        for sent in uploads_without:
            headers = key() | sent.pop("headers", {})
            answer = await officer.post("/v1/title-imports", headers=headers, **sent)
            check_problem(answer, answer.status_code, "zhaoyao")
            assert answer.status_code in (400, 422)
