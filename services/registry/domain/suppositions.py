"""What if: facts taken for true for once, over what is known of an enterprise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.registry.domain.answers import Value
from services.registry.domain.profile import (
    AnnualReport,
    Answer,
    Credential,
    EquityRound,
    InstitutionLevel,
    IpClass,
    Profile,
    Provenance,
    Source,
)
from services.registry.domain.titles import Terms, valid_until
from shared.events import Title
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Supposed:
    """None, or what is left out, stays as it is known."""

    reports: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """Figures of AnnualReport by year"""
    ip: Mapping[IpClass, int] | None = None
    institution: InstitutionLevel | None = None
    credentials: tuple[tuple[str, date, date | None, int | None], ...] | None = None
    """Kind, day, last valid day, place"""
    equity_rounds: tuple[tuple[date, int], ...] | None = None
    """Day and fen, of qualified investors"""
    answers: Mapping[str, Value] = field(default_factory=dict)
    titles: tuple[Tier, ...] = ()
    """Held beside those it has"""


def supposing(
    profile: Profile, titles: Sequence[Title], supposed: Supposed, on: date, terms: Terms
) -> tuple[Profile, tuple[Title, ...]]:
    """The enterprise as it would be."""
    origin = Provenance(Source.ENTERPRISE, on)
    given: dict[str, Any] = {
        "reports": {**profile.reports, **_reports(profile, supposed, origin)},
        "answers": {**profile.answers, **{name: Answer(value, origin) for name, value in supposed.answers.items()}},
    }
    if supposed.ip is not None:
        given |= {"ip": supposed.ip, "ip_origin": origin}
    if supposed.institution is not None:
        given |= {"institution": supposed.institution, "institution_origin": origin}
    if supposed.credentials is not None:
        given["credentials"] = tuple(
            Credential(kind, day, origin, until, rank) for kind, day, until, rank in supposed.credentials
        )
    if supposed.equity_rounds is not None:
        given["equity_rounds"] = tuple(EquityRound(day, fen, origin) for day, fen in supposed.equity_rounds)
    return replace(profile, **given), (*titles, *(_title(tier, on, terms) for tier in supposed.titles))


def _reports(profile: Profile, supposed: Supposed, origin: Provenance) -> dict[int, AnnualReport]:
    """The figures made up stand beside those that are known, each with its own origin."""
    reports: dict[int, AnnualReport] = {}
    for year, figures in supposed.reports.items():
        known = profile.reports.get(year, AnnualReport(year, origin))
        values: dict[str, Any] = dict(figures)
        reports[year] = replace(known, origins={**known.origins, **dict.fromkeys(figures, origin)}, **values)
    return reports


def _title(tier: Tier, on: date, terms: Terms) -> Title:
    return Title(
        title_id=f"supposed-{tier}",
        tier=tier,
        number="",
        authority="",
        document="拟认定",
        recognised_on=on,
        valid_until=valid_until(on, terms),
    )
