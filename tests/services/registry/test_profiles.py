"""The profile through its routes: filled in noun by noun, each figure with its source and day; read whole by rules."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from services.registry.domain.profile import IpClass, Profile, Source
from services.registry.service import profiles
from shared.values import EnterpriseId
from tests.holdings import ANY_VERSION, BODIES
from tests.zone import YUHANG, RunningZone, key, new_uscc

CREDENTIAL = BODIES["credentials"]


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


def at(uscc: str, *rest: str) -> str:
    return "/".join((f"/v1/enterprises/{uscc}", *rest))


async def sheet(zone: RunningZone, uscc: str) -> dict[str, Any]:
    answer = await zone.officer().get(at(uscc, "profile"))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def figures(zone: RunningZone, uscc: str) -> dict[tuple[str, int | None], dict[str, Any]]:
    return {(one["figure"], one["year"]): one for one in (await sheet(zone, uscc))["figures"]}


async def judged(zone: RunningZone, uscc: str) -> Profile:
    """As rulesets get it."""
    enterprise_id = EnterpriseId((await zone.profile(uscc))["enterprise_id"])
    async with zone.db("registry").reading() as tx:
        return (await profiles.of(tx, [enterprise_id]))[enterprise_id]


async def add(client: httpx.AsyncClient, uscc: str, section: str, **more: Any) -> dict[str, Any]:
    answer = await client.post(at(uscc, section), json=BODIES[section] | more, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_an_enterprise_fills_in_its_own_profile_and_rules_read_the_whole(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    empty = await judged(zone, uscc)
    assert (empty.reports, empty.ip, empty.credentials, empty.answers) == ({}, None, None, {})
    year = zone.today.year - 1
    report = {"staff": 80, "revenue": "36000000.00", "rd_expense": "2700000.00"}
    assert (await own.put(at(uscc, "annual-figures", str(year)), json=report, headers=ANY_VERSION)).status_code == 200
    for path, body in (
        ("intellectual-property", {"i_high_value": 0, "i_own": 2, "i": 0, "ii": 9}),
        ("answers/own_brand", {"value": "yes"}),
        ("answers/niche_share", {"value": "12.50"}),
        ("tags/six-basics", {"codes": ["parts"]}),
    ):
        answer = await own.put(at(uscc, path), json=body, headers=ANY_VERSION)
        assert answer.status_code == 200, answer.text
    for section in ("institutions", "credentials", "equity-rounds", "products"):
        await add(own, uscc, section)
    profile = await judged(zone, uscc)
    assert profile.reports[year].revenue_fen == 3_600_000_000
    assert profile.ip == {IpClass.I_HIGH_VALUE: 0, IpClass.I_OWN: 2, IpClass.I_OTHER: 0, IpClass.II: 9}
    assert profile.institution == "city"
    assert [one.kind for one in profile.credentials or ()] == ["iso9001"]
    assert [one.amount_fen for one in profile.equity_rounds or ()] == [2_000_000_000]
    answers = {name: one.value for name, one in profile.answers.items()}
    assert answers["own_brand"] is True
    assert answers["niche_share"] == Decimal("12.5")
    assert answers["six_basics"] is True, "a tag answers for it"
    assert answers["main_products"] == 1, "so do products"
    assert str(answers["niche_since"]) == "2016-04-01"
    assert {one.origin.source for one in profile.answers.values()} == {Source.ENTERPRISE}
    assert profile.reports[year].origin.on == zone.today


async def test_an_officers_word_goes_before_the_enterprises_and_both_stay(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, officer = zone.enterprise(uscc, "registry"), zone.officer()
    year, path = zone.today.year - 1, at(uscc, "annual-figures", str(zone.today.year - 1))
    await officer.put(path, json={"staff": 80, "revenue": "100.00"}, headers=ANY_VERSION)
    await own.put(path, json={"staff": 80, "revenue": "999.00", "rd_expense": "5.00"}, headers=ANY_VERSION)
    found = await figures(zone, uscc)
    assert found["revenue", year]["value"] == "100.00"
    assert found["revenue", year]["source"] == "officer"
    assert found["rd_expense", year]["source"] == "enterprise", "nobody else says it"
    [difference] = (await sheet(zone, uscc))["differences"]
    assert (difference["figure"], difference["used"], difference["stated"]) == ("revenue", "100.00", "999.00")
    assert difference["stated_origin"]["source"] == "enterprise"


async def test_an_answer_taken_back_leaves_what_others_said(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, officer, path = zone.enterprise(uscc, "registry"), zone.officer(), at(uscc, "answers", "own_brand")
    await own.put(path, json={"value": "yes"}, headers=ANY_VERSION)
    await officer.put(path, json={"value": "no"}, headers=ANY_VERSION)
    assert (await figures(zone, uscc))["own_brand", None]["value"] == "no"
    await officer.put(path, json={"value": None}, headers=ANY_VERSION)
    assert (await figures(zone, uscc))["own_brand", None]["value"] == "yes"
    await own.put(path, json={"value": None}, headers=ANY_VERSION)
    assert ("own_brand", None) not in await figures(zone, uscc)


@pytest.mark.parametrize("name", ["local_points", "development_score", "serious_dishonesty", "share_accepted", "fraud"])
async def test_what_others_decide_an_enterprise_does_not_answer(zone: RunningZone, name: str) -> None:
    uscc = await zone.register()
    value = {"local_points": "10", "development_score": "66"}.get(name, "no")
    path = at(uscc, "answers", name)
    refused = await zone.enterprise(uscc, "registry").put(path, json={"value": value}, headers=ANY_VERSION)
    assert code(refused) == (403, "FORBIDDEN")
    accepted = await zone.officer().put(path, json={"value": value}, headers=ANY_VERSION)
    assert accepted.status_code == 200
    assert name in (await judged(zone, uscc)).answers


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("PUT", "answers/no_such_thing", {"value": "yes"}, (404, "QUESTION_NOT_FOUND")),
        ("PUT", "answers/own_brand", {"value": "maybe"}, (422, "PROFILE_REFUSED")),
        ("PUT", "answers/niche_since", {"value": "2199-01-01"}, (422, "PROFILE_REFUSED")),
        ("PUT", "tags/credential-kinds", {"codes": ["iso9001"]}, (404, "CODE_LIST_NOT_FOUND")),
        ("PUT", "tags/ten-industries", {"codes": ["nothing"]}, (422, "PROFILE_REFUSED")),
        ("POST", "credentials", CREDENTIAL | {"kind": "nobel_prize"}, (422, "PROFILE_REFUSED")),
        ("POST", "credentials", CREDENTIAL | {"awarded_on": "2199-01-01"}, (422, "PROFILE_REFUSED")),
        ("POST", "credentials", CREDENTIAL | {"valid_until": "2024-05-31"}, (422, "PROFILE_REFUSED")),
        ("POST", "institutions", {"name": "示例", "level": "none"}, (422, "VALIDATION_FAILED")),
        ("POST", "equity-rounds", BODIES["equity-rounds"] | {"amount": 5}, (422, "VALIDATION_FAILED")),
        ("POST", "contacts", BODIES["contacts"] | {"phone": "110;DROP"}, (422, "VALIDATION_FAILED")),
        ("PUT", "credentials/00000000-0000-4000-8000-000000000000", CREDENTIAL, (404, "HOLDING_NOT_FOUND")),
    ],
)
async def test_what_cannot_be_is_refused(
    zone: RunningZone, method: str, path: str, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    uscc = await zone.register()
    headers = key() if method == "POST" else ANY_VERSION
    answer = await zone.enterprise(uscc, "registry").request(method, at(uscc, path), json=body, headers=headers)
    assert code(answer) == expected
    assert (await zone.profile(uscc))["version"] == 1


async def test_an_entry_is_changed_and_removed_at_the_version_that_was_read(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    added = await own.post(at(uscc, "credentials"), json=CREDENTIAL, headers=key())
    stale, entry = added.headers["ETag"], at(uscc, "credentials", added.json()["credential_id"])
    assert code(await own.put(entry, json=CREDENTIAL)) == (428, "PRECONDITION_REQUIRED")
    changed = await own.put(entry, json=CREDENTIAL | {"rank": 2}, headers={"If-Match": stale})
    assert (changed.status_code, changed.json()["rank"]) == (200, 2)
    assert code(await own.delete(entry, headers={"If-Match": stale})) == (412, "PRECONDITION_FAILED")
    assert (await own.get(at(uscc, "profile"))).headers["ETag"] == changed.headers["ETag"]
    assert (await own.delete(entry, headers={"If-Match": changed.headers["ETag"]})).status_code == 200
    assert (await sheet(zone, uscc))["credentials"] == []
    assert (await judged(zone, uscc)).credentials == (), "known to be none, not unknown"


async def test_what_an_officer_entered_the_enterprise_does_not_change(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, officer = zone.enterprise(uscc, "registry"), zone.officer()
    entered = await add(officer, uscc, "institutions")
    path = at(uscc, "institutions", entered["institution_id"])
    for answer in (
        await own.put(path, json=BODIES["institutions"] | {"level": "nation"}, headers=ANY_VERSION),
        await own.delete(path, headers=ANY_VERSION),
    ):
        assert code(answer) == (422, "PROFILE_REFUSED")
        assert "经办人员录入" in answer.json()["detail"]
    mine = await add(own, uscc, "institutions", level="below_city")
    lowered = await officer.put(
        at(uscc, "institutions", mine["institution_id"]), json=BODIES["institutions"], headers=ANY_VERSION
    )
    assert lowered.json()["origin"]["source"] == "officer"


async def test_a_section_declared_complete_says_that_there_is_none(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    for section in ("institutions", "credentials", "equity-rounds", "products"):
        declared = await own.put(at(uscc, "complete-sections", section), headers=ANY_VERSION)
        assert declared.status_code == 200
    profile = await judged(zone, uscc)
    assert (profile.institution, profile.credentials, profile.equity_rounds) == ("none", (), ())
    assert profile.answers["main_products"].value == 0


async def test_tags_an_officer_gave_stay_when_the_enterprise_tags_itself(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, officer, path = zone.enterprise(uscc, "registry"), zone.officer(), at(uscc, "tags", "chain-roles")
    await officer.put(path, json={"codes": ["fills_gap"]}, headers=ANY_VERSION)
    kept = await own.put(path, json={"codes": ["extends"]}, headers=ANY_VERSION)
    assert [one["code"] for one in kept.json()["items"]] == ["extends", "fills_gap"]
    kept = await own.put(path, json={"codes": []}, headers=ANY_VERSION)
    assert [one["code"] for one in kept.json()["items"]] == ["fills_gap"]
    assert (await judged(zone, uscc)).answers["fills_gap"].origin.source is Source.OFFICER
    kept = await officer.put(path, json={"codes": []}, headers=ANY_VERSION)
    assert kept.json()["items"] == []


async def test_another_enterprise_and_another_district_find_nothing_to_fill_in(zone: RunningZone) -> None:
    uscc = await zone.register()
    for client in (zone.enterprise(new_uscc(), "registry"), zone.officer(YUHANG)):
        answers = [
            await client.get(at(uscc, "profile")),
            await client.post(at(uscc, "products"), json=BODIES["products"], headers=key()),
            await client.put(at(uscc, "answers", "own_brand"), json={"value": "yes"}, headers=ANY_VERSION),
        ]
        assert [code(answer) for answer in answers] == [(404, "ENTERPRISE_NOT_FOUND")] * 3


async def test_only_what_others_hear_is_told(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, officer = zone.enterprise(uscc, "registry"), zone.officer()
    before = await zone.profile(uscc)

    async def told() -> list[int]:
        rows = await zone.rows("registry", "outbox")
        return [row["id"] for row in rows if row["enterprise_id"] == before["enterprise_id"]]

    facts = await told()
    await add(own, uscc, "products")
    assert await told() == facts
    assert (await zone.profile(uscc))["version"] == before["version"] + 1
    await officer.patch(f"/v1/enterprises/{uscc}", json={"industry": "C38"}, headers=ANY_VERSION)
    assert len(await told()) == len(facts) + 1


async def test_a_figure_grows_old_by_its_own_measure(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    for name, value in (("serious_dishonesty", "no"), ("own_brand", "yes")):
        await zone.officer().put(at(uscc, "answers", name), json={"value": value}, headers=ANY_VERSION)
    await zone.move_clock(timedelta(days=31))
    found = await figures(zone, uscc)
    listed, brand = found["serious_dishonesty", None], found["own_brand", None]
    assert (listed["age_days"], listed["most_days"], listed["stale"]) == (31, 30, True)
    assert (brand["age_days"], brand["most_days"], brand["stale"]) == (31, 400, False)


async def test_the_questions_say_who_answers_them(zone: RunningZone) -> None:
    items = (await zone.bank().get("http://zone/registry/v1/profile-questions")).json()["items"]
    by_name = {one["name"]: one for one in items}
    assert by_name["own_brand"]["self_stated"]
    assert not by_name["serious_dishonesty"]["self_stated"]
    assert by_name["field_grade"]["levels"] == ["C", "B", "A"]


# ---- size class ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "size"),
    [
        ("C39", 1200, "300000000.00", "medium"),
        ("C39", 1000, "400000000.00", "large"),
        ("C39", 19, "50000000.00", "micro"),
        ("I65", 400, "90000000.00", "medium"),
        ("I65", 400, "100000000.00", "large"),
        ("E47", 400, "100000000.00", None),
    ],
)
async def test_the_size_class_follows_the_row_of_the_industry(
    zone: RunningZone, industry: str, staff: int, revenue: str, size: str | None
) -> None:
    uscc = await zone.register(industry=industry)
    path = at(uscc, "annual-figures", str(zone.today.year - 1))
    await zone.officer().put(path, json={"staff": staff, "revenue": revenue}, headers=ANY_VERSION)
    answer = (await zone.enterprise(uscc, "registry").get(at(uscc, "size-class"))).json()
    assert (answer["size"], answer["year"]) == (size, zone.today.year - 1)
    assert {one["figure"] for one in answer["figures"]} == {"staff", "revenue"}
    assert answer["missing"] == ["total_assets"]


async def test_the_size_rules_have_sixteen_rows(zone: RunningZone) -> None:
    answer = (await zone.officer().get("/v1/size-rules")).json()
    assert len(answer["rows"]) == 16
    [industrial] = [row for row in answer["rows"] if row["sme_below"] == {"staff": "1000", "revenue": "400000000.00"}]
    assert industrial["medium_from"] == {"staff": "300", "revenue": "20000000.00"}
