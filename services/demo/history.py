"""The years before the ledger, told backwards: what a title decided then was decided on."""

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from services.demo.cohort import PROFILES, Cohort
from services.demo.firm import AnnualFigures
from services.demo.gates import fiscal_column
from services.demo.ledger import Ledger
from services.demo.model import FEN_PER_WAN, CityModel, Gate
from services.demo.shares import Bools, Days, Floats, Ints
from shared.values import Tier

YEARS_BEFORE = 3
"""A decision three years ago looks at the year before it, and at growth over two more."""
_TWO_YEARS = 2
_LEAST_KEPT = 0.25
"""Of a figure, a year earlier: growth beyond that is no firm's history."""


def go_back(
    rng: Generator, model: CityModel, cohort: Cohort, figures: Ledger, decided: Mapping[Tier, Days], last_year: int
) -> list[tuple[AnnualFigures, ...]]:
    """Three more years for every firm, oldest first, in the proportions of the ledger's first year.

    Growth is drawn by profile, and more where a title decided on the ledger's second year asks for it.
    """
    columns = {tier: fiscal_column(days, last_year) for tier, days in decided.items()}
    held = {tier: ~np.isnat(days) for tier, days in decided.items()}
    kept = 1 / (1 + _growth(rng, model, cohort.profile) / 100)
    second = {tier: held[tier] & (columns[tier] == 1) for tier in columns}
    kept[:, -1] = np.minimum(kept[:, -1], _asked(figures.growth()[:, 0], _gate_growth(model, second)))
    factors = np.cumprod(kept[:, ::-1], axis=1)[:, ::-1]
    revenue = np.rint(figures.revenue[:, :1] * factors).astype(np.int64)
    for back in range(1, YEARS_BEFORE + 1):
        looked_at = held[Tier.SPECIALISED] & (columns[Tier.SPECIALISED] == -back)
        floor = np.minimum(_least_revenue(figures, model.gates.specialised[0]), figures.revenue[:, 0])
        revenue[:, -back] = np.where(looked_at, np.maximum(revenue[:, -back], floor), revenue[:, -back])
    share = revenue / figures.revenue[:, :1]
    profit = _scaled(figures.net_profit, share)
    before = _asked(_profit_growth(figures), _gate_profit_growth(model, second))
    profit[:, -1] = np.where(
        figures.net_profit[:, 0] > 0,
        np.minimum(profit[:, -1], np.floor(figures.net_profit[:, 0] * before)),
        profit[:, -1],
    ).astype(np.int64)
    staff = np.maximum(_scaled(figures.staff, share), 1)
    amounts = (
        staff,
        np.minimum(_scaled(figures.rd_staff, share), staff),
        revenue,
        np.minimum(np.ceil(figures.main_revenue[:, :1] * share).astype(np.int64), revenue),
        np.ceil(figures.rd_expense[:, :1] * share).astype(np.int64),
        profit,
        np.maximum(_scaled(figures.total_assets, share), 2),
        np.maximum(np.floor(figures.total_debt[:, :1] * share).astype(np.int64), 1),
    )
    first = last_year - figures.revenue.shape[1] - YEARS_BEFORE + 1
    by_firm = np.stack(amounts, axis=2).tolist()
    return [tuple(AnnualFigures(first + place, *year) for place, year in enumerate(firm)) for firm in by_firm]


def _growth(rng: Generator, model: CityModel, profile: Ints) -> Floats:
    """Percent into each of the years after the earlier ones, oldest first."""
    bounds = np.array([model.history.growth_percent[name] for name in PROFILES], dtype=np.float64)[profile]
    drawn: Floats = rng.uniform(bounds[:, :1], bounds[:, 1:], (len(profile), YEARS_BEFORE))
    return drawn


def _asked(growth: Floats, mean_asked: Floats) -> Floats:
    """What may be left of a figure a year before the ledger, for the mean of two growths to reach what is asked."""
    needed = _TWO_YEARS * mean_asked - growth
    left: Floats = np.clip(1 / (1 + np.maximum(needed, -50) / 100), _LEAST_KEPT, 1 / (1 - 0.5))
    return np.where(np.isneginf(mean_asked), np.inf, left)


def _gate_growth(model: CityModel, second: Mapping[Tier, Bools]) -> Floats:
    giant = model.gates.little_giant[0].growth_percent
    return np.where(second[Tier.LITTLE_GIANT], giant + 1, -np.inf)


def _gate_profit_growth(model: CityModel, second: Mapping[Tier, Bools]) -> Floats:
    champion = model.gates.hidden_champion[0].profit_growth_percent or 0
    return np.where(second[Tier.HIDDEN_CHAMPION], champion + 1, -np.inf)


def _profit_growth(figures: Ledger) -> Floats:
    """Into the ledger's second year, percent."""
    first, second = figures.net_profit[:, 0], figures.net_profit[:, 1]
    return np.where(first > 0, second / np.maximum(first, 1) * 100 - 100, 0.0)


def _least_revenue(figures: Ledger, gate: Gate) -> Ints:
    """At which revenue, and with it research in the same proportion, pass the gate."""
    with_research = np.ceil(gate.rd * FEN_PER_WAN * figures.revenue[:, 0] / np.maximum(figures.rd_expense[:, 0], 1))
    return np.maximum(gate.revenue * FEN_PER_WAN, with_research).astype(np.int64)


def _scaled(amounts: Ints, share: Floats) -> Ints:
    return np.rint(amounts[:, :1] * share).astype(np.int64)
