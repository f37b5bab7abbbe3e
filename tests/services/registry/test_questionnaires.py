"""Questionnaires over HTTP: begun, answered bit by bit, resumed, finished with a receipt; of the enterprise alone."""

import asyncio
from datetime import date, timedelta
from typing import Any, Final

import httpx

from tests.people import acting, join, owned
from tests.qualified import qualified
from tests.services.registry.test_assessments import code
from tests.services.test_audit_trail import entries
from tests.zone import BINJIANG, RunningZone, key

SPECIALISED: Final = {"tier": "specialised"}


async def begin(client: httpx.AsyncClient, uscc: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/v1/enterprises/{uscc}/questionnaires", json=SPECIALISED | body, headers=key())
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/registry/v1/questionnaires/{answer.json()['questionnaire_id']}"
    return dict(answer.json())


def at(sheet: dict[str, Any], *more: str) -> str:
    return "/".join(("/v1/questionnaires", sheet["questionnaire_id"], *more))


async def save(client: httpx.AsyncClient, sheet: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = await client.patch(at(sheet), json=body, headers={"If-Match": f'"v{sheet["version"]}"'})
    assert answer.status_code == 200, answer.text
    assert answer.headers["ETag"] == f'"v{sheet["version"] + 1}"'
    return dict(answer.json())


async def finish(client: httpx.AsyncClient, sheet: dict[str, Any]) -> httpx.Response:
    headers = key() | {"If-Match": f'"v{sheet["version"]}"'}
    return await client.post(at(sheet, "assessments"), headers=headers)


def item(sheet: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in sheet["items"] if one["name"] == name]
    return dict(found)


def gate(sheet: dict[str, Any], name: str) -> str:
    (found,) = [one for one in sheet["assessment"]["gates"] if one["code"] == name]
    return str(found["verdict"])


# ---- begun, answered, resumed ---------------------------------------------------------------------


async def test_it_is_begun_from_the_profile_with_source_and_day_of_every_figure(zone: RunningZone) -> None:
    uscc = await qualified(zone, "specialised")
    year = zone.today.year - 1
    sheet = await begin(zone.enterprise(uscc, "registry"), uscc)
    assert (sheet["ruleset"], sheet["state"], sheet["version"]) == ("MIIT-2026-02", "open", 1)
    assert (sheet["judged_on"], sheet["out_of_date"]) == (zone.today.isoformat(), None)
    revenue = item(sheet, f"revenue.{year}")
    assert (revenue["label"], revenue["unit"], revenue["answer"]) == (f"{year}年营业收入", "元", None)
    assert revenue["known"] == {
        "value": "88000000.00", "source": "officer", "source_label": "经办人员录入", "on": zone.today.isoformat(),
    }  # fmt: skip
    assert [(one["code"], bool(one["clause"])) for one in revenue["asked_by"]][1:] == [
        ("revenue", True), ("main_ratio", True), ("rd", True),
    ]  # fmt: skip
    held = item(sheet, "credentials")
    assert [one["kind"] for one in held["known"]["value"]] == ["tech_sme"], "of the kinds that are asked for"
    assert "equity_rounds" in sheet["unanswered"]
    assert [one["code"] for one in sheet["evidence"]] == [
        one["code"] for role in ("vetoes", "gates", "direct_passes", "indicators") for one in sheet["assessment"][role]
    ]
    assert all(one["evidence"] and one["verdict_label"] for one in sheet["evidence"])
    assert "不会写入企业档案" in sheet["words"]


async def test_it_is_answered_bit_by_bit_and_read_again_with_the_verdict_as_it_stands(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    sheet = await begin(own, uscc)
    assert gate(sheet, "debt_ratio") == "unknown"
    assert {f"total_debt.{year}", "niche_since"} <= set(sheet["unanswered"])
    assert "development_score" not in sheet["unanswered"], "an authority gives it"
    half = await save(own, sheet, answers={f"total_debt.{year}": "8125", f"total_assets.{year}": "10000"})
    assert gate(half, "debt_ratio") == "unmet"
    assert [one["changes"] for one in half["plan"]["lacks"] if one["code"] == "debt_ratio"]
    more = await save(
        own, half, answers={f"total_debt.{year}": "8000.00", "niche_since": "2015-01-01"},
        ip={"i_high_value": 0, "i_own": 2, "i": 0, "ii": 0}, equity_rounds=[],
    )  # fmt: skip
    assert (gate(more, "debt_ratio"), gate(more, "niche_years")) == ("met", "met")
    again = await own.get(at(sheet))
    assert again.json() == more
    assert again.headers["ETag"] == '"v3"'
    assert item(more, "ip")["answer"] == {"i_high_value": 0, "i_own": 2, "i": 0, "ii": 0}
    assert item(more, f"total_debt.{year}")["answer"] == "8000.00"
    back = await save(own, more, answers={f"total_debt.{year}": None}, ip=None)
    assert (gate(back, "debt_ratio"), item(back, "ip")["answer"]) == ("unknown", None)
    assert f"total_debt.{year}" in back["unanswered"]


async def test_points_come_group_by_group_where_the_standard_scores(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    sheet = await begin(own, uscc, tier="innovative")
    assert [one["points"] for one in sheet["assessment"]["groups"]] == [0, 0, 0]
    sheet = await save(
        own, sheet, answers={f"revenue.{year}": "100.00", f"rd_expense.{year}": "5.00", "strategic_field": "yes"},
        ip={"i_high_value": 0, "i_own": 1, "i": 0, "ii": 0},
    )  # fmt: skip
    assert [one["points"] for one in sheet["assessment"]["groups"]] == [35, 0, 10]
    assert (sheet["assessment"]["points"], sheet["assessment"]["verdict"]) == (45, "unknown")


async def test_what_is_answered_never_becomes_a_fact_of_the_profile(zone: RunningZone) -> None:
    uscc = await qualified(zone, "specialised")
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    before = (await own.get(f"/v1/enterprises/{uscc}/profile")).json()
    sheet = await begin(own, uscc)
    less = {f"revenue.{year}": "1.00", f"main_revenue.{year}": "1.00"}
    sheet = await save(own, sheet, answers=less | {"institution": "nation"}, credentials=[], equity_rounds=[])
    assert item(sheet, f"revenue.{year}")["contradicted"], "an officer says otherwise"
    assert not item(sheet, "equity_rounds")["contradicted"]
    assert gate(sheet, "revenue") == "unmet"
    assert (await finish(own, sheet)).status_code == 201
    assert (await own.get(f"/v1/enterprises/{uscc}/profile")).json() == before
    judged = await own.post(f"/v1/enterprises/{uscc}/assessments", json=SPECIALISED, headers=key())
    assert (judged.json()["questionnaire_id"], judged.json()["verdict"]) == (None, "met")


# ---- refused --------------------------------------------------------------------------------------


async def test_an_answer_its_figure_cannot_have_is_refused_in_the_words_of_the_item(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    sheet = await begin(own, uscc)
    tomorrow = (zone.today + timedelta(days=1)).isoformat()
    for name, value, words in (
        (f"revenue.{year}", "-1.00", "营业收入”不能为负数"),
        (f"revenue.{year - 3}", "1.00", "没有问的填报项"),
        ("niche_since", tomorrow, "日期晚于今天"),
        ("institution", "world", "研发机构”请选择其一"),
        ("market_position", "yes", "由主管部门或有关部门提供"),
    ):
        answer = await own.patch(at(sheet), json={"answers": {name: value}}, headers={"If-Match": '"v1"'})
        assert code(answer) == (422, "ANSWER_REFUSED"), name
        assert words in answer.json()["detail"]
    for body in (
        {}, {"answers": {}}, {"answers": {"ip": "2"}}, {"ip": {"i_own": 2}}, {"answers": {"own brand": "yes"}},
        {"answers": {"ip_applied": True}}, {"credentials": [{"kind": "nobel_prize", "on": "2024-01-01"}]},
        {"equity_rounds": [{"on": "2024-01-01", "amount": 5}]}, {"titles": ["innovative"]},
    ):  # fmt: skip
        answer = await own.patch(at(sheet), json=body, headers={"If-Match": '"v1"'})
        assert code(answer) == (422, "VALIDATION_FAILED"), body
    assert (await own.get(at(sheet))).json() == sheet


async def test_two_who_fill_it_in_do_not_overwrite_each_other(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    sheet = await begin(own, uscc)
    body = {"answers": {"ip_applied": "yes"}}
    assert code(await own.patch(at(sheet), json=body)) == (428, "PRECONDITION_REQUIRED")
    answers = await asyncio.gather(
        *(own.patch(at(sheet), json=body, headers={"If-Match": '"v1"'}) for _ in range(4)),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


# ---- finished -------------------------------------------------------------------------------------


async def test_finished_it_is_a_receipt_that_comes_out_the_same_to_the_byte(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    sheet = await save(
        own, await begin(own, uscc), equity_rounds=[{"on": f"{year}-03-10", "amount": "20000000"}],
        answers={f"total_debt.{year}": "90.00", f"total_assets.{year}": "100.00", "niche_since": "2015-01-01"},
        credentials=[{"kind": "tech_sme", "on": zone.today.isoformat(), "valid_until": f"{year + 2}-12-31"}],
    )  # fmt: skip
    answer = await finish(own, sheet)
    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    path = f"/v1/assessments/{receipt['assessment_id']}"
    assert answer.headers["Location"] == f"/registry{path}"
    assert receipt["questionnaire_id"] == sheet["questionnaire_id"]
    assert {name: receipt[name] for name in sheet["assessment"]} == sheet["assessment"]
    figures = [figure for one in receipt["gates"] for figure in one["figures"] if figure["value"] is not None]
    assert {one["source"] for one in figures if one["label"] != "有效称号"} >= {"enterprise"}
    for reader in (own, zone.officer(BINJIANG), zone.officer(), zone.client("registry", "auditor")):
        assert (await reader.get(path)).json() == receipt
        checked = (await reader.get(f"{path}/verification")).json()
        assert checked["identical"]
        assert checked["made_sha256"] == receipt["receipt"]["result_sha256"]
    listed = (await zone.officer().get(f"/v1/enterprises/{uscc}/assessments")).json()["items"]
    assert [one["questionnaire_id"] for one in listed] == [sheet["questionnaire_id"]]


async def test_finished_it_stays_as_it_was_whatever_the_profile_becomes(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    sheet = await save(own, await begin(own, uscc), answers={"ip_applied": "yes"})
    answers = await asyncio.gather(*(finish(own, sheet) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 412, 412], "it is finished once"
    done = (await own.get(at(sheet))).json()
    (made,) = [answer.json() for answer in answers if answer.status_code == 201]
    assert (done["state"], done["version"], done["assessment_id"]) == ("finished", 3, made["assessment_id"])
    figures = {"staff": 120, "revenue": "88000000.00", "total_assets": "100.00", "total_debt": "99.00"}
    path = f"/v1/enterprises/{uscc}/annual-figures/{year}"
    stated = await zone.officer().put(path, json=figures, headers={"If-Match": "*"})
    assert stated.status_code == 200, stated.text
    assert (await own.get(at(sheet))).json() == done
    assert done["assessment"] == sheet["assessment"]
    body = {"answers": {"ip_applied": "no"}}
    late = await own.patch(at(sheet), json=body, headers={"If-Match": '"v3"'})
    assert code(late) == (409, "QUESTIONNAIRE_FINISHED")
    assert code(await finish(own, done)) == (409, "QUESTIONNAIRE_FINISHED")


async def test_it_is_begun_anew_from_its_answers(zone: RunningZone) -> None:
    uscc, other = await zone.register(), await zone.register()
    own = zone.enterprise(uscc, "registry")
    old = await save(
        own, await begin(own, uscc), answers={"ip_applied": "yes", "niche_since": "2015-01-01"}, equity_rounds=[]
    )
    new = await begin(own, uscc, tier="little_giant", answers_of=old["questionnaire_id"])
    answered = {one["name"] for one in new["items"] if one["answer"] is not None}
    assert answered == {"ip_applied", "niche_since"}, "a little giant is not asked about equity"
    stranger = zone.enterprise(other, "registry")
    body = SPECIALISED | {"answers_of": old["questionnaire_id"]}
    theirs = await stranger.post(f"/v1/enterprises/{other}/questionnaires", json=body, headers=key())
    assert code(theirs) == (404, "QUESTIONNAIRE_NOT_FOUND")
    path = f"/v1/enterprises/{uscc}/questionnaires"
    page = (await own.get(path, params={"limit": 1})).json()
    rest = (await own.get(path, params={"limit": 2, "cursor": page["next_cursor"]})).json()
    listed = [one["questionnaire_id"] for one in (*page["items"], *rest["items"])]
    assert listed == [new["questionnaire_id"], old["questionnaire_id"]], "newest first"
    assert rest["next_cursor"] is None


async def test_when_its_standard_or_its_year_has_passed_it_says_so_and_asks_what_it_asked(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    await zone.move_clock(date(2026, 3, 20) - zone.today)
    uscc, begun = await zone.register(), zone.today
    own = zone.enterprise(uscc, "registry")
    sheet = await save(own, await begin(own, uscc), answers={"niche_since": "2015-01-01"})
    assert (sheet["ruleset"], sheet["out_of_date"]) == ("MIIT-2022-63", None)
    await zone.move_clock(timedelta(days=30))
    replaced = (await own.get(at(sheet))).json()
    assert "现行标准" in replaced["out_of_date"]
    assert (replaced["ruleset"], replaced["judged_on"]) == ("MIIT-2022-63", zone.today.isoformat())
    assert replaced["assessment"]["groups"], "the one of 2022 scores"
    await zone.move_clock(timedelta(days=366))
    late = (await own.get(at(sheet))).json()
    assert "重新开始" in late["out_of_date"]
    assert late["judged_on"] == f"{begun.year}-12-31"
    assert [one["name"] for one in late["items"]] == [one["name"] for one in sheet["items"]]
    (line,) = (await own.get(f"/v1/enterprises/{uscc}/questionnaires")).json()["items"]
    assert line["out_of_date"] == late["out_of_date"]
    new = await begin(own, uscc, answers_of=sheet["questionnaire_id"])
    assert (new["ruleset"], new["out_of_date"]) == ("MIIT-2026-02", None)
    assert item(new, "niche_since")["answer"] == "2015-01-01"
    assert item(new, f"revenue.{begun.year}")


# ---- whose it is ----------------------------------------------------------------------------------


async def test_a_draft_is_the_enterprises_alone(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    finance, _ = await join(zone, uscc, owner, "finance")
    reader, _ = await join(zone, uscc, owner, "reader")
    sheet = await begin(acting(zone, uscc, finance), uscc)
    looking = acting(zone, uscc, reader)
    assert (await looking.get(at(sheet))).json() == sheet
    body = {"answers": {"ip_applied": "yes"}}
    assert code(await looking.patch(at(sheet), json=body, headers={"If-Match": '"v1"'})) == (403, "FORBIDDEN")
    assert code(await finish(looking, sheet)) == (403, "FORBIDDEN")
    await save(acting(zone, uscc, owner), sheet, **body)
    stranger = zone.enterprise(await zone.register(), "registry")
    for path in (at(sheet), "/v1/questionnaires/none"):
        assert code(await stranger.get(path)) == (404, "QUESTIONNAIRE_NOT_FOUND")
    assert code(await stranger.get(f"/v1/enterprises/{uscc}/questionnaires")) == (404, "ENTERPRISE_NOT_FOUND")
    for other in (zone.officer(BINJIANG), zone.officer(), zone.client("registry", "auditor")):
        assert (await other.get(at(sheet))).status_code == 403


async def test_the_audit_trail_says_which_items_were_answered_and_not_what(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    sheet = await save(own, await begin(own, uscc), answers={"niche_since": "2015-01-01"})
    (row,) = await entries(zone, 1, operation="answer_questionnaire", object=sheet["questionnaire_id"])
    (change,) = row["changes"]
    assert (change["what"], change["after"]) == ("questionnaire", {"niche_since": "***"})
