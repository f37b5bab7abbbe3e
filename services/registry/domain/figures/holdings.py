"""Figures of what an enterprise has: intellectual property, institutions, credentials, equity, titles, its own kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from services.registry.domain.criteria import Asked
from services.registry.domain.figures.annual import reported, reported_data
from services.registry.domain.figures.city import City, Column, column, marked
from services.registry.domain.figures.reading import Case, Datum, Reading, Unit, known, missing
from services.registry.domain.profile import (
    INSTITUTION_LABELS,
    Credential,
    EquityRound,
    InstitutionLevel,
    IpClass,
    Profile,
)
from services.registry.domain.sizes import IndustryRow, Measure, is_sme
from shared.days import add_years
from shared.truth import HUNDREDTHS, UNKNOWN, mark
from shared.values import holds_titles

IP_GRADES: Final = (None, IpClass.II, IpClass.I_OTHER, IpClass.I_OWN, IpClass.I_HIGH_VALUE)
"""E to A: the best class with at least one."""
INSTITUTIONS: Final = tuple(InstitutionLevel)
CLASS_I: Final = (IpClass.I_HIGH_VALUE, IpClass.I_OWN, IpClass.I_OTHER)
CLASS_I_OWN: Final = (IpClass.I_HIGH_VALUE, IpClass.I_OWN)
IP: Final = Datum("ip")
INSTITUTION: Final = Datum("institution")
CREDENTIALS: Final = Datum("credentials")
EQUITY_ROUNDS: Final = Datum("equity_rounds")
"""Parts of Profile"""
_FEN_FIELDS: Final = {Measure.STAFF: "staff", Measure.REVENUE: "revenue_fen", Measure.ASSETS: "total_assets_fen"}
_ZHEJIANG: Final = "33"
"""GB/T 2260"""


def _ip_grade(profile: Profile) -> int | None:
    if profile.ip is None:
        return None
    return max(rank for rank, ip in enumerate(IP_GRADES) if ip is None or profile.ip.get(ip, 0) >= 1)


@dataclass(frozen=True, slots=True)
class IpGrade:
    label: str
    levels: tuple[str, ...] = ("none", "ii", "i", "i_own", "i_high_value")
    level_labels: tuple[str, ...] = ("E 无", "D Ⅱ类", "C Ⅰ类", "B 自主研发Ⅰ类", "A Ⅰ类高价值")
    unit: Unit = Unit.LEVEL

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (IP,)

    def read(self, case: Case, asked: Asked) -> Reading:
        grade = _ip_grade(case.profile)
        return missing("未提供知识产权") if grade is None else known(grade, case.profile.ip_origin)

    def column(self, city: City, asked: Asked) -> Column:
        return marked(column(_ip_grade(profile) for profile in city.profiles))


@dataclass(frozen=True, slots=True)
class IpCount:
    label: str
    classes: tuple[IpClass, ...]
    unit: Unit = Unit.NUMBER

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (IP,)

    def _count(self, profile: Profile) -> int | None:
        return None if profile.ip is None else sum(profile.ip.get(one, 0) for one in self.classes)

    def read(self, case: Case, asked: Asked) -> Reading:
        count = self._count(case.profile)
        return missing("未提供知识产权") if count is None else known(count, case.profile.ip_origin)

    def column(self, city: City, asked: Asked) -> Column:
        return marked(column(self._count(profile) for profile in city.profiles))


@dataclass(frozen=True, slots=True)
class Institution:
    label: str
    levels: tuple[str, ...] = tuple(level.value for level in INSTITUTIONS)
    level_labels: tuple[str, ...] = tuple(INSTITUTION_LABELS[level] for level in INSTITUTIONS)
    unit: Unit = Unit.LEVEL

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (INSTITUTION,)

    def read(self, case: Case, asked: Asked) -> Reading:
        level = case.profile.institution
        if level is None:
            return missing("未提供研发机构")
        return known(INSTITUTIONS.index(level), case.profile.institution_origin)

    def column(self, city: City, asked: Asked) -> Column:
        ranks = {level: rank for rank, level in enumerate(INSTITUTIONS)}
        levels = (profile.institution for profile in city.profiles)
        return marked(column(None if level is None else ranks[level] for level in levels))


@dataclass(frozen=True, slots=True)
class HoldsCredential:
    """Awarded within `years` years (近三年), or, without a span, valid on the day; with a `rank`, placed no lower."""

    label: str
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (CREDENTIALS,)

    def read(self, case: Case, asked: Asked) -> Reading:
        if case.profile.credentials is None:
            return missing("未提供资质与奖励")
        counting = _counts(asked, case.on)
        held = [one for one in case.profile.credentials if one.kind in asked.kinds and counting(one)]
        return known(bool(held), held[0].origin if held else None)

    def column(self, city: City, asked: Asked) -> Column:
        counting = _counts(asked, city.on)
        rows = {row for kind in asked.kinds for row, one in city.credentials.get(kind, ()) if counting(one)}
        return city.flags(rows, _none(city, "credentials"))


def _counts(asked: Asked, on: date) -> Callable[[Credential], bool]:
    since = add_years(on, -asked.years) if asked.years else None

    def counting(one: Credential) -> bool:
        if one.on > on or (asked.rank and (one.rank is None or one.rank > asked.rank)):
            return False
        return one.on >= since if since else one.valid_until is None or on <= one.valid_until

    return counting


def _none(city: City, name: str) -> Any:
    return np.array([getattr(profile, name) is None for profile in city.profiles], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class NewEquity:
    """近 N 年新增股权融资: what qualified investors paid in within the span."""

    label: str
    unit: Unit = Unit.MONEY

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (EQUITY_ROUNDS,)

    def read(self, case: Case, asked: Asked) -> Reading:
        if case.profile.equity_rounds is None:
            return missing("未提供股权融资")
        counted = [one for one in case.profile.equity_rounds if _paid_in(one, asked, case.on)]
        return known(sum(one.amount_fen for one in counted), counted[-1].origin if counted else None)

    def column(self, city: City, asked: Asked) -> Column:
        total = np.zeros(len(city), dtype=np.int64)
        for row, one in city.equity_rounds:
            if _paid_in(one, asked, city.on):
                total[row] += one.amount_fen
        return marked(np.where(_none(city, "equity_rounds"), UNKNOWN, total))


def _paid_in(one: EquityRound, asked: Asked, on: date) -> bool:
    return one.qualified and add_years(on, -asked.years) <= one.on <= on


@dataclass(frozen=True, slots=True)
class HoldsTitle:
    """A title of one of the tiers counts on the day. Titles are the registry's own: never unknown."""

    label: str
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return ()

    def read(self, case: Case, asked: Asked) -> Reading:
        return known(any(one.tier in asked.kinds and one.counts_on(case.on) for one in case.titles), None)

    def column(self, city: City, asked: Asked) -> Column:
        return city.flags(set().union(*(city.held.get(tier, ()) for tier in asked.kinds)))


