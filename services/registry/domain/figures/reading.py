"""What a figure is read from, one enterprise at a time or the whole city at once, and what a reading says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isqrt
from typing import Final, NamedTuple, Protocol

from services.registry.domain.criteria import Asked
from services.registry.domain.figures.city import City, Column
from services.registry.domain.profile import AnnualReport, Profile, Provenance
from services.registry.domain.sizes import SizeRules
from shared.events import Title
from shared.truth import UNKNOWN, mark


class Unit(StrEnum):
    """What a bound of a ruleset is written in, and a figure shown in."""

    MONEY = "money"
    PERCENT = "percent"
    YEARS = "years"
    NUMBER = "number"
    LEVEL = "level"
    """One of the named levels, lowest first."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a figure on a day; no value, and `reason` says what is missing."""

    value: Fraction | None
    origin: Provenance | None = None
    reason: str = ""

    @property
    def mark(self) -> int:
        return UNKNOWN if self.value is None else mark(self.value)


@dataclass(frozen=True)
class Case:
    """案卷: one enterprise on one day."""

    profile: Profile
    titles: Sequence[Title]
    on: date
    sizes: SizeRules

    @property
    def last_year(self) -> int:
        """上年度: the last complete fiscal year (63号 附件4)."""
        return self.on.year - 1

    def report(self, back: int) -> AnnualReport | None:
        return self.profile.reports.get(self.last_year - back)


class Datum(NamedTuple):
    """填报数据: one thing that somebody states of an enterprise, which figures are read from."""

    name: str
    """Of an answer; of a figure of AnnualReport, with its year; or of another part of Profile"""
    year: int | None = None


class Figure(Protocol):
    """One figure of the catalogue, read both ways; the tests hold the two readings equal."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> Unit: ...
    def read(self, case: Case, asked: Asked) -> Reading: ...
    def column(self, city: City, asked: Asked) -> Column:
        """The marks of every enterprise."""

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        """What it is read from; nothing where the registry itself knows it."""


def known(value: Fraction | int | bool, origin: Provenance | None) -> Reading:
    return Reading(Fraction(value), origin)


def missing(reason: str) -> Reading:
    return Reading(None, reason=reason)


# ---- words -------------------------------------------------------------------------------------

_PLACES: Final = 4
_FEN_PER_WAN: Final = 1_000_000


def shown(value: Fraction, unit: Unit, levels: Sequence[str] = ()) -> str:
    """As a person reads it; cut, never rounded across a bound: 4.99999 is "4.9999…%"."""
    if unit is Unit.LEVEL:
        return levels[int(value)]
    if unit is Unit.FLAG:
        return "是" if value else "否"
    if unit is Unit.MONEY:
        return f"{decimal_text(value / _FEN_PER_WAN, 6)}万元"
    return decimal_text(value) + {Unit.PERCENT: "%", Unit.YEARS: "年"}.get(unit, "")


def decimal_text(value: Fraction, places: int = _PLACES) -> str:
    scaled = abs(value) * 10**places
    digits = Decimal(int(scaled)).scaleb(-places)
    sign = "-" if value < 0 else ""
    if scaled.denominator == 1:
        text = f"{digits:f}"
        return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
    return f"{sign}{digits:.{places}f}…"


def yearly_rate(factor: Fraction, years: int) -> str:
    """The compound growth behind a factor in percent of the base, cut to two decimals; two years: a square root."""
    assert years == 2, "the law asks for two years"
    grown = isqrt(int(factor * 10**6))  # sqrt(factor / 100) * 10**4
    return f"{decimal_text(Fraction(grown, 100) - 100, 2)}%"
