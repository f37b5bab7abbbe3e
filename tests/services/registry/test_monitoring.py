"""Monitoring: titles that present figures no longer carry, and who is one step away; over HTTP and in the rules."""

import asyncio
from datetime import timedelta
from typing import Any, Final

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry import store
from services.registry.domain.assessment import assess
from services.registry.domain.city import assess_city
from services.registry.domain.criteria import Occasion, Standard
from services.registry.domain.monitoring import Finding, Kind, Watched, findings, within_reach_of_one
from services.registry.domain.planning import plan
from services.registry.domain.profile import Profile
from services.registry.rulesets import size_rules, standard_on, standards
from services.registry.service import monitoring
from shared.events import Title, counting_on, tier_on
from shared.values import HOLDABLE, Tier, Verdict
from tests.qualified import put_on_file, qualified
from tests.services.registry.profiles import (
    LADDER,
    ON,
    answering,
    any_profile,
    any_titles,
    make_profile,
    make_report,
    near_profile,
)
from tests.zone import BINJIANG, YUHANG, RunningZone

Titles = tuple[Title, ...]
IN_FORCE: Final = [one for tier in HOLDABLE if (one := standard_on(tier, ON))]


def found(*firms: tuple[Profile, Titles]) -> list[Finding]:
    return findings(Watched([one for one, _ in firms], [titles for _, titles in firms], ON, size_rules()), IN_FORCE)


# ---- the rules ------------------------------------------------------------------------------------


def test_a_holder_whose_figures_fell_is_named_with_what_fails() -> None:
    debts = {year: make_report(year, total_debt_fen=make_report(year).revenue_fen) for year in (2023, 2024, 2025)}
    [carried, fallen] = make_profile(), make_profile(reports=debts)
    [one] = [each for each in found((carried, LADDER), (fallen, LADDER)) if each.kind is Kind.NOT_CARRIED]
    assert (one.row, one.tier, one.ruleset) == (1, Tier.SPECIALISED, "MIIT-2026-02")
    assert [(reason.code, reason.words) for reason in one.reasons] == [("debt_ratio", "上年度资产负债率100%")]


def test_a_missing_figure_takes_no_title_into_question() -> None:
    empty = Profile(uscc="91330108MAXB0012XH", district="330108", industry="C39")
    assert [one for one in found((empty, LADDER)) if one.kind is Kind.NOT_CARRIED] == []


def test_who_lacks_one_thing_is_told_from_who_lacks_two_and_who_lacks_none() -> None:
    lacks_one = answering(make_profile(), niche_share=9)
    lacks_two = answering(make_profile(), niche_share=9, main_products=None, key_link=False)
    [one] = found(*((firm, LADDER) for firm in (make_profile(), lacks_one, lacks_two)))
    assert (one.row, one.kind, one.tier) == (1, Kind.ONE_STEP, Tier.LITTLE_GIANT)
    assert [(reason.code, reason.words) for reason in one.reasons] == [
        ("market", "细分市场占有率：现为9%，需≥10%"),
    ]


@given(st.one_of(near_profile(), any_profile()), any_titles(), st.sampled_from(standards()))
@settings(max_examples=80, deadline=None)
def test_nobody_with_a_plan_of_one_criterion_is_passed_over(profile: Profile, titles: Titles, one: Standard) -> None:
    [city] = assess_city([one], [profile], [titles], ON, size_rules())
    planned = plan(one, profile, ON, titles, size_rules())
    if len(planned.fewest) == 1:
        assert within_reach_of_one(one, city)[0]


@given(st.lists(st.tuples(st.one_of(near_profile(), any_profile()), any_titles()), max_size=4))
@settings(max_examples=30, deadline=None)
def test_many_are_found_as_each_alone_would_be(firms: list[tuple[Profile, Titles]]) -> None:
    expected = set()
    for row, (profile, titles) in enumerate(firms):
        for one in IN_FORCE:
            renewed = assess(one, profile, ON, titles, size_rules(), Occasion.RENEWAL)
            held = one.tier in {title.tier for title in counting_on(titles, ON)}
            if held and renewed.verdict is Verdict.UNMET:
                expected.add((row, Kind.NOT_CARRIED, one.tier))
            next_one = tier_on(titles, ON).above() is one.tier
            if next_one and len(plan(one, profile, ON, titles, size_rules()).fewest) == 1:
                expected.add((row, Kind.ONE_STEP, one.tier))
    assert {(each.row, each.kind, each.tier) for each in found(*firms)} == expected


# ---- over HTTP ------------------------------------------------------------------------------------


async def look(zone: RunningZone) -> None:
    """Until everybody was looked at as they are."""
    while (await monitored(zone.officer()))["freshness"]["waiting"]:
        await monitoring.renew(zone.db("registry"))


