"""Parks, the expiry cliff and service officers as rules."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.cliff import MONTHS, Month, Running, Window, cliff
from services.registry.domain.coverage import Covered
from services.registry.domain.parks import (
    Honour,
    Park,
    ParkDecision,
    ParkKind,
    Tenancy,
    check_tenancy,
    decided,
    enough,
    left,
)
from services.registry.domain.service_officers import Assignment, ServiceOfficer, assigned
from services.registry.domain.titles import Refusal
from services.registry.plans import plan
from shared.values import DISTRICTS, HOLDABLE, Tier, Verdict

TODAY = date(2026, 11, 23)
PARK = Park("park", "示例智造园", "330108", ParkKind.INDUSTRIAL, 126_000)
HERE = ServiceOfficer("officer", "330108", "示例", "示例部门", "0571-00000000")


def decision(honour: Honour, *, granted: bool = True, on: date = TODAY) -> ParkDecision:
    return ParkDecision(honour, granted, "示例文号", on)


# ---- parks ----------------------------------------------------------------------------------------


def test_a_certain_number_is_unknown_while_nobody_says_which() -> None:
    """一定数量: the plan names none, and none is invented."""
    assert plan(TODAY).parks.title_holders is None
    assert enough(1_000, None) is Verdict.UNKNOWN
    assert (enough(9, 10), enough(10, 10)) == (Verdict.UNMET, Verdict.MET)


def test_a_park_is_first_a_specialised_one_and_then_a_demonstration_and_a_base() -> None:
    with pytest.raises(Refusal, match="专精特新园区"):
        decided(PARK, decision(Honour.DEMONSTRATION), TODAY)
    park = decided(PARK, decision(Honour.SPECIALISED), TODAY)
    park = decided(park, decision(Honour.NATIONAL_BASE), TODAY)
    assert (park.honours, park.version) == ((Honour.SPECIALISED, Honour.NATIONAL_BASE), 3)
    assert decided(park, decision(Honour.SPECIALISED, granted=False), TODAY).honours == ()
    assert decided(park, decision(Honour.NATIONAL_BASE, granted=False), TODAY).honours == (Honour.SPECIALISED,)


def test_a_decision_of_tomorrow_or_one_that_changes_nothing_is_refused() -> None:
    park = decided(PARK, decision(Honour.SPECIALISED), TODAY)
    for odd in (
        decision(Honour.SPECIALISED),
        decision(Honour.DEMONSTRATION, granted=False),
        decision(Honour.DEMONSTRATION, on=TODAY + timedelta(days=1)),
    ):
        with pytest.raises(Refusal):
            decided(park, odd, TODAY)


spans = st.tuples(st.integers(0, 60), st.integers(0, 20) | st.none())


@given(spans, spans)
def test_an_enterprise_is_in_a_park_once_at_a_time(a: tuple[int, int | None], b: tuple[int, int | None]) -> None:
    one, other = (
        Tenancy(
            name,
            "park",
            "firm",
            TODAY + timedelta(days=first),
            None if length is None else TODAY + timedelta(days=first + length),
        )
        for name, (first, length) in (("a", a), ("b", b))
    )
    days = [TODAY + timedelta(days=n) for n in range(100)]
    both = [
        day for day in days if all(t.from_on <= day and (t.until_on is None or day <= t.until_on) for t in (one, other))
    ]
    try:
        check_tenancy((one,), other)
    except Refusal:
        assert both
    else:
        assert not both
    check_tenancy((one,), Tenancy("c", "another park", "firm", other.from_on, other.until_on))


def test_nobody_leaves_a_park_before_coming() -> None:
    tenancy = Tenancy("t", "park", "firm", TODAY)
    assert left(tenancy, TODAY).until_on == TODAY
    with pytest.raises(Refusal):
        left(tenancy, TODAY - timedelta(days=1))


# ---- the cliff ------------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_window_is_twelve_months_without_a_gap(day: date) -> None:
    window = Window(day)
    months = window.months
    assert len(set(months)) == MONTHS == 12
    assert months[0] == Month.of(day)
    assert all(a.after(1) == b for a, b in itertools.pairwise(months))
    assert Month.of(window.last_day) == months[-1]
    assert (window.last_day + timedelta(days=1)).day == 1
    assert 334 <= (window.last_day - window.first_day).days <= 365


def test_every_tier_of_every_district_stands_in_the_cliff_also_with_nothing() -> None:
    window = Window(TODAY)
    running = [Running("330108", Tier.SPECIALISED, Month(2026, 12), 12)]
    edges = cliff(running, window, None)
    assert [(one.district, one.tier) for one in edges] == [(d, t) for d in DISTRICTS for t in HOLDABLE]
    assert sum(one.total for one in edges) == 12
    [edge] = [one for one in edges if one.total]
    assert (edge.district, edge.tier, edge.by_month[1]) == ("330108", Tier.SPECIALISED, 12)
    assert {one.district for one in cliff(running, window, "330110")} == {"330110"}
    assert cliff(running, window, "000000") == ()


# ---- coverage and service -------------------------------------------------------------------------


def test_nobody_to_cover_is_no_percent_and_covered_ones_add_up() -> None:
    assert Covered("330108", 0, 0, 0).percent is None
    both = Covered("330108", 3, 1, 0) + Covered("330110", 3, 1, 1)
    assert (both.holders, both.covered, both.missing, both.unknown, str(both.percent)) == (6, 2, 4, 1, "33.33")


def test_an_officer_serves_the_enterprises_of_the_own_district() -> None:
    assignment = assigned(Assignment("firm"), HERE, "330108")
    assert (assignment.service_officer_id, assignment.version) == ("officer", 1)
    with pytest.raises(Refusal, match="所在"):
        assigned(Assignment("firm"), HERE, "330110")
    assert assigned(assignment, HERE, "330108") is assignment
