"""The rules of an evaluation: no stage passes the one before, parts add up, medians are exact, each has one reason."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.claims import State
from services.benefits.domain.evaluation import (
    STAGES,
    Cell,
    Grown,
    Lag,
    Period,
    Reason,
    Stage,
    by,
    compare,
    concentration,
    funnel,
    medians,
    period,
    reason,
)
from services.benefits.domain.evaluation.comparing import SMALLEST
from services.benefits.domain.statements import Moved, months

DAY = date(2026, 3, 1)
_LATER = STAGES[1:]
cells = st.lists(
    st.builds(
        Cell,
        benefit_code=st.just("a"),
        district=st.sampled_from(["330102", "330108", "330110"]),
        tier=st.sampled_from(["none", "specialised"]),
        recorded=st.frozensets(st.sampled_from(_LATER)),
        enterprises=st.integers(1, 1_000),
        fen=st.dictionaries(st.sampled_from(STAGES), st.integers(0, 10**12)),
    ),
    max_size=12,
)
figures = st.lists(st.builds(Grown, st.booleans(), st.integers(1, 10**14), st.integers(0, 10**14)), max_size=24)


@given(cells)
@settings(max_examples=100)
def test_no_stage_counts_more_than_the_one_before_and_the_parts_make_the_whole(drawn: list[Cell]) -> None:
    whole = funnel(drawn)
    reached = [step.reached for step in whole]
    assert reached == sorted(reached, reverse=True)
    assert all(step.recorded <= step.reached for step in whole)
    assert reached[0] == sum(cell.enterprises for cell in drawn)
    for name in ("district", "tier"):
        parts = [funnel(group) for group in by(drawn, lambda cell, name=name: getattr(cell, name)).values()]
        for place, step in enumerate(whole):
            assert step.reached == sum(part[place].reached for part in parts)
            assert (step.fen or 0) == sum(part[place].fen or 0 for part in parts)


def test_who_claims_without_a_message_was_told_all_the_same_and_no_record_is_invented() -> None:
    [eligible, told, read, claimed, approved, paid] = funnel(
        [Cell("a", "330108", "none", frozenset({Stage.CLAIMED}), 2, {})]
    )
    assert [step.reached for step in (eligible, told, read, claimed)] == [2, 2, 2, 2]
    assert [step.recorded for step in (eligible, told, read, claimed)] == [2, 0, 0, 2]
    assert (approved.reached, paid.reached, paid.of_before) == (0, 0, None)
    assert funnel([])[0].of_eligible is None


@given(st.lists(st.tuples(st.integers(-3, 400), st.integers(1, 9)), max_size=30))
@settings(max_examples=100)
def test_a_median_is_that_of_every_single_span(drawn: list[tuple[int, int]]) -> None:
    lags = [Lag("a", Stage.READ, DAY, DAY + timedelta(days=days), count) for days, count in drawn]
    spans = [days for days, count in drawn for _ in range(count) if days >= 0]
    found = medians(lags).get(("a", Stage.READ))
    assert (found is None) is (spans == [])
    if found is not None:
        assert found.days == Decimal(str(median(spans)))
        assert found.enterprises == len(spans)


@given(st.one_of(st.none(), st.sampled_from(State)), st.booleans(), st.booleans(), st.booleans())
def test_everybody_has_one_reason_and_it_says_who_acts(
    claim: State | None, told: bool, read: bool, account: bool
) -> None:
    why = reason(claim, told=told, read=read, account=account)
    assert why.label
    assert why.way_out


@pytest.mark.parametrize(
    ("told", "read", "account", "why"),
    [
        (False, False, True, Reason.NOT_TOLD),
        (True, False, False, Reason.UNREAD),
        (True, True, False, Reason.NO_ACCOUNT),
        (True, True, True, Reason.NOT_CLAIMED),
    ],
)
def test_before_a_claim_the_first_thing_missing_is_the_reason(
    told: bool, read: bool, account: bool, why: Reason
) -> None:
    assert reason(None, told=told, read=read, account=account) is why


@given(figures)
@settings(max_examples=100)
def test_a_comparison_is_shown_only_where_both_groups_are_large_enough(drawn: list[Grown]) -> None:
    sizes = Counter(one.received for one in drawn)
    compared = compare(drawn)
    assert compared.suppressed is (min(sizes[True], sizes[False]) < SMALLEST)
    shown = [compared.received.enterprises, compared.others.enterprises]
    assert shown == ([None, None] if compared.suppressed else [sizes[True], sizes[False]])
    assert (compared.received.median_percent is None) is compared.suppressed


def test_growth_is_the_median_of_each_ones_own_percent() -> None:
    grew = [Grown(True, 100, 100 + n) for n in (1, 2, 3, 40, 50)] + [Grown(False, 200, 200 - n) for n in range(5)]
    compared = compare(grew)
    assert (compared.received.median_percent, compared.others.median_percent) == (Decimal("3.0"), Decimal("-1.0"))


def test_concentration_says_what_the_most_and_the_top_tenth_received() -> None:
    found = concentration([50, 10, 10, 10, 10, 2, 2, 2, 2, 1, 1])
    assert (found.recipients, found.largest, found.top_tenth) == (11, Decimal("50.0"), Decimal("60.0"))
    assert concentration([1, 2, 3, 4]).largest is None


def test_a_period_is_a_year_as_far_as_it_has_come_or_a_version_as_long_as_it_was_in_force() -> None:
    assert period(2026, DAY) == Period(date(2026, 1, 1), DAY)
    assert period(2025, DAY) == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert period(2027, DAY) is None
    assert period(2025, DAY, date(2025, 4, 1), date(2025, 7, 1)) == Period(date(2025, 4, 1), date(2025, 6, 30))
    assert period(2025, DAY, date(2025, 4, 1), date(2025, 4, 1)) is None


# ---- a budget's year ------------------------------------------------------------------------------

moved = st.lists(
    st.builds(
        Moved,
        st.dates(date(2026, 1, 1), date(2027, 2, 28)),
        st.integers(-(10**9), 10**9),
        *[st.integers(0, 10**9) for _ in range(4)],
    ),
    max_size=20,
)


@given(moved)
@settings(max_examples=100)
def test_each_month_opens_with_what_remained_and_the_last_has_all_that_moved(drawn: list[Moved]) -> None:
    found = months(2026, drawn, date(2027, 3, 1))
    assert [one.month for one in found[:12]] == [f"2026-{month:02d}" for month in range(1, 13)]
    assert [one.opening_fen for one in found[1:]] == [one.remaining_fen for one in found[:-1]]
    total = sum(one.granted_fen - one.reserved_fen + one.released_fen + one.returned_fen for one in drawn)
    assert (found[0].opening_fen, found[-1].remaining_fen) == (0, total)
    assert sum(one.paid_fen for one in found) == sum(one.paid_fen for one in drawn)
