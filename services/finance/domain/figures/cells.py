"""What figures are counted from: by whom or what, of which days, and what has the same answer to all that is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from services.finance.domain.products.offers import Fee, ProductKind


class Grouping(StrEnum):
    INSTITUTION = "institution"
    PRODUCT = "product"
    DISTRICT = "district"
    """Where the enterprise lies now"""
    TIER = "tier"
    """Of loans: of who owes them, on the day. Of applications: of who sent them, when they were sent"""

    @property
    def label(self) -> str:
        return GROUPING_LABELS[self]


GROUPING_LABELS: Final = {
    Grouping.INSTITUTION: "金融机构",
    Grouping.PRODUCT: "金融产品",
    Grouping.DISTRICT: "区、县（市）",
    Grouping.TIER: "企业梯度",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Balances are of `last`; what was drawn, sent and answered is of all these days."""

    first: date
    last: date


def span(since: date | None, on: date | None, today: date) -> Span | None:
    """By default of the calendar year so far. None: there is no such span."""
    last = on or today
    first = since or date(last.year, 1, 1)
    return Span(first, last) if first <= last <= today else None


@dataclass(frozen=True, slots=True)
class LoanCell:
    """Loans of one group."""

    key: str | None
    firms: int
    """That owe something, each once"""
    loans: int
    """On which something is outstanding"""
    principal_fen: int
    outstanding_fen: int
    weighed_units: int
    """Σ outstanding × rate in ten-thousandths of a percent"""
    guaranteed_fen: int
    """Outstanding of those whose guarantee fee was told"""
    guarantee_units: int
    """Σ outstanding × that fee"""
    overdue_loans: int
    overdue_fen: int
    """Principal and interest, as institutions say"""
    new_loans: int
    """Drawn in the period, whatever became of them"""
    new_fen: int


@dataclass(frozen=True, slots=True)
class PartCell:
    """Parts of applications of one group that were sent in the period, as they stood at its end."""

    key: str | None
    firms: int
    """With an accepted offer, each once"""
    sent: int
    offered: int
    refused: int
    expired: int
    ended: int
    """Withdrawn or closed before any answer"""
    accepted: int


@dataclass(frozen=True, slots=True)
class OfferCell:
    """Accepted offers of one group on the same terms."""

    key: str | None
    kind: ProductKind
    rate: Decimal | None
    guarantee_rate: Decimal | None
    fees: tuple[Fee, ...]
    offers: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """So many parts were answered after so many working days and whole hours."""

    key: str | None
    days: int
    hours: int
    parts: int


@dataclass(frozen=True, slots=True)
class Firms:
    """Enterprises, each once: in one group, or in all together."""

    owing: int
    accepting: int


@dataclass(frozen=True, slots=True)
class Cells:
    loans: Sequence[LoanCell] = ()
    parts: Sequence[PartCell] = ()
    offers: Sequence[OfferCell] = ()
    answers: Sequence[AnswerCell] = ()

    def by_key(self) -> "dict[str | None, Cells]":
        """Each group's own."""
        loans, parts = _grouped(self.loans), _grouped(self.parts)
        offers, answers = _grouped(self.offers), _grouped(self.answers)
        return {
            key: Cells(loans.get(key, ()), parts.get(key, ()), offers.get(key, ()), answers.get(key, ()))
            for key in {**loans, **parts}
        }


_Cell = TypeVar("_Cell", LoanCell, PartCell, OfferCell, AnswerCell)


def _grouped(cells: Iterable[_Cell]) -> dict[str | None, list[_Cell]]:
    found: dict[str | None, list[_Cell]] = {}
    for one in cells:
        found.setdefault(one.key, []).append(one)
    return found
