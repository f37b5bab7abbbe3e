"""Whose figures of which days, and what is counted in SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import case, func, select

from services.finance.domain.figures.cells import Grouping, Span
from shared.days import DAY, SHANGHAI
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures, of which days, grouped by what."""

    span: Span
    by: Grouping
    district: str | None = None

    @property
    def begun(self) -> datetime:
        return _midnight(self.span.first)

    @property
    def over(self) -> datetime:
        """The first instant after the last day"""
        return _midnight(self.span.last + DAY)


@dataclass(frozen=True, slots=True)
class Distinct:
    """Enterprises, each once in its group and once together."""

    groups: Mapping[str | None, int]
    together: int


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


async def distinct(tx: Tx, each: Any, which: Any) -> Distinct:
    firms = func.count(each.c.firm.distinct())
    groups = await tx.execute(select(each.c.key, firms).where(which).group_by(each.c.key))
    together = (await tx.execute(select(firms).where(which))).scalar_one()
    return Distinct({key: int(count) for key, count in groups}, int(together))


def count_of(which: Any) -> Any:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


def sum_of(which: Any, fen: Any) -> Any:
    return func.coalesce(func.sum(case((which, fen), else_=0)), 0)
