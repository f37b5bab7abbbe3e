"""What the ruleset in force says at submission: a no stops it, a question goes to the desks."""

import httpx

from tests.applications import begin, officer, read, submit, take, taken
from tests.qualified import declare_no_equity, put_on_file, qualified
from tests.services.registry.profiles import make_profile, make_report
from tests.zone import BINJIANG, RunningZone


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def test_what_meets_the_standard_goes_to_the_desks_with_its_receipt(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    reviewer = officer(zone, "reviewer", BINJIANG)
    seen = (await read(reviewer, application_id))["assessment"]
    assert (seen["ruleset"], seen["occasion"], seen["verdict"], seen["to_confirm"]) == (
        "MIIT-2026-02",
        "new",
        "met",
        [],
    )
    receipt = (await reviewer.get(f"/v1/assessments/{seen['assessment_id']}")).json()
    assert (receipt["application_id"], receipt["verdict"]) == (application_id, "met")
    checked = (await reviewer.get(f"/v1/assessments/{seen['assessment_id']}/verification")).json()
    assert checked["identical"]
    own = (await zone.enterprise(uscc, "registry").get(f"/v1/applications/{application_id}")).json()
    assert own["verdict"] == "met"


async def test_what_the_standard_says_no_to_is_refused_with_its_reasons_and_the_way_out(zone: RunningZone) -> None:
    poor = {year: make_report(year, total_debt_fen=make_report(year).revenue_fen) for year in (2022, 2023, 2024, 2025)}
    uscc = await qualified(zone, "specialised", reports=poor, ip={})
    person, application_id = zone.enterprise(uscc, "registry"), await begin(zone, uscc)
    refused = await take(person, application_id, "submissions")
    assert code(refused) == (409, "APPLICATION_UNQUALIFIED")
    for words in ("资产负债率不高于80%（现为上年度资产负债率100%）", "Ⅰ类知识产权1项以上", "下一步还差什么"):
        assert words in refused.json()["detail"]
    kept = (await person.get(f"/v1/applications/{application_id}")).json()
    assert (kept["state"], kept["verdict"]) == ("draft", None)
    assert (await person.get(f"/v1/enterprises/{uscc}/assessments")).json()["items"] == []
    await put_on_file(zone, uscc, make_profile())
    assert (await taken(person, application_id, "submissions"))["state"] == "submitted"


async def test_a_title_that_is_lacking_is_a_no_and_not_a_question(zone: RunningZone) -> None:
    uscc = await qualified(zone, "specialised")
    application_id = await begin(zone, uscc, "little_giant")
    refused = await take(zone.enterprise(uscc, "registry"), application_id, "submissions")
    assert code(refused) == (409, "APPLICATION_UNQUALIFIED")
    assert "有效的专精特新中小企业" in refused.json()["detail"]


async def test_a_score_that_is_short_is_named_with_its_groups(zone: RunningZone) -> None:
    spent = {year: make_report(year, rd_expense_fen=0) for year in (2022, 2023, 2024, 2025)}
    uscc = await qualified(zone, "innovative", reports=spent, ip={}, equity_rounds=None)
    await declare_no_equity(zone, uscc)
    application_id = await begin(zone, uscc, "innovative")
    refused = await take(zone.enterprise(uscc, "registry"), application_id, "submissions")
    assert code(refused) == (409, "APPLICATION_UNQUALIFIED")
    assert "创新能力0分（最低20分）" in refused.json()["detail"]


async def test_what_nobody_knows_goes_to_the_desks_which_see_what_to_confirm(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    application_id = await begin(zone, uscc)
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    reviewer = officer(zone, "reviewer", BINJIANG)
    seen = (await read(reviewer, application_id))["assessment"]
    confirm = {one["code"]: one for one in seen["to_confirm"]}
    assert seen["verdict"] == "unknown"
    assert confirm["development_score"]["manual"]
    assert confirm["debt_ratio"]["missing"] == f"缺{zone.today.year - 1}年负债总额，缺{zone.today.year - 1}年资产总额"
    assert "title" not in confirm
    waiting = (await reviewer.get("/v1/worklist", params={"limit": 1_000})).json()["items"]
    assert {one["application_id"]: one["verdict"] for one in waiting}[application_id] == "unknown"
