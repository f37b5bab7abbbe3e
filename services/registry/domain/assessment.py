"""Judging one enterprise by one standard on a day, with everything that explains the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.registry.domain.criteria import (
    Asked,
    Comparison,
    Condition,
    Criterion,
    Group,
    Indicator,
    Judged,
    Occasion,
    Role,
    Standard,
    comparisons,
    judge,
)
from services.registry.domain.figures import FIGURES, value_text
from services.registry.domain.figures.reading import Case, Reading
from services.registry.domain.profile import Profile, Source
from services.registry.domain.sizes import SizeRules
from services.registry.domain.wording import label, needed, words
from shared.events import Title
from shared.truth import Points
from shared.values import Tier, Verdict


@dataclass(frozen=True, slots=True)
class FigureUsed:
    label: str
    value: str | None
    """Exactly, as a fraction in fen, percent or counts; None: unknown."""
    shown: str
    needed: str
    """One bound, or the bounds of the bands."""
    verdict: Verdict
    """Of an indicator's figure: whether it reaches any band."""
    source: Source | None
    on: date | None
    reason: str
    """What is missing, when it is."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    code: str
    role: Role
    label: str
    clause: str
    verdict: Verdict
    """Of an indicator: met when it earns points, unmet when it earns none."""
    figures: tuple[FigureUsed, ...]
    needed: str
    """What meets it; for an indicator, what earns the next band, or what it has reached when that is the last."""
    manual: bool
    """An officer, or a platform outside, gives the figure."""
    note: str
    group: str | None = None
    points: int = 0
    """0 while unknown."""
    points_at_best: int = 0
    full: int = 0


@dataclass(frozen=True, slots=True)
class GroupResult:
    code: str
    label: str
    points: int
    points_at_best: int
    full: int
    floor: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Assessment:
    """Kept with its inputs, it comes out the same to the byte (`records.canonical`)."""

    ruleset: str
    tier: Tier
    title: str
    size_rules: str
    on: date
    occasion: Occasion
    verdict: Verdict
    """Met whatever the unknowns turn out to be; unmet even if every one turned out best; else unknown."""
    by_score: Verdict | None
    """None: the standard has no score."""
    points: int | None
    points_at_best: int | None
    pass_mark: int | None
    groups: tuple[GroupResult, ...]
    criteria: tuple[CriterionResult, ...]

    def result(self, code: str, role: Role | None = None) -> CriterionResult:
        """The first of that code; gates and indicators may share one."""
        return next(one for one in self.criteria if one.code == code and role in (None, one.role))


class Readings:
    """The figures of one case, each read once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._read: dict[Asked, Reading] = {}
        self._marks: dict[Asked, int] = {}

    def __getitem__(self, asked: Asked) -> Reading:
        if asked not in self._read:
            self._read[asked] = FIGURES[asked.name].read(self._case, asked)
        return self._read[asked]

    def mark(self, asked: Asked) -> int:
        if asked not in self._marks:
            self._marks[asked] = self[asked].mark
        return self._marks[asked]


def assess(
    standard: Standard,
    profile: Profile,
    on: date,
    titles: Sequence[Title],
    sizes: SizeRules,
    occasion: Occasion = Occasion.NEW,
) -> Assessment:
    """Whether the enterprise meets the standard on a day. `titles`: every title it ever held."""
    readings = Readings(Case(profile, titles, on, sizes))
    judged = judge(standard, occasion, readings.mark)
    score = standard.score
    return Assessment(
        ruleset=standard.ruleset,
        tier=standard.tier,
        title=standard.title,
        size_rules=sizes.rules_id,
        on=on,
        occasion=occasion,
        verdict=judged.whole.verdict,
        by_score=judged.score.verdict if judged.score else None,
        points=_granted(judged) if score else None,
        points_at_best=judged.total.best if score else None,
        pass_mark=score.pass_mark if score else None,
        groups=tuple(_group(group, judged, standard) for group in score.groups) if score else (),
        criteria=(
            *(_criterion(role, one, judged, readings) for role, one in standard.asked_of(occasion)),
            *(_indicator(one, judged.points[one.code], readings) for one in standard.indicators),
        ),
    )


def _granted(judged: Judged) -> int:
    return sum(points.granted for points in judged.points.values())


def _group(group: Group, judged: Judged, standard: Standard) -> GroupResult:
    granted = sum(judged.points[one.code].granted for one in standard.indicators if one.group == group.code)
    points = judged.groups[group.code]
    verdict = points.reach(group.floor).verdict
    return GroupResult(group.code, group.label, granted, points.best, group.full, group.floor, verdict)


def _criterion(role: Role, one: Criterion, judged: Judged, readings: Readings) -> CriterionResult:
    return CriterionResult(
        code=one.code,
        role=role,
        label=one.label,
        clause=one.clause,
        verdict=judged.criteria[role, one.code].verdict,
        figures=_figures(one.tests, readings),
        needed=words(one.test),
        manual=one.manual,
        note=one.note,
    )


def _indicator(one: Indicator, points: Points, readings: Readings) -> CriterionResult:
    better = [band for band in one.bands if band.points > points.worst]
    return CriterionResult(
        code=one.code,
        role=Role.INDICATOR,
        label=one.label,
        clause=one.clause,
        verdict=indicator_verdict(points),
        figures=_figures(one.tests, readings),
        needed=words(better[-1].test if better else one.bands[0].test),
        manual=one.manual,
        note=one.note,
        group=one.group,
        points=points.granted,
        points_at_best=points.best,
        full=one.full,
    )


def indicator_verdict(points: Points) -> Verdict:
    if points.worst != points.best:
        return Verdict.UNKNOWN
    return Verdict.MET if points.worst else Verdict.UNMET


def _figures(conditions: Sequence[Condition], readings: Readings) -> tuple[FigureUsed, ...]:
    """Each figure once, with every bound the conditions set on it."""
    bounds: dict[Asked, list[Comparison]] = {}
    for condition in conditions:
        for test in comparisons(condition):
            bounds.setdefault(test.asked, []).append(test)
    return tuple(_used(asked, tests, readings) for asked, tests in bounds.items())


def _used(asked: Asked, tests: Sequence[Comparison], readings: Readings) -> FigureUsed:
    reading = readings[asked]
    truths = [test.truth(readings.mark) for test in tests]
    origin, value = reading.origin, reading.value
    verdict = Verdict.UNKNOWN if value is None else truths[0].verdict
    if value is not None and any(truth.certain for truth in truths):
        verdict = Verdict.MET
    return FigureUsed(
        label=label(asked),
        value=None if value is None else str(value),
        shown="不明" if value is None else value_text(asked, value),
        needed="；".join(dict.fromkeys(needed(test) for test in tests)),
        verdict=verdict,
        source=origin.source if origin else None,
        on=origin.on if origin else None,
        reason=reading.reason,
    )
