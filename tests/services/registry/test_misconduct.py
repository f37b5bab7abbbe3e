"""Real-name reports: anybody files, officers investigate, the reporter follows, the accused never sees who it was."""

from typing import Any

import httpx
import pytest

from services.registry.domain.misconduct import ReportState, check_forgetting, check_step
from services.registry.domain.titles import Refusal
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc

NAME, CONTACT = "示例举报人", "13912345678"


def anonymous(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.client("registry", "auditor")
    del client.headers["Authorization"]
    return client


async def file(
    client: httpx.AsyncClient, uscc: str, ground: str = "fraud", headers: dict[str, str] | None = None
) -> httpx.Response:
    body = {"uscc": uscc, "ground": ground, "statement": "示例情况", "name": NAME, "contact": CONTACT}
    return await client.post("/v1/misconduct-reports", json=body, headers=headers or key())


async def about(zone: RunningZone, uscc: str, officer: httpx.AsyncClient | None = None) -> list[dict[str, Any]]:
    params = {"limit": 1_000}
    answer = await (officer or zone.officer()).get("/v1/misconduct-reports", params=params)
    return [line for line in answer.json()["items"] if line["uscc"] == uscc]


async def find(zone: RunningZone, report_id: str, to: str, officer: Any = None, **more: Any) -> httpx.Response:
    path = f"/v1/misconduct-reports/{report_id}/findings"
    return await (officer or zone.officer()).post(path, json={"to": to, **more}, headers=key())


async def test_a_report_that_is_verified_ends_the_titles_and_the_reporter_reads_so(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.recognise(uscc, "specialised")
    receipt = (await file(anonymous(zone), uscc)).json()["receipt"]
    own = zone.officer(BINJIANG)
    (line,) = await about(zone, uscc, own)
    case = f"/v1/misconduct-reports/{line['report_id']}"
    read = await own.get(case)
    assert (read.json()["reporter_name"], read.json()["reporter_contact"]) == ("示*", "139****5678")
    assert (await find(zone, line["report_id"], "investigating", own)).status_code == 201
    second = await find(zone, line["report_id"], "investigating")
    assert (second.status_code, second.json()["code"]) == (409, "REPORT_REFUSED"), "whoever comes second reads so"
    conclusion = {"words": "经核查属实", "document": "示例结论文号", "decided_on": zone.today.isoformat()}
    beyond = await find(zone, line["report_id"], "verified", own, **conclusion)
    assert beyond.status_code == 403, "a district does not end what it could not have decided"
    verified = (await find(zone, line["report_id"], "verified", **conclusion)).json()
    change = await zone.complete(verified["change_id"])
    assert (change["reason"], change["current_tier"]) == ("revoked", "none")
    followed = (await anonymous(zone).get(f"/v1/misconduct-receipts/{receipt}")).json()
    assert (followed["state"], followed["words"]) == ("verified", "经核查属实")
    assert NAME not in str(change)
    assert "举报" not in str(change), "the accused reads a ground, not that somebody spoke"
    again = await find(zone, line["report_id"], "dismissed", words="示例")
    assert (again.status_code, again.json()["code"]) == (409, "REPORT_REFUSED")


async def test_what_is_verified_of_an_enterprise_without_a_title_reaches_its_verdicts(zone: RunningZone) -> None:
    uscc = await zone.register()
    await file(anonymous(zone), uscc)
    (line,) = await about(zone, uscc)
    await find(zone, line["report_id"], "investigating")
    conclusion = {"words": "经核查属实", "document": "示例结论文号", "decided_on": zone.today.isoformat()}
    assert (await find(zone, line["report_id"], "verified", **conclusion)).json()["change_id"] is None
    made = await zone.officer().post(f"/v1/enterprises/{uscc}/assessments", json={"tier": "innovative"}, headers=key())
    vetoes = {one["code"]: one["verdict"] for one in made.json()["vetoes"]}
    assert vetoes["fraud"] == "unmet"
    assert made.json()["may_not_apply"] is None, "the ban follows a revocation; this the standard itself asks"


async def test_a_report_about_nobody_looks_the_same_and_only_the_city_sees_it(zone: RunningZone) -> None:
    known, unknown = await zone.register(district=BINJIANG), new_uscc()
    answers = [await file(anonymous(zone), uscc) for uscc in (known, unknown)]
    assert {(one.status_code, tuple(one.json()), len(one.json()["receipt"])) for one in answers} == {
        (201, ("receipt",), 22)
    }
    followed = [
        (await anonymous(zone).get(f"/v1/misconduct-receipts/{one.json()['receipt']}")).json() for one in answers
    ]
    assert {tuple(one.items())[:-1] for one in followed} == {tuple(followed[0].items())[:-1]}, "but when it came"
    assert await about(zone, unknown, zone.officer(BINJIANG)) == []
    (line,) = await about(zone, unknown)
    assert (line["registered"], line["district"]) == (False, None)
    await find(zone, line["report_id"], "investigating")
    conclusion = {"words": "示例", "document": "示例", "decided_on": zone.today.isoformat()}
    assert (await find(zone, line["report_id"], "verified", **conclusion)).json()["code"] == "REPORT_REFUSED"
    assert (await find(zone, line["report_id"], "dismissed", words="代码有误")).status_code == 201


async def test_the_accused_and_other_districts_have_no_way_to_a_report(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await file(zone.enterprise(new_uscc(), "registry"), uscc)
    (line,) = await about(zone, uscc)
    case = f"/v1/misconduct-reports/{line['report_id']}"
    accused, foreign = zone.enterprise(uscc, "registry"), zone.officer(YUHANG)
    for path in ("/v1/misconduct-reports", case):
        assert (await accused.get(path)).status_code == 403
    assert (await foreign.get(case)).json()["code"] == "REPORT_NOT_FOUND"
    assert await about(zone, uscc, foreign) == []
    assert (await zone.client("registry", "auditor").get(case)).status_code == 403


async def test_who_reported_is_shown_for_a_reason_that_is_kept_and_forgotten_when_the_case_is_closed(
    zone: RunningZone,
) -> None:
    uscc = await zone.register(district=BINJIANG)
    receipt = (await file(anonymous(zone), uscc, "accident")).json()["receipt"]
    (line,) = await about(zone, uscc)
    case = f"/v1/misconduct-reports/{line['report_id']}"
    own, city = zone.officer(BINJIANG), zone.officer()
    looked = await own.post(f"{case}/disclosures", json={"reason": "需核实来源"})
    assert (looked.status_code, looked.headers["Cache-Control"]) == (201, "no-store")
    assert looked.json() == {"name": NAME, "contact": CONTACT}
    assert (await own.post(f"{case}/disclosures", json={})).status_code == 422
    kept = [row for row in await zone.rows("registry", "misconduct_disclosure") if row["report_id"] in case]
    assert [(row["actor"], row["reason"]) for row in kept] == [(f"officer:officer-{BINJIANG}", "需核实来源")]
    assert (await city.delete(f"{case}/reporter")).json()["code"] == "REPORT_REFUSED"
    await find(zone, line["report_id"], "dismissed", words="查无实据")
    assert (await own.delete(f"{case}/reporter")).status_code == 403
    for _ in range(2):
        assert (await city.delete(f"{case}/reporter")).status_code == 204
    gone = (await city.get(case)).json()
    assert (gone["reporter_name"], gone["reporter_contact"], gone["state"]) == (None, None, "dismissed")
    assert (await own.post(f"{case}/disclosures", json={"reason": "示例"})).json()["code"] == "REPORT_REFUSED"
    assert (await anonymous(zone).get(f"/v1/misconduct-receipts/{receipt}")).json()["words"] == "查无实据"


async def test_nothing_of_the_reporter_lies_anywhere_but_in_its_own_place(zone: RunningZone) -> None:
    await file(anonymous(zone), await zone.register())
    for table in ("misconduct_report", "audit", "idempotency", "outbox"):
        rows = str(await zone.rows("registry", table))
        assert NAME not in rows, table
        assert CONTACT not in rows, table


async def test_who_reports_with_a_token_is_recorded_as_anybody(zone: RunningZone) -> None:
    reporter = new_uscc()
    assert (await file(zone.enterprise(reporter, "registry"), await zone.register())).status_code == 201
    for table in ("misconduct_report", "misconduct_reporter", "audit", "idempotency", "outbox"):
        assert reporter not in str(await zone.rows("registry", table)), table
    forged = anonymous(zone)
    forged.headers["Authorization"] = "Bearer forged"
    assert (await file(forged, reporter)).status_code == 401, "who claims to be somebody proves it"


async def test_two_strangers_who_hit_on_one_key_file_two_reports(zone: RunningZone) -> None:
    once, about_whom = key(), [await zone.register(), await zone.register()]
    answers = [await file(anonymous(zone), uscc, headers=once) for uscc in about_whom]
    assert [one.status_code for one in answers] == [201, 201]
    assert None not in [one.json()["receipt"] for one in answers]
    assert [len(await about(zone, uscc)) for uscc in about_whom] == [1, 1]


async def test_a_receipt_is_given_once_and_kept_nowhere(zone: RunningZone) -> None:
    body = {"uscc": new_uscc(), "ground": "fraud", "statement": "示例情况", "name": NAME, "contact": CONTACT}
    client, once = anonymous(zone), key()
    first, again = [await client.post("/v1/misconduct-reports", json=body, headers=once) for _ in range(2)]
    receipt = first.json()["receipt"]
    assert (again.status_code, again.json(), again.headers["Idempotent-Replayed"]) == (201, {"receipt": None}, "true")
    for table in ("misconduct_report", "audit", "idempotency", "outbox"):
        assert receipt not in str(await zone.rows("registry", table)), table


# ---- the rules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "to", "words"),
    [
        (ReportState.FILED, ReportState.VERIFIED, "先开始核查"),
        (ReportState.INVESTIGATING, ReportState.INVESTIGATING, "已在核查中"),
        (ReportState.VERIFIED, ReportState.DISMISSED, "已经办结"),
        (ReportState.DISMISSED, ReportState.INVESTIGATING, "已经办结"),
    ],
)
def test_a_report_goes_one_way(state: ReportState, to: ReportState, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        check_step(state, to, known=True)


def test_who_reported_is_kept_while_the_case_is_open() -> None:
    check_forgetting(ReportState.DISMISSED)
    for state in (ReportState.FILED, ReportState.INVESTIGATING):
        with pytest.raises(Refusal, match="尚未办结"):
            check_forgetting(state)
