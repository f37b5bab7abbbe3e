"""贷款贴息 for many enterprises at once: a row for each loan and year."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from services.benefits.domain.arithmetic import WHOLE, share
from services.benefits.domain.cases import Case, Read, Thing
from services.benefits.domain.formulas import InterestSubsidy
from services.benefits.domain.lending_rates import Quotes, known_on
from services.benefits.domain.loans import CapMethod, Loan, LoanYear, Span, filled, loan_years
from services.benefits.domain.titles import spans
from shared.conditions.population import Column
from shared.truth import UNKNOWN

_NO_LIMIT: Final = 2**62
"""Nobody said what interest was paid"""
_Row = tuple[int, int, LoanYear, int, int]
"""Owner, row of the loan, loan and year, share, principal × days where the cap is counted by balance"""


def subsidies(
    formula: InterestSubsidy,
    asking: Iterable[tuple[Case, Sequence[tuple[int, Thing]]]],
    size: int,
    quotes: Quotes,
    on: date,
) -> Column:
    """Fen for each of `size` loans; UNKNOWN for one that is not asked about, is incomplete, or has no rate yet."""
    fen = np.full(size, UNKNOWN, dtype=np.int64)
    rows: list[_Row] = []
    for owner, (case, things) in enumerate(asking):
        counted = spans(case.titles or (), formula.tiers)
        found = ((row, thing.loan(counted, formula.tiers)) for row, thing in things)
        loans = {loan.ref: (row, loan) for row, loan in found if loan is not None}
        for row, _ in loans.values():
            fen[row] = 0
        rows += _rows(formula, owner, case, loans, counted)
    if not rows:
        return fen
    amounts, at = _amounts(formula, rows, quotes, on), _column(row[1] for row in rows)
    known = amounts != UNKNOWN
    np.add.at(fen, at[known], amounts[known])
    fen[np.setdiff1d(at, at[known])] = UNKNOWN
    return fen


Owned = dict[str, tuple[int, Loan]]
"""By reference: the row of the loan, and the loan"""


def _rows(formula: InterestSubsidy, owner: int, case: Case, loans: Owned, counted: Sequence[Span]) -> list[_Row]:
    """In the order in which the cap is filled."""
    terms = formula.terms(Read(case))
    years = loan_years([loan for _, loan in loans.values()], counted, formula.long_over_years)
    by_balance = [0] * len(years)
    if formula.method is CapMethod.BY_BALANCE:
        by_balance = [fen_days for fen_days, _ in filled(years, terms)]
    return [
        (owner, loans[one.loan.ref][0], one, terms.share, fen_days)
        for one, fen_days in zip(years, by_balance, strict=True)
    ]


def _amounts(formula: InterestSubsidy, rows: Sequence[_Row], quotes: Quotes, on: date) -> Column:
    """Fen for each row; UNKNOWN while the rate of its year is pending."""
    fen_days = _column(row[4] for row in rows) if formula.method is CapMethod.BY_BALANCE else _by_loan(formula, rows)
    found = [known_on(quotes, one.year, on) for _, _, one, _, _ in rows]
    rates = _column(0 if quote is None else quote.rate(row[2].long) for quote, row in zip(found, rows, strict=True))
    raw = share(fen_days, rates * _column(row[3] for row in rows), WHOLE * WHOLE * formula.day_count)
    limits = _column(_NO_LIMIT if row[2].limit_fen is None else row[2].limit_fen for row in rows)
    pending = np.array([quote is None for quote in found])
    amounts: Column = np.where(pending, UNKNOWN, np.minimum(raw, limits))
    return amounts


def _by_loan(formula: InterestSubsidy, rows: Sequence[_Row]) -> Column:
    """Rows of one owner and year stand together: what went before in the group is off the cap."""
    principal = _column(row[2].loan.principal_fen for row in rows)
    groups = [(owner, one.year) for owner, _, one, _, _ in rows]
    begins = np.array([True, *(one != other for one, other in pairwise(groups))])
    before = np.cumsum(principal) - principal
    group = np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))
    left = np.maximum(formula.loan_cap_fen - (before - before[group]), 0)
    eligible = np.minimum(principal, left)
    fen_days: Column = eligible * _column(row[2].day_number for row in rows)
    for at, row in enumerate(rows):
        if row[2].loan.repayments:  # few are paid back in parts
            fen_days[at] = row[2].fen_days(int(eligible[at]))
    return fen_days


def _column(values: Iterable[int]) -> Column:
    return np.fromiter(values, dtype=np.int64)
