"""Whose word counts when several sources state the same figure, and where they differ.

An authority's word goes before an officer's, an officer's before the enterprise's. Of one source, and between
authorities, the newest counts. Nothing is lost: what does not count stands beside what does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.registry.domain.profile import AnnualReport, Provenance, Source

ANNUAL: Final = (
    "staff", "revenue_fen", "main_revenue_fen", "rd_expense_fen", "rd_staff", "net_profit_fen", "total_assets_fen",
    "total_debt_fen",
)  # fmt: skip
"""The figures of an annual report, in the order AnnualReport has them."""
_PLACE: Final = {name: place for place, name in enumerate(ANNUAL)}
_WEIGHT: Final = dict.fromkeys(Source, 2) | {Source.ENTERPRISE: 0, Source.OFFICER: 1}
AUTHORITIES: Final = tuple(source for source in Source if _WEIGHT[source] == _WEIGHT[Source.TAX])

Weight = tuple[int, date, str]


def weight(origin: Provenance) -> Weight:
    """The greater one counts; never equal for two sources."""
    return _WEIGHT[origin.source], origin.on, origin.source


def heaviest(origins: Iterable[Provenance]) -> Provenance:
    return max(origins, key=weight)


def outranks(one: Source, other: Source) -> bool:
    """Whether `other` may not change what `one` said."""
    return _WEIGHT[one] > _WEIGHT[other]


PARTS: Final = (
    ("main_revenue_fen", "revenue_fen", "主营业务收入不能大于营业收入"),
    ("rd_staff", "staff", "研发人员不能多于从业人员"),
)


def larger_parts(figures: Mapping[str, int | None]) -> list[str]:
    """What is wrong with the figures of one year: no part is larger than its whole."""
    values = [(figures.get(part), figures.get(whole), words) for part, whole, words in PARTS]
    return [words for part, whole, words in values if part is not None and whole is not None and part > whole]


@dataclass(frozen=True, slots=True)
class Stated:
    """The figures of one year as one source states them on a day; None: it does not say."""

    year: int
    origin: Provenance
    figures: tuple[int | None, ...]
    """In the order of ANNUAL"""

    def said(self, name: str) -> int | None:
        return self.figures[_PLACE[name]]


def newest(statements: Iterable[Stated]) -> list[Stated]:
    """The last word of each source on each year: a later report of a source replaces its earlier one whole."""
    last: dict[tuple[int, Source], Stated] = {}
    for one in statements:
        key = (one.year, one.origin.source)
        if key not in last or last[key].origin.on <= one.origin.on:
            last[key] = one
    return list(last.values())


def reports(statements: Iterable[Stated]) -> dict[int, AnnualReport]:
    """By year: each figure from the source whose word counts."""
    by_year: dict[int, list[Stated]] = {}
    for one in newest(statements):
        by_year.setdefault(one.year, []).append(one)
    return {year: _report(year, said) for year, said in sorted(by_year.items())}


def _report(year: int, said: list[Stated]) -> AnnualReport:
    if len(said) == 1:  # nearly always
        return AnnualReport(year, said[0].origin, *said[0].figures)
    said.sort(key=lambda one: weight(one.origin), reverse=True)
    values: list[int | None] = []
    origins: dict[str, Provenance] = {}
    for place, name in enumerate(ANNUAL):
        used = next((one for one in said if one.figures[place] is not None), None)
        values.append(used.figures[place] if used else None)
        if used and used is not said[0]:
            origins[name] = used.origin
    return AnnualReport(year, said[0].origin, *values, origins=origins)


def latest(reports: Mapping[int, AnnualReport], name: str) -> int | None:
    """The figure of the newest year that has it."""
    known = (getattr(reports[year], name) for year in sorted(reports, reverse=True))
    return next((value for value in known if value is not None), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the enterprise, or another source, states otherwise than the one whose word counts."""

    figure: str
    """staff, revenue_fen …; an answer's name; ip.<class>"""
    year: int | None
    used: str
    used_origin: Provenance
    stated: str
    stated_origin: Provenance


def differing(figure: str, year: int | None, words: Sequence[tuple[str, Provenance]]) -> list[Difference]:
    """What stands against the word that counts."""
    if not words:
        return []
    used, origin = max(words, key=lambda word: weight(word[1]))
    return [Difference(figure, year, used, origin, text, other) for text, other in words if text != used]
