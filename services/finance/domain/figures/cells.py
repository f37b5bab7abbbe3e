"""What figures are counted from: by whom or what, of which days, and what has the same answer to all that is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

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
    """Loans of one group at the same rates."""

    key: str | None
    rate_units: int
    guarantee_units: int | None
    loans: int
    """On which something is outstanding"""
    principal_fen: int
    outstanding_fen: int
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
    """So many parts were sent on one day and answered on another, after so many whole hours."""

    key: str | None
    sent_on: date
    answered_on: date
    hours: int
    parts: int


@dataclass(frozen=True, slots=True)
class Firms:
    """Enterprises, each once."""

    owing: int = 0
    """With something outstanding"""
    accepting: int = 0
    """With an accepted offer"""


@dataclass(frozen=True, slots=True)
class Cells:
    loans: Sequence[LoanCell] = ()
    parts: Sequence[PartCell] = ()
    offers: Sequence[OfferCell] = ()
    answers: Sequence[AnswerCell] = ()

    @property
    def keys(self) -> set[str | None]:
        return {one.key for one in self.loans} | {one.key for one in self.parts}

    def of(self, key: str | None) -> "Cells":
        return Cells(
            [one for one in self.loans if one.key == key],
            [one for one in self.parts if one.key == key],
            [one for one in self.offers if one.key == key],
            [one for one in self.answers if one.key == key],
        )
