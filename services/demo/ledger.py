"""The figures of many firms at once: a row a firm, a column a fiscal year (oldest first), money in fen."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from services.demo.firm import AnnualFigures
from services.demo.shares import Bools, Floats, Ints

YEARS = 3


@dataclass(frozen=True)
class Ledger:
    staff: Ints
    rd_staff: Ints
    revenue: Ints
    main_revenue: Ints
    rd_expense: Ints
    net_profit: Ints
    total_assets: Ints
    total_debt: Ints
    class1_ip: Ints
    class2_ip: Ints
    niche_years: Floats
    """At the end of the year before the first provincial title; of the first title, or today, without one."""
    niche_share: Ints
    development_score: Ints

    def at(self, rows: Ints | Bools) -> Self:
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def put(self, rows: Ints, other: Self) -> None:
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(other, field.name)

    def growth(self) -> Floats:
        """Of main revenue, in percent, for the second and the third year."""
        return (self.main_revenue[:, 1:] / self.main_revenue[:, :-1] - 1) * 100

    def revenue_growth(self) -> Floats:
        """Compound, over the two years."""
        return (np.sqrt(self.revenue[:, -1] / self.revenue[:, 0]) - 1) * 100

    def profit_growth(self) -> Floats:
        """Mean of the two years; after a year without profit it is no growth."""
        before = self.net_profit[:, :-1]
        ratio = np.where(before > 0, self.net_profit[:, 1:] / np.maximum(before, 1), 0)
        mean: Floats = (ratio.mean(axis=1) - 1) * 100
        return mean

    def annual(self, last_year: int) -> list[tuple[AnnualFigures, ...]]:
        columns = (
            self.staff,
            self.rd_staff,
            self.revenue,
            self.main_revenue,
            self.rd_expense,
            self.net_profit,
            self.total_assets,
            self.total_debt,
        )
        years = range(last_year - YEARS + 1, last_year + 1)
        by_firm = np.stack(columns, axis=2).tolist()
        return [
            tuple(AnnualFigures(year, *figures) for year, figures in zip(years, firm, strict=True)) for firm in by_firm
        ]
