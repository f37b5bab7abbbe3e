"""Why a verdict is no, and what stands between an unknown one and a yes: in words people act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.registry.domain.assessment import Assessment, CriterionResult
from services.registry.domain.criteria import Role
from shared.values import Verdict

SCORE: Final = "score"
WAYS: Final = "评分合格，或任一直通条件"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is not met."""

    code: str
    """Of the criterion; `score` for the score together with the direct passes"""
    label: str
    clause: str
    present: str
    """As things stand, in words"""


def shortfalls(assessment: Assessment) -> tuple[Shortfall, ...]:
    """Why it is unmet, the vetoes first; nothing where it is not."""
    if assessment.verdict is not Verdict.UNMET:
        return ()
    needed = [one for one in _of(assessment, Role.VETO, Role.GATE) if one.verdict is Verdict.UNMET]
    found = [Shortfall(one.code, one.label, one.clause, present(one)) for one in needed]
    return (*found, *_score(assessment))


def _of(assessment: Assessment, *roles: Role) -> Iterable[CriterionResult]:
    return (one for role in roles for one in assessment.criteria if one.role is role)


def present(one: CriterionResult) -> str:
    """The figures that are short, as they are."""
    short = [figure for figure in one.figures if figure.verdict is Verdict.UNMET] or one.figures
    return "，".join(f"{figure.label}{figure.shown}" for figure in short)


def _score(assessment: Assessment) -> Iterable[Shortfall]:
    """The score and every direct pass are ways to one end: short only when all of them are."""
    ways = [one.verdict for one in _of(assessment, Role.DIRECT)]
    if assessment.by_score is not None:
        ways.append(assessment.by_score)
    if not ways or any(way is not Verdict.UNMET for way in ways):
        return
    groups = [
        f"{group.label}{group.points_at_best}分（最低{group.floor}分）"
        for group in assessment.groups
        if group.verdict is Verdict.UNMET
    ]
    total = [f"总分{assessment.points_at_best}分（合格{assessment.pass_mark}分）"] if assessment.groups else []
    yield Shortfall(SCORE, WAYS, "", "，".join([*total, *groups]) or "直通条件均不具备")


def to_confirm(assessment: Assessment) -> tuple[CriterionResult, ...]:
    """Of an unknown verdict: what officers must find out or decide before it can be a yes."""
    if assessment.verdict is not Verdict.UNKNOWN:
        return ()
    roles = [Role.VETO, Role.GATE]
    direct = [one.verdict for one in _of(assessment, Role.DIRECT)]
    if Verdict.MET not in direct and assessment.by_score is not Verdict.MET:
        roles += [Role.DIRECT, Role.INDICATOR]
    return tuple(one for one in _of(assessment, *roles) if one.verdict is Verdict.UNKNOWN)
