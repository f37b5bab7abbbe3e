"""Whose figures of which days, and what is counted in SQL."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import case, func

from services.finance.domain.figures.cells import Grouping, Span
from shared.days import DAY, SHANGHAI


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures, of which days, grouped by what."""

    span: Span
    by: Grouping
    district: str | None = None

    @property
    def asks_where(self) -> bool:
        """Where an enterprise lies matters: otherwise enterprises are not looked up."""
        return self.district is not None or self.by is Grouping.DISTRICT

    @property
    def begun(self) -> datetime:
        return _midnight(self.span.first)

    @property
    def over(self) -> datetime:
        """The first instant after the last day"""
        return _midnight(self.span.last + DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def distinct(firm: Any, which: Any) -> Any:
    """How many different ones there are."""
    return func.count(firm.distinct()).filter(which)


def count_of(which: Any) -> Any:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


def sum_of(which: Any, fen: Any) -> Any:
    return func.coalesce(func.sum(case((which, fen), else_=0)), 0)
