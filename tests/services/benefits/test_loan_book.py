"""What entries of a loan say together, and what holds for the subsidy of any loans."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.arithmetic import WHOLE
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.loan_book import (
    Book,
    Clash,
    Disbursed,
    Entry,
    InterestPaid,
    Repaid,
    Said,
    Subsidised,
    book,
    said_from,
    with_entry,
)
from services.benefits.domain.loans import Loan, Segment, loan_years, subsidised
from services.benefits.measures import quotes
from shared.canonical import canonical
from tests.services.benefits.test_interest import ALWAYS, A, B

TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
BEGUN = Entry(
    "借据", Disbursed(1_000_000_000, Decimal("3.70"), date(2022, 1, 1), date(2024, 1, 1), "expansion", "bank")
)
_DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
_FEN = st.integers(1, 300_000_000)
_SAID: st.SearchStrategy[Said] = st.one_of(
    st.builds(lambda on, fen, more: InterestPaid(on, on, fen, more), _DAYS, _FEN, st.integers(0, 5)),
    st.builds(Repaid, _DAYS, _FEN),
    st.builds(Subsidised, st.integers(2022, 2025), _FEN, st.just("示例单位")),
)
TOLD = st.lists(_SAID, max_size=6).map(lambda said: [Entry(f"回单{n}", one) for n, one in enumerate(said)])


def kept(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that are taken, one after the other."""
    there: tuple[Entry, ...] = ()
    for one in entries:
        try:
            there = tuple(with_entry(there, one, TODAY) or there)
        except Refusal:
            continue
    return there


@given(TOLD, st.randoms(use_true_random=False))
def test_entries_say_the_same_in_whichever_order_they_came(told: list[Entry], dice: object) -> None:
    there = list(kept([BEGUN, *told]))
    shuffled = there[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis does not type its randoms
    assert book(shuffled) == book(there)
    assert book(there).outstanding_fen >= 0


@given(TOLD)
def test_told_twice_is_told_once_and_another_content_under_its_number_is_refused(told: list[Entry]) -> None:
    there = kept([BEGUN, *told])
    for one in there:
        assert with_entry(there, one, TODAY) is None
        with pytest.raises(Clash):
            with_entry(there, Entry(f" {one.number}", Repaid(date(2023, 1, 1), 999_999_999)), TODAY)


@given(TOLD)
def test_taken_back_entry_by_entry_nothing_is_left(told: list[Entry]) -> None:
    nothing: dict[type, Said] = {
        InterestPaid: InterestPaid(date(2023, 1, 1), date(2023, 1, 1), 0),
        Repaid: Repaid(date(2023, 1, 1), 0),
        Subsidised: Subsidised(2023, 0, "示例单位"),
    }
    there = kept([BEGUN, *told])
    for one in there[1:]:
        back = Entry(f"更正{one.number}", nothing[type(one.said)], one.number)
        there = tuple(with_entry(there, back, TODAY) or ())
    assert book(there) == Book(book([BEGUN]).disbursed)


@given(_SAID)
def test_what_was_said_is_read_back_as_it_was(said: Said) -> None:
    assert said_from(Entry("x", said).kind, canonical(said).decode()) == said
    assert said_from(BEGUN.kind, canonical(BEGUN.said).decode()) == BEGUN.said


# ---- the subsidy of any loans ---------------------------------------------------------------------

_LOAN = st.tuples(
    st.integers(1, 4_000),
    st.dates(date(2021, 1, 1), date(2025, 1, 1)),
    st.integers(2, 1_500),
    st.lists(st.tuples(st.integers(1, 1_400), st.integers(1, 40)), max_size=3),
    st.none() | st.integers(0, 60_000_000),
    st.integers(0, 20_000_000),
)


def made(n: int, drawn: tuple[int, date, int, list[tuple[int, int]], int | None, int]) -> Loan:
    """Parts paid back are some percent of it, together less than all."""
    wan, since, days, parts, paid, other = drawn
    principal = wan * 1_000_000
    back = tuple(sorted((since + min(after, days - 1) * DAY, principal * part // 130) for after, part in parts))
    interest = {} if paid is None else dict.fromkeys(range(2020, 2031), paid)
    return Loan(f"L{n}", principal, since, since + days * DAY, None, interest, {2023: other}, back)


LOANS = st.lists(_LOAN, min_size=1, max_size=5).map(lambda rows: [made(n, row) for n, row in enumerate(rows)])


def settled(loans: Sequence[Loan], terms: object = B) -> list[Segment]:
    assert terms in (A, B)
    return subsidised(loan_years(loans, ALWAYS, 5), A if terms is A else B, quotes(), TODAY)


@given(LOANS, st.sampled_from([A, B]))
def test_a_subsidy_is_never_below_zero_and_never_above_the_interest_really_paid(
    loans: list[Loan], terms: object
) -> None:
    for one in settled(loans, terms):
        assert one.fen is None or one.fen >= 0
        limit = one.loan_year.limit_fen
        assert one.fen is None or limit is None or one.fen <= limit


@given(LOANS, st.sampled_from([A, B]))
def test_all_loans_together_never_get_more_than_the_share_of_the_yearly_amount(
    loans: list[Loan], terms: object
) -> None:
    """Each segment is rounded once, by at most half a fen."""
    found = settled(loans, terms)
    for year in {one.loan_year.year for one in found}:
        own = [one for one in found if one.loan_year.year == year]
        rates = [one.quote.rate(one.loan_year.long) for one in own if one.quote is not None]
        together, whole = sum(one.fen or 0 for one in own), WHOLE * WHOLE * B.day_count
        assert (together - len(own)) * whole <= B.loan_cap_fen * 366 * max(rates, default=0) * B.share


@given(LOANS, st.randoms(use_true_random=False), st.sampled_from([A, B]))
def test_the_order_in_which_loans_are_told_does_not_matter(loans: list[Loan], dice: object, terms: object) -> None:
    shuffled = loans[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # likewise
    assert settled(shuffled, terms) == settled(loans, terms)


@given(LOANS, st.sampled_from([A, B]))
def test_what_is_paid_back_in_part_only_ever_lowers_the_subsidised_days(loans: list[Loan], terms: object) -> None:
    whole = [Loan(one.ref, one.principal_fen, one.drawn_on, one.matures_on) for one in loans]
    before, now = settled(whole, terms), settled(loans, terms)
    assert sum(one.fen_days for one in now) <= sum(one.fen_days for one in before)
    assert all(one.fen_days >= 0 for one in now)
