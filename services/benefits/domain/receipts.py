"""A calculation that can be made again: what it was made from, kept to the byte (docs/decisions/0010)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from services.benefits.domain.calculation import Calculation, calculate
from services.benefits.domain.cases import Borrower, Case, Thing
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.interest_years import calculate_year
from services.benefits.domain.measures import RuleBook
from shared.canonical import canonical
from shared.conditions import Kind, Value
from shared.events import Title


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a calculation is made from beside the texts of the rules."""

    case: Case
    only: tuple[str, ...] | None
    """The measures asked for; None: all for this kind of asker"""
    year: int | None = None
    """Of the one interest subsidy asked for: what this calendar year carries; None: the whole of each loan"""

    def made(self, book: RuleBook) -> Calculation:
        if self.year is None:
            return calculate(book, self.case, self.only)
        return calculate_year(book, self.case, self.year, self.only or ())


def inputs_from(kept: str) -> Inputs:
    """The inputs whose canonical form this is."""
    data = json.loads(kept)
    case = data["case"]
    titles = case["titles"]
    return Inputs(
        Case(
            kind=SubjectKind(case["kind"]),
            on=date.fromisoformat(case["on"]),
            facts=values(case["facts"]),
            titles=None if titles is None else _titles(titles),
            things=tuple(_thing(one) for one in case["things"]),
            received=case["received"],
        ),
        None if data["only"] is None else tuple(data["only"]),
        data.get("year"),
    )


def _thing(data: Mapping[str, Any]) -> Thing:
    return Thing(
        kind=SubjectKind(data["kind"]),
        ref=data["ref"],
        facts=values(data["facts"]),
        received=data["received"],
        interest_paid=_by_year(data["interest_paid"]),
        other_subsidies=_by_year(data["other_subsidies"]),
        repayments=tuple((date.fromisoformat(on), fen) for on, fen in data.get("repayments", ())),
        borrower=_borrower(data.get("borrower")),
    )


def _borrower(data: Mapping[str, Any] | None) -> Borrower | None:
    """Receipts of before loans were recorded name none."""
    if data is None:
        return None
    return Borrower(_titles(data["titles"]), date.fromisoformat(data["until"]), _borrower(data["absorber"]))


def _titles(data: Sequence[Any]) -> tuple[Title, ...]:
    return tuple(Title.model_validate_json(json.dumps(one)) for one in data)


def _by_year(data: Mapping[str, int]) -> Mapping[int, int]:
    return {int(year): fen for year, fen in data.items()}


def values(data: Mapping[str, Any]) -> Mapping[str, Value]:
    """Facts whose canonical form this is."""
    return {name: _READ_BACK.get(FACTS[name].kind, _same)(value) for name, value in data.items()}


def _same(value: Any) -> Any:
    return value


_READ_BACK: Final[Mapping[Kind, Any]] = {
    Kind.NUMBER: lambda value: value if isinstance(value, int) else Decimal(value),
    Kind.PERCENT: lambda value: value if isinstance(value, int) else Decimal(value),
    Kind.DAY: date.fromisoformat,
    Kind.SOME: frozenset,
}


@dataclass(frozen=True, slots=True)
class Again:
    """A kept result beside the one made again from the kept inputs by the kept rules."""

    kept: bytes
    made: bytes

    @property
    def identical(self) -> bool:
        return self.kept == self.made


def made_again(inputs: str, result: str, book: RuleBook) -> Again:
    return Again(result.encode(), canonical(inputs_from(inputs).made(book)))