async def monitored(client: httpx.AsyncClient, **params: Any) -> dict[str, Any]:
    answer = await client.get("/v1/monitoring", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def of(page: dict[str, Any], uscc: str) -> list[dict[str, Any]]:
    return [one for one in page["items"] if one["uscc"] == uscc]


async def test_a_change_of_figures_is_found_and_a_mended_one_is_found_no_longer(zone: RunningZone) -> None:
    uscc = await qualified(zone, "specialised")
    await zone.recognise(uscc, "specialised", zone.today - timedelta(days=30))
    officer = zone.officer(BINJIANG)
    await look(zone)
    assert of(await monitored(officer, limit=1_000, kind="not_carried"), uscc) == []
    debts = {year: make_report(year, total_debt_fen=make_report(year).revenue_fen) for year in (2024, 2025)}
    await put_on_file(zone, uscc, make_profile(reports=debts))
    assert (await monitored(officer))["freshness"]["waiting"] >= 1, "it says that something is not looked at yet"
    await look(zone)
    [one] = of(await monitored(officer, limit=1_000, kind="not_carried", tier="specialised"), uscc)
    assert (one["kind_label"], one["ruleset"]) == ("现有数据已不符合所持称号", "MIIT-2026-02")
    assert [reason["code"] for reason in one["reasons"]] == ["debt_ratio"]
    await put_on_file(zone, uscc, make_profile())
    await look(zone)
    assert of(await monitored(officer, limit=1_000, kind="not_carried"), uscc) == []


async def test_of_two_replicas_that_look_at_the_same_moment_neither_fails(zone: RunningZone) -> None:
    uscc, db = await zone.register(), zone.db("registry")
    async with db.reading() as tx:
        (enterprise_id,) = (await store.enterprises.ids_of(tx, [uscc])).values()
    of = {"enterprise_id": enterprise_id, "judged_on": zone.today}
    finding = {**of, "kind": Kind.ONE_STEP, "tier": Tier.SPECIALISED, "ruleset": "MIIT-2026-02", "reasons": "[]"}

    async def look_at_it(busy: float = 0) -> bool:
        async with db.transaction() as tx:
            watched = {**of, "version": 1, "judged_at": tx.now}
            await store.monitoring.replace(tx, [enterprise_id], [finding], [watched])
            await asyncio.sleep(busy)  # so that the other comes meanwhile, and waits
        return True

    assert await asyncio.gather(look_at_it(busy=0.3), look_at_it()) == [True, True]


async def test_one_step_away_is_listed_with_that_step_and_paged(zone: RunningZone) -> None:
    usccs = []
    for _ in range(2):
        usccs.append(await zone.register())
        await zone.recognise(usccs[-1], "innovative", zone.today - timedelta(days=30))
        await put_on_file(zone, usccs[-1], answering(make_profile(), development_score=49))
    await look(zone)
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        params = {"limit": 1, "kind": "one_step", "tier": "specialised"} | ({"cursor": cursor} if cursor else {})
        page = await monitored(zone.officer(BINJIANG), **params)
        found += page["items"]
        if (cursor := page["next_cursor"]) is None:
            break
    assert page["one_step"] == len(found)
    ours = [one for one in found if one["uscc"] in usccs]
    assert {one["uscc"] for one in ours} == set(usccs)
    assert [[reason["code"] for reason in one["reasons"]] for one in ours] == [["development_score"]] * 2
    assert ours[0]["reasons"][0]["words"].endswith("需≥50")


async def test_a_district_neither_sees_nor_counts_what_was_found_in_another(empty_zone: RunningZone) -> None:
    zone = empty_zone
    for district in (BINJIANG, YUHANG):
        uscc = await zone.register(district=district)
        await zone.recognise(uscc, "specialised", zone.today - timedelta(days=30))
        await put_on_file(zone, uscc, make_profile(ip={}))
    await look(zone)
    here = await monitored(zone.officer(BINJIANG), kind="not_carried")
    assert ([one["district"] for one in here["items"]], here["not_carried"]) == ([BINJIANG], 1)
    assert here["freshness"]["enterprises"] == 1
    there = await monitored(zone.officer(BINJIANG), district=YUHANG)
    assert (there["items"], there["not_carried"], there["freshness"]["enterprises"]) == ([], 0, 0)
    city = await monitored(zone.officer(), kind="not_carried")
    assert ({one["district"] for one in city["items"]}, city["not_carried"]) == ({BINJIANG, YUHANG}, 2)
    assert (await monitored(zone.client("registry", "auditor"), district=YUHANG))["not_carried"] == 1


async def test_everybody_is_looked_at_again_on_another_day(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "specialised", zone.today - timedelta(days=30))
    await put_on_file(zone, uscc, make_profile(ip={}))
    await look(zone)
    assert (await monitored(zone.officer()))["not_carried"] == 1
    await zone.move_clock(timedelta(days=3 * 366))
    assert (await monitored(zone.officer()))["freshness"]["waiting"] == 1
    await look(zone)
    assert (await monitored(zone.officer()))["not_carried"] == 0, "the title has expired: nothing is to be carried"
