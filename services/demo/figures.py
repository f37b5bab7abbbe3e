"""The figures of every firm, drawn again until they fit its size class and its titles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from services.demo.cohort import PROFILES, Cohort
from services.demo.gates import fits_titles
from services.demo.ledger import YEARS, Ledger
from services.demo.model import FEN_PER_WAN, CityModel, Drift, MeanSd, PerHeadOutput, Profile
from services.demo.shares import Bools, Days, Floats, Ints
from services.demo.sme import below_a_cap
from shared.values import Tier

_MOST_ATTEMPTS = 5000
_SOFTWARE = "I65"


@dataclass(frozen=True)
class _Draw:
    """One attempt for some rows of the cohort."""

    rng: Generator
    model: CityModel
    profile: Ints
    software: Bools
    output_median: Floats
    """万元 a head and year"""

    @property
    def size(self) -> int:
        return len(self.profile)

    def of(self, read: Callable[[Profile], float]) -> Floats:
        """A parameter of each row's profile."""
        table = np.array([read(self.model.profiles.tiers[name]) for name in PROFILES], dtype=np.float64)
        drawn: Floats = table[self.profile]
        return drawn

    def normal(self, read: Callable[[Profile], MeanSd], columns: int = 1) -> Floats:
        mean, sd = self.of(lambda p: read(p).mean), self.of(lambda p: read(p).sd)
        return mean[:, None] + sd[:, None] * self.rng.standard_normal((self.size, columns))

    def beta(self, read: Callable[[Profile], MeanSd], low: float = 0) -> Floats:
        """Percent between `low` and 100 with the given mean and standard deviation."""
        mean = self.of(lambda p: read(p).mean)
        special = self.of(lambda p: read(p).software_mean or read(p).mean)
        mean = (np.where(self.software, special, mean) - low) / (100 - low)
        sd = self.of(lambda p: read(p).sd) / (100 - low)
        weight = mean * (1 - mean) / sd**2 - 1
        return low + (100 - low) * self.rng.beta(mean * weight, (1 - mean) * weight)

    def lognormal(self, median: Floats | float, sigma: Floats | float) -> Floats:
        return median * np.exp(sigma * self.rng.standard_normal(self.size))

    def noise(self, sd: float) -> Floats:
        return sd * self.rng.standard_normal((self.size, YEARS))


def _attempt(draw: _Draw) -> Ledger:
    profiles, yearly = draw.model.profiles, draw.model.profiles.yearly
    rng = draw.rng
    last = draw.lognormal(draw.of(lambda p: p.revenue.median), draw.of(lambda p: p.revenue.sigma))
    last = np.clip(last, draw.of(lambda p: p.revenue.min), draw.of(lambda p: p.revenue.max))
    growth = np.clip(draw.normal(lambda p: p.growth_percent, YEARS - 1), *profiles.growth_bounds) / 100
    backwards = np.cumprod(1 / (1 + growth[:, ::-1]), axis=1)[:, ::-1]
    revenue = _fen(last[:, None] * np.hstack([backwards, np.ones((draw.size, 1))]))

    rd = draw.lognormal(draw.of(lambda p: p.rd_percent.median), draw.of(lambda p: p.rd_percent.sigma))
    rd *= np.where(draw.software, draw.of(lambda p: p.rd_percent.software_factor), 1)
    rd_percent = np.minimum(rd[:, None] * np.exp(draw.noise(yearly.rd_sigma)), profiles.rd_percent_max)
    main = draw.beta(lambda p: p.main_percent, low=50)[:, None] + draw.noise(yearly.main_sd)
    debt = draw.beta(lambda p: p.debt_percent)[:, None] + draw.noise(yearly.debt_sd)
    margin = _persistent(draw, yearly.margin_persistence)
    turnover = draw.lognormal(profiles.asset_turnover.median, profiles.asset_turnover.sigma)
    assets = np.maximum(np.rint(revenue * turnover[:, None]), 1).astype(np.int64)

    output = draw.lognormal(draw.output_median, draw.model.per_head_output.sigma)
    staff = _staff(revenue, output, draw.model.per_head_output)
    rd_staff = np.rint(staff * draw.beta(lambda p: p.rd_staff_percent)[:, None] / 100).astype(np.int64)
    dispersion = profiles.ip_dispersion
    class1, class2 = (
        rng.negative_binomial(dispersion, dispersion / (dispersion + mean))
        for mean in (draw.of(lambda p: p.class1_ip), draw.of(lambda p: p.class2_ip))
    )
    shape = profiles.gamma_shape
    gamma = rng.gamma(shape, draw.of(lambda p: p.niche_years.gamma_mean) / shape)
    score = draw.normal(lambda p: p.development_score or MeanSd(mean=0, sd=0))[:, 0]
    return Ledger(
        staff=staff,
        rd_staff=rd_staff,
        revenue=revenue,
        main_revenue=_part(np.clip(main, 50, 100), revenue, np.ceil),
        rd_expense=_part(rd_percent, revenue, np.ceil),
        net_profit=_part(margin, revenue, np.rint),
        total_assets=assets,
        total_debt=_part(np.clip(debt, *profiles.debt_bounds), assets, np.floor),
        class1_ip=class1.astype(np.int64),
        class2_ip=class2.astype(np.int64),
        niche_years=draw.of(lambda p: p.niche_years.min) + gamma,
        niche_share=np.clip(np.rint(draw.normal(lambda p: p.niche_share)[:, 0]), 0, 100).astype(np.int64),
        development_score=np.clip(np.rint(score), 0, 100).astype(np.int64),
    )


