"""贷款贴息: the vectors of the plan's clause 11, to the fen; and what the method leaves out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.lending_rates import known_on
from services.benefits.domain.loans import CapMethod, Loan, Segment, Span, Terms, loan_years, merged, subsidised
from services.benefits.measures import quotes
from shared.values import Money

ON = date(2026, 11, 23)
ALWAYS: Sequence[Span] = ((date(2015, 1, 1), date(2035, 12, 31)),)
B = Terms(share=5_000, loan_cap_fen=2_000_000_000, day_count=360, method=CapMethod.BY_LOAN, long_over_years=5)
A = Terms(5_000, 2_000_000_000, 360, CapMethod.BY_BALANCE, 5)
ACT_365 = Terms(5_000, 2_000_000_000, 365, CapMethod.BY_LOAN, 5)
DAY = timedelta(days=1)


def loan(
    wan: int, drawn: str, ends: str, matures: str | None = None, paid: Mapping[int, str] | None = None, ref: str = "L1"
) -> Loan:
    """In 万元; `ends` before `matures` is an early repayment."""
    early = None if matures is None else date.fromisoformat(ends)
    interest = {year: int(Money.from_yuan(amount)) for year, amount in (paid or {}).items()}
    return Loan(ref, wan * 1_000_000, date.fromisoformat(drawn), date.fromisoformat(matures or ends), early, interest)


def segments(loans: Sequence[Loan], terms: Terms = B, spans: Sequence[Span] = ALWAYS, on: date = ON) -> list[Segment]:
    return subsidised(loan_years(loans, spans, terms.long_over_years), terms, quotes(), on)


def yuan(loans: Sequence[Loan], terms: Terms = B, spans: Sequence[Span] = ALWAYS) -> list[str]:
    """Of each loan and year."""
    return [Money(one.fen or 0).yuan for one in segments(loans, terms, spans)]


I1 = [loan(3_000, "2022-01-01", "2023-01-01")]
I2 = [loan(1_000, "2022-01-01", "2022-06-30")]
I3 = [loan(1_000, "2022-01-01", "2023-01-01", matures="2028-01-01")]
I4 = [loan(1_000, "2022-01-01", "2022-06-30", paid={2022: "75000.00"})]
I5 = [loan(1_000, "2022-07-01", "2023-07-01")]
I6 = [loan(1_500, "2024-01-01", "2024-07-01"), loan(1_500, "2024-07-01", "2025-01-01", ref="L2")]


@pytest.mark.parametrize(
    ("loans", "terms", "expected"),
    [
        (I1, B, ["375138.89"]),
        (I1, ACT_365, ["370000.00"]),
        (I2, B, ["92500.00"]),
        (I3, B, ["233194.44"]),
        (I4, B, ["75000.00"]),
        (I5, B, ["94555.56", "91756.94"]),
        (I6, B, ["130812.50", "44083.33"]),
        (I6, A, ["130812.50", "132250.00"]),
    ],
    ids=["I1", "I1-365", "I2", "I3", "I4", "I5", "I6-B", "I6-A"],
)
def test_the_vectors_come_out_exactly(loans: Sequence[Loan], terms: Terms, expected: list[str]) -> None:
    assert yuan(loans, terms) == expected


def test_the_sums_of_the_vectors() -> None:
    assert sum(one.fen or 0 for one in segments(I5)) == 18_631_250
    assert sum(one.fen or 0 for one in segments(I6)) == 17_489_583
    assert sum(one.fen or 0 for one in segments(I6, A)) == 26_306_250


def test_exactly_five_years_takes_the_one_year_rate_and_a_day_more_the_long_one() -> None:
    [five] = segments([loan(100, "2022-03-01", "2022-12-31", matures="2027-03-01")])
    [more] = segments([loan(100, "2022-03-01", "2022-12-31", matures="2027-03-02")])
    assert (five.loan_year.long, more.loan_year.long) == (False, True)


def test_before_the_january_quotation_the_rate_is_pending_and_last_years_does_not_stand_in() -> None:
    assert known_on(quotes(), 2026, date(2026, 1, 19)) is None
    assert known_on(quotes(), 2026, date(2026, 1, 20)) is not None
    [this, following] = segments([loan(100, "2026-07-01", "2027-07-01")])
    assert this.fen is not None
    assert (following.quote, following.fen) == (None, None)


def test_days_without_a_title_are_not_subsidised() -> None:
    half: Sequence[Span] = ((date(2022, 4, 1), date(2022, 4, 30)),)
    [one] = segments(I2, spans=half)
    assert one.loan_year.day_number == 30
    assert segments(I2, spans=()) == []


def test_other_subsidies_on_the_loan_and_the_interest_really_paid_are_the_limit() -> None:
    paid = Loan("L", 1_000_000_000, date(2022, 1, 1), date(2022, 6, 30), None, {2022: 10_000_000}, {2022: 4_000_000})
    [one] = segments([paid])
    assert (one.raw_fen, one.fen) == (9_250_000, 6_000_000)
    over = Loan("L", 1_000_000_000, date(2022, 1, 1), date(2022, 6, 30), None, {2022: 1}, {2022: 4_000_000})
    assert [one.fen for one in segments([over])] == [0]


def test_loans_drawn_on_the_same_day_fill_the_cap_in_order_of_their_reference() -> None:
    both = [loan(1_500, "2024-01-01", "2024-07-01", ref="B"), loan(1_500, "2024-01-01", "2024-07-01", ref="A")]
    assert [(one.loan_year.loan.ref, one.eligible_fen) for one in segments(both)] == [
        ("A", 1_500_000_000),
        ("B", 500_000_000),
    ]


LOANS = st.lists(
    st.builds(
        lambda wan, since, days, early: (wan, since, days, early),
        st.integers(1, 4_000),
        st.dates(date(2019, 12, 1), date(2026, 6, 1)),
        st.integers(1, 2_500),
        st.integers(0, 2_500),
    ),
    min_size=1,
    max_size=5,
).map(
    lambda rows: [
        Loan(f"L{n}", wan * 1_000_000, since, since + days * DAY, since + (early + 1) * DAY if early else None)
        for n, (wan, since, days, early) in enumerate(rows)
    ]
)
SPANS = st.lists(
    st.tuples(st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.integers(0, 1_500)).map(
        lambda one: (one[0], one[0] + one[1] * DAY)
    ),
    max_size=3,
).map(merged)


@given(LOANS, SPANS)
def test_in_no_year_is_more_than_the_cap_subsidised(loans: list[Loan], spans: Sequence[Span]) -> None:
    by_loan = segments(loans, B, spans)
    for year in {one.loan_year.year for one in by_loan}:
        assert sum(one.eligible_fen or 0 for one in by_loan if one.loan_year.year == year) <= B.loan_cap_fen
    by_balance = segments(loans, A, spans)
    for year in {one.loan_year.year for one in by_balance}:
        days = 366 if year % 4 == 0 else 365
        assert sum(one.fen_days for one in by_balance if one.loan_year.year == year) <= A.loan_cap_fen * days


@given(LOANS, SPANS)
def test_the_literal_reading_of_the_cap_never_pays_more_than_the_balance_reading(
    loans: list[Loan], spans: Sequence[Span]
) -> None:
    by_loan, by_balance = (sum(one.fen_days for one in segments(loans, terms, spans)) for terms in (B, A))
    assert by_loan <= by_balance


@given(LOANS, SPANS, st.integers(0, 4))
def test_interest_paid_and_other_subsidies_only_ever_lower_the_amount(
    loans: list[Loan], spans: Sequence[Span], paid: int
) -> None:
    limited = [
        Loan(one.ref, one.principal_fen, one.drawn_on, one.matures_on, one.repaid_on, {2024: paid * 5_000_000})
        for one in loans
    ]
    free, bound = segments(loans, B, spans), segments(limited, B, spans)
    for one, other in zip(free, bound, strict=True):
        assert (other.fen or 0) <= (one.fen or 0)
