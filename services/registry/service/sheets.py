"""The sheet of an enterprise (企业画像): every figure with source, day and age; what it has; where sources differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.registry import profile_data, store
from services.registry.domain import statements
from services.registry.domain.answers import written
from services.registry.domain.freshness import Age, age
from services.registry.domain.holdings import Section
from services.registry.domain.profile import IpClass, Profile, Provenance, Source
from services.registry.domain.statements import ANNUAL, Difference, differing
from services.registry.service import enterprises, holdings, profiles
from services.registry.store.tables import (
    AnnualReportRow,
    AnswerRow,
    EnterpriseRow,
    IntellectualPropertyRow,
    SectionRow,
    SourceAnswerRow,
    TagRow,
)
from shared.callers import Caller
from shared.db import Tx
from shared.values import EnterpriseId

INSTITUTION: Final = "institution"


@dataclass(frozen=True)
class Figure:
    """One figure in use."""

    name: str
    """staff, revenue_fen …; the name of an answer; ip.<class>; institution"""
    year: int | None
    value: str
    origin: Provenance
    age: Age


@dataclass(frozen=True)
class Sheet:
    enterprise: EnterpriseRow
    figures: Sequence[Figure]
    differences: Sequence[Difference]
    holdings: Mapping[Section, Sequence[Any]]
    complete: frozenset[str]
    """Sections somebody declared complete"""
    tags: Sequence[Any]
    answered_at: Mapping[Source, Any]
    """When each authority last answered"""


async def read(tx: Tx, caller: Caller, uscc: str) -> Sheet:
    enterprise = await enterprises.get(tx, caller, uscc)
    ids = [EnterpriseId(enterprise.enterprise_id)]
    profile = (await profiles.of(tx, ids))[ids[0]]
    asked = await store.profiles.rows_of(tx, SourceAnswerRow, ids)
    sections = await store.profiles.rows_of(tx, SectionRow, ids)
    return Sheet(
        enterprise,
        figures_of(profile, tx.today),
        await differences(tx, ids[0]),
        {section: await holdings.entries(tx, ids[0], section) for section in Section},
        frozenset(row.section for row in sections),
        await store.profiles.rows_of(tx, TagRow, ids),
        {Source(row.source): row.answered_at for row in asked},
    )


def figures_of(profile: Profile, today: date) -> list[Figure]:
    """Every figure in use: annual ones newest year first, then what stands by itself."""
    rules = profile_data.freshness(today)
    found: list[tuple[str, int | None, str, Provenance]] = [
        (name, report.year, str(value), report.origin_of(name))
        for report in reversed(list(profile.reports.values()))
        for name in ANNUAL
        if (value := getattr(report, name)) is not None
    ]
    if profile.ip is not None and profile.ip_origin is not None:
        found += [(f"ip.{kind}", None, str(profile.ip.get(kind, 0)), profile.ip_origin) for kind in IpClass]
    if profile.institution is not None and profile.institution_origin is not None:
        found.append((INSTITUTION, None, profile.institution, profile.institution_origin))
    found += [(name, None, written(one.value), one.origin) for name, one in sorted(profile.answers.items())]
    return [
        Figure(name, year, value, origin, age(rules, name.partition(".")[0], origin, today))
        for name, year, value, origin in found
    ]


async def differences(tx: Tx, enterprise_id: EnterpriseId) -> list[Difference]:
    """Where a source says otherwise than the one whose word counts."""
    ids = [enterprise_id]
    reports = await store.profiles.rows_of(tx, AnnualReportRow, ids, profiles.REPORT)
    counts = await store.profiles.rows_of(tx, IntellectualPropertyRow, ids)
    answers = profiles.last_words(await store.profiles.rows_of(tx, AnswerRow, ids)).get(enterprise_id, {})
    return [
        *_of_reports(reports),
        *_of_counts(counts),
        *_of_answers(answers),
    ]


def _of_answers(last: Mapping[tuple[str, str], Any]) -> Iterable[Difference]:
    words: dict[str, list[tuple[str, Provenance]]] = {}
    for (name, _), word in sorted(last.items()):
        if word.value is not None:
            words.setdefault(name, []).append((word.value, word.origin))
    for name, said in words.items():
        yield from differing(name, None, said)


def _of_reports(rows: Iterable[Any]) -> Iterable[Difference]:
    by_year: dict[int, list[statements.Stated]] = {}
    for one in statements.newest(map(profiles.statement, rows)):
        by_year.setdefault(one.year, []).append(one)
    for year, said in sorted(by_year.items(), reverse=True):
        for name in ANNUAL:
            words = [(str(one.said(name)), one.origin) for one in said if one.said(name) is not None]
            yield from differing(name, year, words)


def _of_counts(rows: Iterable[Any]) -> Iterable[Difference]:
    last = {row.source: row for row in rows}  # in order of time
    for kind in IpClass:
        words = [(str(getattr(row, kind)), profiles.origin_of(row)) for row in last.values()]
        yield from differing(f"ip.{kind}", None, words)
