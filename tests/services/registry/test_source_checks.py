"""Authorities are asked outside any transaction; what they say stands beside what the enterprise said, and counts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.registry.domain.assessment import assess
from services.registry.domain.profile import Source
from services.registry.rulesets import size_rules, standard_on
from services.registry.service import source_checks
from services.registry.sources import Inquiry, Word
from services.registry.sources.simulated import Simulated, authorities
from shared.testing import eventually
from shared.values import Tier, Verdict
from tests.input.holdings import ANY_VERSION
from tests.services.registry.test_profiles import at, figures, judged, sheet
from tests.zone import RunningZone, key


async def check(zone: RunningZone, uscc: str) -> dict[str, Any]:
    """Asks the sources, and waits for the answer."""
    own = zone.enterprise(uscc, "registry")
    asked = await own.post(at(uscc, "source-checks"), headers=key())
    assert asked.status_code == 202, asked.text
    location = asked.headers["Location"].removeprefix("/registry")

    async def answered() -> dict[str, Any] | None:
        answer = (await own.get(location)).json()
        return dict(answer) if answer["answered_at"] else None

    found = await eventually(answered, seconds=15)
    assert found is not None
    return found


@pytest.fixture
async def sources(zone: RunningZone) -> AsyncIterator[dict[Source, Simulated]]:
    """Those of the zone, as they were afterwards."""
    there: dict[Source, Simulated] = zone.zone.apps["registry"].state.authorities
    yield there
    for one in there.values():
        one.away, one.seconds = False, 0.0


async def test_a_new_enterprise_is_filled_in_from_the_authorities(zone: RunningZone) -> None:
    uscc = await zone.register()
    outcome = await check(zone, uscc)
    assert outcome["away"] == []
    assert outcome["differences"] == []
    brought = {(one["figure"], one["year"]): one for one in outcome["changes"]}
    year = zone.today.year - 1
    assert brought["staff", year]["origin"]["source"] == "social_security"
    assert brought["revenue", year]["before"] is None
    profile = await judged(zone, uscc)
    assert {1, 2, 3} == {year + 1 - one for one in profile.reports}
    assert profile.answers["abnormal_operation"].origin.source is Source.CREDIT
    assert profile.answers["serious_dishonesty"].value in (True, False)
    assert profile.ip is not None
    innovative = standard_on(Tier.INNOVATIVE, zone.today)
    assert innovative
    verdicts = assess(innovative, profile, zone.today, (), size_rules())
    for veto in ("abnormal_operation", "serious_dishonesty"):
        [figure] = verdicts.result(veto).figures
        assert figure.source is Source.CREDIT
        assert figure.verdict is not Verdict.UNKNOWN
    asked = {one["source"] for one in (await sheet(zone, uscc))["sources"]}
    assert asked == {"market_regulator", "tax", "social_security", "ip_office", "credit"}


async def test_what_the_enterprise_said_is_not_overwritten_and_it_sees_where_others_differ(zone: RunningZone) -> None:
    uscc = await zone.register()
    own, year = zone.enterprise(uscc, "registry"), zone.today.year - 1
    first = await check(zone, uscc)
    revenue = next(one["after"] for one in first["changes"] if (one["figure"], one["year"]) == ("revenue", year))
    report = {"staff": 1, "revenue": "1.00"}
    await own.put(at(uscc, "annual-figures", str(year)), json=report, headers=ANY_VERSION)
    found = await figures(zone, uscc)
    assert (found["revenue", year]["value"], found["revenue", year]["source"]) == (revenue, "tax")
    again = await check(zone, uscc)
    stated = {(one["figure"], one["year"]): one for one in again["differences"]}
    assert stated["revenue", year]["stated"] == "1.00"
    assert stated["revenue", year]["used"] == revenue, "an authority keeps its word"
    assert again["changes"] == []


async def test_a_source_that_is_away_or_slow_leaves_the_others_their_say(
    zone: RunningZone, sources: dict[Source, Simulated], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_checks, "PATIENCE_SECONDS", 0.2)
    sources[Source.TAX].away, sources[Source.IP_OFFICE].seconds = True, 30.0
    uscc = await zone.register()
    outcome = await check(zone, uscc)
    assert {one["source"]: one["reason"] for one in outcome["away"]} == {
        "tax": "暂时无法连接",
        "ip_office": "没有及时答复",
    }
    profile = await judged(zone, uscc)
    assert profile.ip is None
    assert profile.reports[zone.today.year - 1].staff
    assert profile.reports[zone.today.year - 1].revenue_fen is None, "unknown, not zero"


async def test_what_an_authority_sends_that_cannot_be_read_is_no_answer(
    zone: RunningZone, sources: dict[Source, Simulated]
) -> None:
    credit = sources[Source.CREDIT]
    credit.answers, real = {"abnormal_operation": lambda inquiry: 1 // 0 == 0}, credit.answers
    try:
        outcome = await check(zone, await zone.register())
    finally:
        credit.answers = real
    assert [one["source"] for one in outcome["away"]] == ["credit"]


async def test_while_sources_are_slow_others_write(zone: RunningZone, sources: dict[Source, Simulated]) -> None:
    """No transaction is open while they are asked."""
    sources[Source.TAX].seconds = 1.5
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    asked = await own.post(at(uscc, "source-checks"), headers=key())
    twin = await own.post(at(uscc, "source-checks"), headers=key())
    assert asked.json()["check_id"] == twin.json()["check_id"], "one answers for both"

    async def taken() -> bool:
        rows = await zone.rows("registry", "source_check")
        return any(row["check_id"] == asked.json()["check_id"] and row["leased_until"] for row in rows)

    await eventually(taken, seconds=10)
    async with asyncio.timeout(1.0):
        answer = await own.put(at(uscc, "answers", "own_brand"), json={"value": "yes"}, headers=ANY_VERSION)
    assert answer.status_code == 200
    assert (await own.get(asked.headers["Location"].removeprefix("/registry"))).json()["answered_at"] is None
    assert await check(zone, uscc)
    assert (await judged(zone, uscc)).answers["own_brand"].value is True


async def test_a_check_of_another_enterprise_is_not_found(zone: RunningZone) -> None:
    uscc, other = await zone.register(), await zone.register()
    outcome = await check(zone, uscc)
    answer = await zone.officer().get(at(other, "source-checks", outcome["check_id"]))
    assert (answer.status_code, answer.json()["code"]) == (404, "SOURCE_CHECK_NOT_FOUND")


# ---- the simulated authorities -------------------------------------------------------------------


def inquiry(zone_day: Any, claimed: Word, earlier: Word) -> Inquiry:
    return Inquiry("91330108MAXB0012XH", zone_day, (zone_day.year - 1,), claimed, earlier)


async def test_the_same_question_has_the_same_answer(zone: RunningZone) -> None:
    question = inquiry(zone.today, Word(), Word())
    for one, other in zip(authorities().values(), authorities().values(), strict=True):
        assert await one.ask(question) == await other.ask(question)


async def test_most_of_what_is_claimed_is_confirmed_and_what_was_said_is_said_again(zone: RunningZone) -> None:
    tax, year, differing = authorities()[Source.TAX], zone.today.year - 1, 0
    for number in range(200):
        claimed = Word({year: {"revenue_fen": 10**9 + number}})
        question = Inquiry(f"FIRM{number}", zone.today, (year,), claimed, Word())
        word = await tax.ask(question)
        assert set(word.reports[year]) == {"revenue_fen"}, "nothing is made up beside a claim"
        differing += word.reports[year]["revenue_fen"] != 10**9 + number
        kept = await tax.ask(Inquiry(f"FIRM{number}", zone.today, (year,), Word({year: {"revenue_fen": 5}}), word))
        assert kept.reports == word.reports
    assert 2 <= differing <= 20
