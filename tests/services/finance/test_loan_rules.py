"""Loans as their entries fold: pure rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.loans.entries import (
    Disbursed,
    Entry,
    InterestPaid,
    Overdue,
    Repaid,
    Said,
    said_from,
)
from services.finance.domain.loans.folding import Loan, State, fold, with_entry
from services.finance.domain.loans.refusals import Fault, Refusal
from services.finance.domain.products.costs import Purpose
from shared.canonical import canonical
from shared.values import spelled

DRAWN, MATURES, TODAY = date(2025, 3, 2), date(2026, 3, 1), date(2026, 11, 24)
DRAWDOWN = Disbursed(1_000_00, Decimal("2.95"), DRAWN, MATURES, Purpose.MAJOR_RD, guarantee_rate=Decimal("0.5"))
FIRST = Entry("借据-1", DRAWDOWN)
PAID = InterestPaid(DRAWN, date(2025, 6, 20), 8_00, 1_00)


def told(*entries: Entry) -> tuple[Entry, ...]:
    """Those that are taken, one after the other."""
    known: tuple[Entry, ...] = ()
    for entry in entries:
        known = with_entry(known, entry, TODAY) or known
    return known


def fault(said: Said, *before: Entry, number: str = "新", corrects: str | None = None) -> Fault:
    with pytest.raises(Refusal) as refused:
        with_entry(told(*(before or (FIRST,))), Entry(number, said, corrects), TODAY)
    assert refused.value.reason
    assert refused.value.way_out
    return refused.value.fault


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Repaid(DRAWN, 1_000_01), Fault.OVER_REPAID),
        (Repaid(DRAWN - timedelta(days=1), 1), Fault.BEFORE_DRAWDOWN),
        (Repaid(TODAY + timedelta(days=1), 1), Fault.TO_COME),
        (Repaid(DRAWN, 0), Fault.NOTHING),
        (InterestPaid(DRAWN - timedelta(days=1), DRAWN, 1), Fault.BEFORE_DRAWDOWN),
        (InterestPaid(date(2025, 12, 1), date(2026, 1, 31), 1), Fault.ACROSS_YEARS),
        (InterestPaid(date(2026, 2, 1), date(2026, 3, 2), 1), Fault.AFTER_END),
        (InterestPaid(date(2025, 6, 2), date(2025, 6, 1), 1), Fault.DAYS_REVERSED),
        (InterestPaid(DRAWN, DRAWN, 0, 0), Fault.NOTHING),
        (Overdue(DRAWN - timedelta(days=1), None, 1), Fault.BEFORE_DRAWDOWN),
        (Overdue(date(2026, 3, 2), date(2026, 3, 1), 1), Fault.DAYS_REVERSED),
        (DRAWDOWN, Fault.CONTRACT_TAKEN),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(said: Said, expected: Fault) -> None:
    assert fault(said) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"matures_on": DRAWN}, Fault.DAYS_REVERSED),
        ({"matures_on": date(2065, 3, 3)}, Fault.TOO_LONG),
        ({"drawn_on": TODAY + timedelta(days=1), "matures_on": date(2027, 1, 1)}, Fault.TO_COME),
        ({"principal_fen": 0}, Fault.NOTHING),
    ],
)
def test_a_drawdown_that_cannot_be_begins_no_loan(changes: dict[str, Any], expected: Fault) -> None:
    with pytest.raises(Refusal) as refused:
        with_entry((), Entry("借据-1", replace(DRAWDOWN, **changes)), TODAY)
    assert refused.value.fault is expected


def test_a_number_in_another_spelling_is_the_same_number() -> None:
    known = told(FIRST, Entry("HK-01", PAID))
    assert with_entry(known, Entry(" ｈｋ－01 ".replace("－", "-"), PAID), TODAY) is None
    assert fault(replace(PAID, amount_fen=1), *known, number="hk-01") is Fault.NUMBER_TAKEN
    assert spelled("ＡＢ 1") == "ab1"


def test_penalties_come_after_the_end_and_interest_does_not() -> None:
    known = told(FIRST, Entry("付-1", InterestPaid(date(2026, 4, 1), date(2026, 4, 30), 0, 5)))
    assert fold(known).penalty_fen == 5
    settled = told(FIRST, Entry("还-1", Repaid(date(2025, 9, 1), 1_000_00)))
    assert fault(InterestPaid(date(2025, 9, 1), date(2025, 9, 2), 1), *settled) is Fault.AFTER_END


def test_overdue_days_count_once_and_go_on_until_somebody_says_they_end() -> None:
    known = told(
        FIRST,
        Entry("逾-1", Overdue(date(2025, 7, 1), date(2025, 7, 10), 5)),
        Entry("逾-2", Overdue(date(2025, 7, 6), date(2025, 7, 15), 5)),
        Entry("逾-3", Overdue(date(2026, 11, 20), None, 7)),
    )
    loan = fold(known)
    assert loan.overdue_days(TODAY) == 15 + 5
    assert (loan.overdue_fen_on(TODAY), loan.state_on(TODAY)) == (7, State.OVERDUE)
    assert (loan.overdue_fen_on(date(2025, 7, 8)), loan.state_on(date(2025, 8, 1))) == (10, State.CURRENT)
    ended = told(*known, Entry("逾-4", Overdue(date(2026, 11, 20), date(2026, 11, 21), 7), "逾-3"))
    assert (fold(ended).overdue_days(TODAY), fold(ended).state_on(TODAY)) == (17, State.DUE)


def test_zero_takes_the_loan_back_until_it_is_told_anew() -> None:
    gone = told(FIRST, Entry("还-1", Repaid(DRAWN, 5)), Entry("借据-2", replace(DRAWDOWN, principal_fen=0), "借据-1"))
    assert fold(gone).state_on(TODAY) is State.TAKEN_BACK
    assert fault(PAID, *gone) is Fault.TAKEN_BACK
    anew = told(*gone, Entry("借据-3", DRAWDOWN, "借据-2"))
    assert fold(anew).outstanding_fen == 1_000_00 - 5
    assert fault(DRAWDOWN, *anew, corrects="借据-1") is Fault.CORRECTED_ALREADY
    assert fault(PAID, *anew, corrects="借据-3") is Fault.CORRECTED_UNKNOWN


@pytest.mark.parametrize("said", [DRAWDOWN, PAID, Repaid(DRAWN, 5), Overdue(DRAWN, None, 7)])
def test_what_was_said_is_read_back_as_it_was(said: Said) -> None:
    assert said_from(Entry("1", said).kind, canonical(said).decode()) == said


# ---- properties -----------------------------------------------------------------------------------

_DAYS = st.integers(-3, 700).map(lambda days: DRAWN + timedelta(days=days))
_FEN = st.integers(0, 700_00)
_SAID = st.one_of(
    st.builds(Repaid, _DAYS, _FEN),
    st.builds(InterestPaid, _DAYS, _DAYS, _FEN, _FEN),
    st.builds(Overdue, _DAYS, _DAYS | st.none(), _FEN),
    st.builds(lambda fen: replace(DRAWDOWN, principal_fen=fen), st.integers(0, 1_200_00)),
)
_ENTRIES = st.lists(
    st.builds(Entry, st.integers(1, 9).map(str), _SAID, st.none() | st.sampled_from(["借据-1", "1", "2", "3"])),
    max_size=14,
)


def _taken(reported: Sequence[Entry]) -> tuple[Entry, ...]:
    known: tuple[Entry, ...] = (FIRST,)
    for entry in reported:
        try:
            known = with_entry(known, entry, TODAY) or known
        except Refusal:
            continue
    return known


@settings(max_examples=150, deadline=None)
@given(_ENTRIES, st.randoms(use_true_random=False))
def test_whatever_is_reported_the_books_are_right_and_in_any_order_the_same(reported: list[Entry], dice: Any) -> None:
    known = _taken(reported)
    loan = fold(known)
    assert loan.outstanding_fen >= 0
    assert loan.outstanding_fen == loan.disbursed.principal_fen - sum(one.amount_fen for one in loan.repayments)
    assert loan.disbursed.principal_fen > 0 or loan == Loan(loan.disbursed)
    assert (loan.settled_on is not None) is (loan.state_on(TODAY) is State.SETTLED)
    assert 0 <= loan.overdue_days(TODAY) <= (TODAY - loan.disbursed.drawn_on).days + 1
    shuffled = dice.sample(known, len(known))
    assert fold(shuffled) == loan
    assert _taken([*known, *known]) == known, "told twice is told once"
