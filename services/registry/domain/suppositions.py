"""What if: facts taken for true for once, over what is known of an enterprise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.answers import Flag, Incident, Level, Number, YearsSince
from services.registry.domain.profile import (
    AnnualReport,
    Answer,
    Credential,
    EquityRound,
    InstitutionLevel,
    IpClass,
    Origin,
    Profile,
    Source,
)
from services.registry.domain.titles import valid_until
from shared.events import Title
from shared.values import Tier

AnswerValue = Decimal | int | bool | str | date
_Answered = Flag | Number | Level | YearsSince | Incident


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
    answers: Mapping[str, AnswerValue] = field(default_factory=dict)
    titles: tuple[Tier, ...] = ()
    """Held beside those it has"""


def supposing(
    profile: Profile, titles: Sequence[Title], supposed: Supposed, on: date
) -> tuple[Profile, tuple[Title, ...]]:
    """The enterprise as it would be."""
    origin = Origin(Source.ENTERPRISE, on)
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
    return replace(profile, **given), (*titles, *(_title(tier, on) for tier in supposed.titles))


def _reports(profile: Profile, supposed: Supposed, origin: Origin) -> dict[int, AnnualReport]:
    return {
        year: replace(profile.reports.get(year, AnnualReport(year, origin)), origin=origin, **figures)
        for year, figures in supposed.reports.items()
    }


def _title(tier: Tier, on: date) -> Title:
    return Title(
        title_id=f"supposed-{tier}",
        tier=tier,
        number="",
        authority="",
        document="拟认定",
        recognised_on=on,
        valid_until=valid_until(on),
    )


# ---- answers of a named kind ---------------------------------------------------------------------

ANSWERS: Final[dict[str, _Answered]] = {
    figure.name: figure for figure in FIGURES.values() if isinstance(figure, _Answered)
}
"""Every further fact a ruleset may ask, by its name."""


def answer_of(name: str, value: bool | int | str) -> AnswerValue:
    """The answer as a caller writes it: days as YYYY-MM-DD, decimals as text. Raises ValueError."""
    if name not in ANSWERS:
        raise ValueError("没有这一项事实；可填的名称见认定标准目录")
    figure = ANSWERS[name]
    try:
        return _READ[type(figure)](figure, value)
    except (ValueError, InvalidOperation) as fault:
        raise ValueError(f"“{figure.label}”应填写{_FORMS[type(figure)]}") from fault


def _flag(_: Any, value: bool | int | str) -> bool:
    if not isinstance(value, bool):
        raise ValueError("no yes or no")
    return value


def _number(_: Any, value: bool | int | str) -> Decimal | int:
    if isinstance(value, bool):
        raise ValueError("no number")
    number = value if isinstance(value, int) else Decimal(value)
    if not (isinstance(number, int) or number.is_finite()) or not 0 <= number <= 1_000_000:
        raise ValueError("no plausible number")
    return number


def _level(figure: Level, value: bool | int | str) -> str:
    if value not in figure.levels:
        raise ValueError("no such level")
    return str(value)


def _day(_: Any, value: bool | int | str) -> date:
    return date.fromisoformat(str(value))


def _incident(_: Any, value: bool | int | str) -> bool | date:
    return value if isinstance(value, bool) else date.fromisoformat(str(value))


_READ: Final[dict[type[_Answered], Callable[[Any, bool | int | str], AnswerValue]]] = {
    Flag: _flag,
    Number: _number,
    Level: _level,
    YearsSince: _day,
    Incident: _incident,
}
_FORMS: Final = {
    Flag: " true 或 false",
    Number: "不小于0的数",
    Level: "标准所列的等级",
    YearsSince: "起始日期（YYYY-MM-DD）",
    Incident: " false，或最近一次的日期（YYYY-MM-DD）",
}