@dataclass(frozen=True, slots=True)
class OfProfile:
    """A yes or no that the profile itself says."""

    label: str
    says: Callable[[Profile], bool]
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return ()

    def read(self, case: Case, asked: Asked) -> Reading:
        return known(self.says(case.profile), None)

    def column(self, city: City, asked: Asked) -> Column:
        return marked(column(int(self.says(profile)) for profile in city.profiles))


def is_legal_person(profile: Profile) -> bool:
    return holds_titles(profile.uscc)


def is_in_zhejiang(profile: Profile) -> bool:
    return profile.district.startswith(_ZHEJIANG)


@dataclass(frozen=True, slots=True)
class Sme:
    """中小企业 by the figures of the last year (300号); one measure below its cap settles it."""

    label: str
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        row = case.sizes.row(case.profile.industry)
        return reported_data(case, [_FEN_FIELDS[measure] for measure in row.sme_below] if row else (), asked.back)

    def read(self, case: Case, asked: Asked) -> Reading:
        row = case.sizes.row(case.profile.industry)
        if row is None:
            return missing(f"划型标准没有与行业 {case.profile.industry} 对应的一行")
        read = {measure: reported(case, _FEN_FIELDS[measure], asked.back) for measure in row.sme_below}
        truth = is_sme(row, lambda measure: UNKNOWN if (value := read[measure][0]) is None else value)
        if truth.certain is not truth.possible:
            return missing("，".join(reason for _, _, reason in read.values() if reason))
        return known(truth.certain, next((origin for _, origin, _ in read.values() if origin), None))

    def column(self, city: City, asked: Asked) -> Column:
        marks = np.full(len(city), UNKNOWN, dtype=np.int64)
        rows_of: dict[str, list[int]] = {}
        for at, profile in enumerate(city.profiles):
            rows_of.setdefault(profile.industry, []).append(at)
        for industry, rows in rows_of.items():
            if row := city.sizes.row(industry):
                marks[rows] = _sme_marks(city, row, rows, asked.back)
        return marks


def _sme_marks(city: City, row: IndustryRow, rows: list[int], back: int) -> Column:
    truth = is_sme(row, lambda measure: city.reported(_FEN_FIELDS[measure], back)[rows])
    yes_or_no = np.where(truth.certain, 2 * HUNDREDTHS, mark(0))
    return np.where(truth.certain == truth.possible, yes_or_no, UNKNOWN)