def draw_figures(rng: Generator, model: CityModel, cohort: Cohort, decided: Mapping[Tier, Days]) -> Ledger:
    """Figures under which every firm is an SME in each year and fits the titles decided on those days."""
    caps = [model.sme_caps.of(industry) for industry in cohort.industry]
    staff_cap = np.array([cap.staff for cap in caps])[:, None]
    revenue_cap = np.array([cap.revenue * FEN_PER_WAN for cap in caps])[:, None]
    software = np.array(cohort.industry) == _SOFTWARE
    output = np.array([model.per_head_output.median[industry[0]] for industry in cohort.industry])
    pending = np.arange(len(cohort))
    kept: Ledger | None = None
    for _ in range(_MOST_ATTEMPTS):
        drawn = _attempt(_Draw(rng, model, cohort.profile[pending], software[pending], output[pending]))
        small = below_a_cap(drawn.staff, drawn.revenue, staff_cap[pending], revenue_cap[pending])
        decisions = {tier: days[pending] for tier, days in decided.items()}
        fits = small.all(axis=1) & fits_titles(drawn, model.gates, decisions)
        if kept is None:
            kept = drawn
        else:
            kept.put(pending, drawn)
        pending = pending[~fits]
        if not len(pending):
            return kept
    stuck = sorted({(PROFILES[cohort.profile[row]], cohort.industry[row]) for row in pending.tolist()})
    raise ValueError(f"no figures fit the gates of these profiles and industries in city.yaml: {stuck}")


def let_drift(rng: Generator, model: Drift, figures: Ledger, per_head: PerHeadOutput, drifting: Bools) -> None:
    """Replace the last year of some firms by one that fails the ruleset of every title."""
    rows = np.flatnonzero(drifting)
    drawn = figures.at(rows)

    def percent(bounds: tuple[float, float]) -> Floats:
        return rng.uniform(*bounds, len(rows))

    factor = 1 + percent(model.growth_percent) / 100
    revenue = np.rint(drawn.revenue[:, -2] * factor).astype(np.int64)
    main = drawn.main_revenue[:, -2] / drawn.revenue[:, -2] * 100
    drawn.revenue[:, -1] = revenue
    drawn.main_revenue[:, -1] = np.minimum(_part(main, revenue, np.floor), revenue)
    drawn.rd_expense[:, -1] = _part(percent(model.rd_percent), revenue, np.floor)
    drawn.net_profit[:, -1] = _part(percent(model.margin_percent), revenue, np.rint)
    drawn.total_assets[:, -1] = drawn.total_assets[:, -2]
    drawn.total_debt[:, -1] = _part(percent(model.debt_percent), drawn.total_assets[:, -1], np.ceil)
    staff = np.maximum(np.rint(drawn.staff[:, -2] * factor), per_head.staff_min).astype(np.int64)
    drawn.rd_staff[:, -1] = drawn.rd_staff[:, -2] * staff // drawn.staff[:, -2]
    drawn.staff[:, -1] = staff
    figures.put(rows, drawn)


def _persistent(draw: _Draw, correlation: float) -> Floats:
    """Net margins of the years: each has the profile's spread, two of them are correlated."""
    mean, sd = draw.of(lambda p: p.margin_percent.mean), draw.of(lambda p: p.margin_percent.sd)
    own = np.sqrt(correlation) * draw.rng.standard_normal((draw.size, 1))
    margins: Floats = mean[:, None] + sd[:, None] * (own + draw.noise(float(np.sqrt(1 - correlation))))
    return margins


def _staff(revenue: Ints, output: Floats, per_head: PerHeadOutput) -> Ints:
    staff = np.rint(revenue / FEN_PER_WAN / output[:, None])
    return np.maximum(staff, per_head.staff_min).astype(np.int64)


def _part(percent: Floats, whole: Ints, rounding: Callable[[Floats], Floats]) -> Ints:
    part: Floats = rounding(whole * percent / 100)
    return part.astype(np.int64)


def _fen(wan: Floats) -> Ints:
    return np.rint(wan * FEN_PER_WAN).astype(np.int64)
