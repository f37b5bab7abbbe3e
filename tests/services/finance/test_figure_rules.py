"""The arithmetic of figures: exact, whatever is weighed; medians that have as many below as above."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median as by_the_book

from hypothesis import given
from hypothesis import strategies as st

from services.finance.domain.figures.arithmetic import UNITS_A_PERCENT, mean, median, percent
from services.finance.domain.figures.cells import AnswerCell, Cells, Firms, LoanCell, OfferCell, PartCell, Span, span
from services.finance.domain.figures.lines import line
from services.finance.domain.products.offers import Fee, ProductKind
from shared.working_days.published import calendar

FEN = st.integers(1, 10**15)
UNITS = st.integers(0, 100 * UNITS_A_PERCENT)
WEIGHED = st.lists(st.tuples(FEN, UNITS), min_size=1, max_size=8)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))
NOTHING = LoanCell(None, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@given(WEIGHED)
def test_a_mean_lies_between_its_values_is_exact_and_is_the_same_weighed_in_the_database(
    weighed: list[tuple[int, int]],
) -> None:
    weight = sum(fen for fen, _ in weighed)
    found = mean(((fen, Decimal(units) / UNITS_A_PERCENT) for fen, units in weighed), weight)
    assert found is not None
    assert found == percent(sum(fen * units for fen, units in weighed), weight)
    rates = [Decimal(units) / UNITS_A_PERCENT for _, units in weighed]
    assert min(rates) <= found <= max(rates)
    exact = sum(fen * Fraction(units, UNITS_A_PERCENT) for fen, units in weighed) / weight
    assert abs(Fraction(found) - exact) <= Fraction(1, 2 * UNITS_A_PERCENT)


def test_a_mean_is_rounded_half_up_and_there_is_none_of_nothing() -> None:
    assert mean([(1, Decimal("0.0001")), (1, Decimal(0))], 2) == Decimal("0.0001")
    assert percent(1, 2) == (Decimal(1) / 2 / UNITS_A_PERCENT).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    assert (mean([], 0), percent(0, 0), median(Counter())) == (None, None, None)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_a_median_is_that_of_the_library(values: list[int]) -> None:
    assert median(Counter(values)) == Decimal(str(by_the_book(values)))


@given(st.lists(st.builds(LoanCell, st.none(), *[st.integers(0, 10**12)] * 11), max_size=5))
def test_groups_add_up_to_all_together_but_for_enterprises(cells: list[LoanCell]) -> None:
    own = [replace(cell, key=str(number)) for number, cell in enumerate(cells)]
    groups = [line(its) for its in Cells(own).by_key().values()]
    together = line(Cells(own), Firms(1, 1))
    for name in ("loans", "outstanding_fen", "overdue_fen", "guaranteed_fen", "new_fen"):
        assert sum(getattr(one.lending, name) for one in groups) == getattr(together.lending, name)
    assert together.firms == Firms(1, 1)
    assert [one.firms.owing for one in groups] == [cell.firms for cell in cells]


def test_a_guarantee_is_priced_apart_from_interest_and_a_fee_in_money_is_one_of_each_offer() -> None:
    percent_fee, fixed = Fee("手续费", Decimal("0.1"), None), Fee("评估费", None, 50_000)
    offers = [
        OfferCell("a", ProductKind.LOAN, Decimal(3), Decimal("0.5"), (percent_fee,), 1, 100_000_000),
        OfferCell("a", ProductKind.LOAN, Decimal(4), None, (fixed,), 2, 300_000_000),
        OfferCell("a", ProductKind.GUARANTEE, Decimal(1), None, (), 1, 100_000_000),
        OfferCell("a", ProductKind.INSURANCE, Decimal(9), None, (), 1, 500_000_000),
    ]
    found = line(Cells(offers=offers, parts=[PartCell("a", 1, 9, 4, 2, 1, 1, 3)])).accepting
    assert (found.rate, found.guarantee_rate) == (Decimal("3.75"), Decimal("0.75"))
    assert found.fees == Decimal("0.02"), "1,000 of the percentage and twice 500, of 10,000,000"


def test_parts_are_answered_over_or_waiting_and_answers_are_counted_by_working_days_and_hours() -> None:
    answers = [AnswerCell("a", 1, 20, 2), AnswerCell("a", 3, 80, 1), AnswerCell("a", 0, 5, 1)]
    found = line(Cells(parts=[PartCell("a", 1, 9, 3, 1, 2, 1, 3)], answers=answers))
    assert (found.applying.answered, found.applying.waiting) == (4, 2)
    assert (found.answering.median_days, found.answering.slowest_days) == (Decimal("1.0"), 3)
    assert (found.answering.median_hours, found.answering.slowest_hours) == (Decimal("20.0"), 80)
    nothing = line(Cells([NOTHING]))
    assert (nothing.lending.rate, nothing.accepting.fees, nothing.answering.slowest_days) == (None, None, None)


@given(DAYS, st.integers(1, 12))
def test_working_days_counted_from_a_first_day_say_how_many_lie_between_two(start: date, working: int) -> None:
    """The deadline after so many working days lies so many working days later, and the day before it one less."""
    end = calendar().after(start, working)
    counted = calendar().counted(start, end)
    assert counted[end] - counted[start] == working
    assert counted[end - timedelta(days=1)] - counted[start] == working - 1


def test_a_period_is_the_year_so_far_and_never_of_days_to_come() -> None:
    today = date(2026, 11, 24)
    assert span(None, None, today) == Span(date(2026, 1, 1), today)
    assert span(None, date(2025, 6, 30), today) == Span(date(2025, 1, 1), date(2025, 6, 30))
    assert span(today, today + timedelta(days=1), today) is None
    assert span(today + timedelta(days=1), None, today) is None
