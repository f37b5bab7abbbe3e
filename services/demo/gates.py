"""Which drawn figures fit the titles they are for: hard conditions only, not the scoring."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from services.demo.ledger import YEARS, Ledger
from services.demo.model import FEN_PER_WAN, Gate, Gates, InnovativeByScore
from services.demo.shares import Bools, Days, Ints
from shared.values import Tier

_YI_FEN = 10_000 * FEN_PER_WAN
"""1亿元"""


def at_least(part: Ints, percent: float, whole: Ints) -> Bools:
    return part * 100 >= percent * whole


def passes(figures: Ledger, gate: Gate) -> Bools:
    revenue, rd = figures.revenue, figures.rd_expense
    yearly = (
        (revenue >= gate.revenue * FEN_PER_WAN)
        & (revenue <= gate.revenue_max * FEN_PER_WAN)
        & (rd >= gate.rd * FEN_PER_WAN)
        & at_least(rd, gate.rd_percent, revenue)
        & (at_least(rd, gate.rd_percent_below_1yi, revenue) | (revenue >= _YI_FEN))
        & at_least(figures.main_revenue, gate.main_percent, revenue)
        & (figures.total_debt * 100 <= gate.debt_percent * figures.total_assets)
    ).all(axis=1)
    two_years = (rd[:, 1:] + rd[:, :-1] >= gate.rd_of_two_years * FEN_PER_WAN).all(axis=1)
    growing = (figures.growth().mean(axis=1) >= gate.growth_percent) & (figures.revenue_growth() >= gate.growth_percent)
    passed: Bools = (
        yearly
        & two_years
        & growing
        & (figures.class1_ip >= gate.class1_ip)
        & (figures.niche_years >= gate.niche_years)
        & (figures.niche_share >= gate.niche_share)
        & (figures.development_score >= gate.development_score)
    )
    if gate.rising:
        passed &= (np.diff(revenue, axis=1) > 0).all(axis=1)
    if gate.profit_growth_percent is not None:
        passed &= figures.profit_growth() >= gate.profit_growth_percent
    return passed


def fits_titles(figures: Ledger, gates: Gates, decided: Mapping[Tier, Days]) -> Bools:
    """Whether each firm meets the gates in force at the latest decision (NaT: none) on each of its titles."""
    fits = np.ones(len(figures.staff), dtype=np.bool_)
    for tier, days in decided.items():
        in_force = gates.of(tier)
        starts = np.array([gate.since for gate in in_force], dtype="datetime64[D]")
        which = np.searchsorted(starts, days, side="right") - 1
        for index, gate in enumerate(in_force):
            rows = np.flatnonzero(~np.isnat(days) & (which == index))
            fits[rows] &= passes(figures.at(rows), gate)
    return fits


def innovative_by_score(figures: Ledger, model: InnovativeByScore, column: int | Ints) -> Bools:
    """Whether 创新型 is certain by score in a fiscal year (a column from 1 on, or one for each firm)."""
    rows = np.arange(len(figures.staff))
    revenue, debt = figures.revenue[rows, column], figures.total_debt[rows, column]
    reached: Bools = (
        ((figures.class2_ip >= model.class2_ip) | (figures.class1_ip >= 1))
        & at_least(figures.rd_expense[rows, column], model.rd_percent, revenue)
        & (figures.growth()[rows, column - 1] >= model.growth_percent)
        & (debt * 100 <= model.debt_percent * figures.total_assets[rows, column])
        & at_least(figures.main_revenue[rows, column], model.main_percent, revenue)
    )
    return reached


def fiscal_column(decided: Days, last_year: int) -> Ints:
    """The fiscal year a decision looked at, as a column of the ledger; below 0, before the ledger."""
    year = decided.astype("datetime64[Y]").astype(np.int64) + date(1970, 1, 1).year
    return year - 1 - (last_year - YEARS + 1)


def innovative_when_decided(figures: Ledger, model: InnovativeByScore, column: Ints) -> Bools:
    """Whether the score alone gave 创新型, as far as the ledger can tell; its first year has no growth."""
    reached = innovative_by_score(figures, model, np.clip(column, 1, YEARS - 1))
    return (column < 0) | (reached & (column > 0))
