"""Bank loans of holders of 省级以上 titles, for the interest subsidy (action plan, clause 11)."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.random import Generator

from services.demo.firm import FirmLoan, LoanPurpose
from services.demo.model import FEN_PER_WAN, Loans
from services.demo.shares import Days, Ints, chance, grade


def lend(rng: Generator, model: Loans, provincial_since: Days, today: date) -> list[tuple[FirmLoan, ...]]:
    """Loans of each firm, oldest first, all drawn while it held a provincial title (NaT: it holds none)."""
    lent: list[list[FirmLoan]] = [[] for _ in range(len(provincial_since))]
    for year in range(today.year - model.years + 1, today.year + 1):
        begin, end = date(year, 1, 1), min(date(year, 12, 31), today)
        start = np.maximum(provincial_since, np.datetime64(begin, "D"))
        days = np.where(np.isnat(start), 0, (np.datetime64(end, "D") - start).astype(np.int64) + 1)
        whole = (date(year, 12, 31) - begin).days + 1
        held = np.clip(days, 0, None) / whole
        borrows = chance(rng, model.borrowing_percent_a_year * held, len(held))
        count = np.where(borrows, 1 + rng.poisson(model.more_loans_mean, len(held)), 0)
        rows = np.repeat(np.arange(len(held)), count)
        offset = np.floor(rng.random(len(rows)) * days[rows]).astype(np.int64)
        first_days: list[date] = start[rows].tolist()
        for row, first_day, after, loan in zip(
            rows.tolist(), first_days, offset.tolist(), _terms(rng, model, year, len(rows)), strict=True
        ):
            principal, tenor, rate, purpose, guaranteed = loan
            drawn_on = first_day + timedelta(days=after)
            lent[row].append(FirmLoan(principal, tenor, rate, drawn_on, purpose, guaranteed))
    return [tuple(sorted(loans, key=lambda loan: loan.drawn_on)) for loans in lent]


def _terms(rng: Generator, model: Loans, year: int, size: int) -> list[tuple[int, int, Decimal, LoanPurpose, bool]]:
    principal = model.principal.median * np.exp(model.principal.sigma * rng.standard_normal(size))
    fen = np.rint(np.clip(principal, model.principal.min, model.principal.max)).astype(np.int64) * FEN_PER_WAN
    bands = np.array(model.tenor_months)
    band = bands[_indices(rng, bands[:, 2].tolist(), size)].astype(np.int64)
    tenor = rng.integers(band[:, 0], band[:, 1], endpoint=True)
    short, long = model.lpr_of(year)
    lpr = np.where(tenor > model.long_tenor_above_months, long, short)
    rate = np.maximum(lpr + model.margin.mean + model.margin.sd * rng.standard_normal(size), model.rate_min)
    basis_points = np.rint(rate * 100).astype(np.int64)
    purposes = list(model.purposes)
    purpose = _indices(rng, [model.purposes[each] for each in purposes], size)
    guaranteed = chance(rng, model.guaranteed_percent, size)
    return [
        (money, months, Decimal(points).scaleb(-2), purposes[index], backed)
        for money, months, points, index, backed in zip(
            fen.tolist(),
            tenor.tolist(),
            basis_points.tolist(),
            purpose.tolist(),
            guaranteed.tolist(),
            strict=True,
        )
    ]


def _indices(rng: Generator, weights: list[float], size: int) -> Ints:
    return grade(rng, np.tile(np.array(weights, dtype=np.float64), (size, 1)))
