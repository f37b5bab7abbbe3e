"""Verdicts over HTTP: the catalogue they come from, what if, and receipts that come out the same again."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.registry.rulesets import rulesets
from tests.services.registry.vectors import HIGH_TECH, ON, V2, V3, VECTORS, Vector
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def attempt(zone: RunningZone, uscc: str, tier: str, facts: Any, **more: Any) -> dict[str, Any]:
    body = {"tier": tier, "on": ON, "facts": facts, **more}
    answer = await zone.enterprise(uscc, "registry").post(f"/v1/enterprises/{uscc}/trial-assessments", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def assess(client: httpx.AsyncClient, uscc: str, **question: Any) -> dict[str, Any]:
    answer = await client.post(f"/v1/enterprises/{uscc}/assessments", json=question, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def report(zone: RunningZone, uscc: str, year: int, **figures: Any) -> None:
    path = f"/v1/enterprises/{uscc}/annual-figures/{year}"
    body = {"staff": 120, "revenue": "88000000.00", **figures}
    answer = await zone.officer().put(path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text


# ---- the catalogue --------------------------------------------------------------------------------


async def test_anybody_reads_every_ruleset_with_clause_bound_and_evidence(zone: RunningZone) -> None:
    anybody = zone.client("registry", "auditor")
    del anybody.headers["Authorization"]
    listed = await anybody.get("/v1/rulesets")
    assert [one["ruleset"] for one in listed.json()["items"]] == [one.name for one in rulesets()]
    whole = (await anybody.get("/v1/rulesets/MIIT-2022-63")).json()
    assert [one["tier"] for one in whole["standards"]] == ["innovative", "specialised", "little_giant"]
    for standard in whole["standards"]:
        for rule in (*standard["vetoes"], *standard["gates"], *standard["direct_passes"]):
            assert rule["clause"]
            assert rule["needed"]
            assert rule["evidence"]
    innovative = whole["standards"][0]
    (rd,) = [one for one in innovative["score"]["indicators"] if one["code"] == "rd_ratio"]
    assert [(band["points"], band["needed"][-3:]) for band in rd["bands"]][:2] == [(20, "≥5%"), (15, "≥3%")]
    assert code(await anybody.get("/v1/rulesets/NONE-2020")) == (404, "RULESET_NOT_FOUND")


async def test_the_catalogue_of_a_day_has_what_decides_on_that_day(zone: RunningZone) -> None:
    answer = await zone.officer().get("/v1/rulesets", params={"on": "2026-11-23"})
    assert {one["ruleset"] for one in answer.json()["items"]} == {
        "MIIT-2022-63",  # 创新型 goes on under it
        "MIIT-2026-02",
        "ZJ-HIDDEN-CHAMPION-2026",
    }


# ---- what if --------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one.name)
async def test_the_vectors_of_the_reference_come_out_over_http(zone: RunningZone, vector: Vector) -> None:
    uscc = await zone.register()
    said = (await attempt(zone, uscc, vector.tier, vector.facts))["assessment"]
    assert said["ruleset"] == "MIIT-2022-63"
    assert [group["points"] for group in said["groups"]] == vector.groups
    assert (said["points"], said["by_score"]) == (vector.total, vector.by_score)
    assert said["verdict"] == vector.by_score, "no gate, veto or direct pass says otherwise"


async def test_a_valid_certificate_passes_directly_whatever_the_score(zone: RunningZone) -> None:
    uscc = await zone.register()
    said = (await attempt(zone, uscc, "innovative", V3 | HIGH_TECH))["assessment"]
    assert (said["verdict"], said["by_score"], said["points"]) == ("met", "unmet", 30)
    assert [one["code"] for one in said["direct_passes"] if one["verdict"] == "met"] == ["recognised_innovator"]


async def test_what_if_answers_with_what_would_still_lack_and_keeps_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    plan = (await attempt(zone, uscc, "innovative", V2))["plan"]
    assert [one["changes"] for one in plan["fewest"]] == [["上年度研发费用占营业收入比重：现为4.9%，需≥5%"]]
    assert plan["enough"]
    raised = {**V2, "annual_reports": [{**V2["annual_reports"][0], "rd_expense": "5750000"}, V2["annual_reports"][1]]}
    assert (await attempt(zone, uscc, "innovative", raised))["plan"]["fewest"] == []
    listed = await zone.officer().get(f"/v1/enterprises/{uscc}/assessments")
    assert listed.json()["items"] == []


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"answers": {"no_such_fact": "yes"}}, "#/facts"),
        ({"answers": {"own_brand": "certainly"}}, "#/facts"),
        ({"answers": {"niche_share": "NaN"}}, "#/facts"),
        ({"annual_reports": [{"year": 2025}, {"year": 2025}]}, "#/facts"),
        ({"credentials": [{"kind": "nobel_prize", "on": "2024-01-01"}]}, "#/facts/credentials/0/kind"),
        ({"titles": ["none"]}, "#/facts/titles/0"),
    ],
)
async def test_made_up_facts_are_still_facts_a_ruleset_asks(
    zone: RunningZone, facts: dict[str, Any], pointer: str
) -> None:
    uscc = await zone.register()
    path, body = f"/v1/enterprises/{uscc}/trial-assessments", {"tier": "innovative", "facts": facts}
    answer = await zone.enterprise(uscc, "registry").post(path, json=body)
    assert code(answer) == (422, "VALIDATION_FAILED")
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert "certainly" not in answer.text
    assert "nobel" not in answer.text


# ---- receipts -------------------------------------------------------------------------------------


async def test_a_verdict_names_figure_used_and_needed_with_clause_source_and_date(zone: RunningZone) -> None:
    uscc = await zone.register()
    year = zone.today.year - 1
    await report(zone, uscc, year, total_assets="100000000.00", total_debt="81250000.00")
    said = await assess(zone.enterprise(uscc, "registry"), uscc, tier="specialised")
    assert (said["ruleset"], said["judged_on"]) == ("MIIT-2026-02", zone.today.isoformat())
    (debt,) = [one for one in said["gates"] if one["code"] == "debt_ratio"]
    (figure,) = debt["figures"]
    assert (debt["verdict"], debt["verdict_label"], debt["clause"]) == ("unmet", "不符合", "认定标准 专精特新中小企业")
    assert (figure["shown"], figure["needed"], figure["value"]) == ("81.25%", "≤80%", "325/4")
    assert (figure["source"], figure["on"]) == ("officer", zone.today.isoformat())
    (rd,) = [one for one in said["gates"] if one["code"] == "rd"]
    assert (rd["verdict"], rd["figures"][0]["shown"]) == ("unknown", "不明")
    assert rd["figures"][0]["reason"] == f"缺{year}年研发费用"
    assert [one["code"] for one in said["manual_review"]] == ["market_position", "development_score"]


async def test_a_receipt_stays_as_it_was_and_is_made_again_to_the_byte(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    person = zone.enterprise(uscc, "registry")
    before = await assess(person, uscc, tier="specialised")
    await report(zone, uscc, zone.today.year - 1, total_assets="100.00", total_debt="99.00")
    after = await assess(person, uscc, tier="specialised")
    assert (before["verdict"], after["verdict"]) == ("unknown", "unmet")
    for made in (before, after):
        path = f"/v1/assessments/{made['assessment_id']}"
        kept = (await person.get(path)).json()
        assert kept == made
        checked = (await person.get(f"{path}/verification")).json()
        assert checked["identical"]
        assert checked["kept_sha256"] == checked["made_sha256"] == made["receipt"]["result_sha256"]
        assert not checked["rules_changed_since"]
        assert checked["inputs"]["profile"]["uscc"] == uscc
        assert [one["tier"] for one in checked["inputs"]["titles"]] == ["innovative"]


async def test_a_verdict_and_its_rules_are_only_added_to(zone: RunningZone) -> None:
    uscc = await zone.register()
    await assess(zone.officer(), uscc, tier="innovative")
    for statement in (
        "UPDATE assessment SET verdict = 'met'",
        "DELETE FROM assessment",
        "UPDATE rule_text SET text = 'x'",
    ):
        async with zone.db("registry").engine.connect() as connection:
            with pytest.raises(DBAPIError, match="only added to"):
                await connection.execute(text(statement))


async def test_any_year_and_any_ruleset_may_be_asked(zone: RunningZone) -> None:
    uscc = await zone.register()
    officer = zone.officer(BINJIANG)
    old = await assess(officer, uscc, tier="specialised", on="2024-05-01")
    assert (old["ruleset"], old["judged_on"], old["pass_mark"]) == ("MIIT-2022-63", "2024-05-01", 60)
    named = await assess(officer, uscc, tier="little_giant", ruleset="MIIT-2022-63", occasion="renewal")
    assert (named["ruleset"], named["occasion_label"]) == ("MIIT-2022-63", "复核")
    path = f"/v1/enterprises/{uscc}/assessments"
    early = await officer.post(path, json={"tier": "innovative", "on": "2020-01-01"}, headers=key())
    strange = await officer.post(path, json={"tier": "innovative", "ruleset": "MIIT-2026-02"}, headers=key())
    assert (code(early), code(strange)) == ((409, "NO_STANDARD_IN_FORCE"), (404, "RULESET_NOT_FOUND"))


async def test_an_enterprise_pages_through_its_verdicts_newest_first(zone: RunningZone) -> None:
    uscc = await zone.register()
    person = zone.enterprise(uscc, "registry")
    made = [(await assess(person, uscc, tier=tier))["assessment_id"] for tier in ("innovative", "specialised")]
    found: list[str] = []
    cursor: str | None = None
    while True:
        params: dict[str, Any] = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await person.get(f"/v1/enterprises/{uscc}/assessments", params=params)).json()
        found += [item["assessment_id"] for item in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == made[::-1]


async def test_a_verdict_is_for_the_enterprise_its_district_the_city_and_auditors(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    made = await assess(zone.enterprise(uscc, "registry"), uscc, tier="innovative")
    path = f"/v1/assessments/{made['assessment_id']}"
    other = zone.enterprise(await zone.register(), "registry")
    for stranger in (other, zone.officer(YUHANG), zone.enterprise(new_uscc(), "registry")):
        for asked in (path, f"{path}/verification", "/v1/assessments/none"):
            assert code(await stranger.get(asked)) == (404, "ASSESSMENT_NOT_FOUND")
    for reader in (zone.officer(BINJIANG), zone.officer(), zone.client("registry", "auditor")):
        assert (await reader.get(path)).status_code == 200
