"""条款版本: the life of a version of a measure, and which versions are in force on a day.

Draft → rehearsed → approved by a second person → in force from a day → superseded or withdrawn. A draft may be
replaced; what was rehearsed is changed by a new version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import Measure, PolicySet
from shared.values import CITY, DISTRICTS


class VersionState(StrEnum):
    DRAFT = "draft"
    REHEARSED = "rehearsed"
    APPROVED = "approved"
    """Decided; on its day it comes into force"""
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES: Final = {
    VersionState.DRAFT: "草稿",
    VersionState.REHEARSED: "已预演",
    VersionState.APPROVED: "已批准，待施行",
    VersionState.IN_FORCE: "施行中",
    VersionState.SUPERSEDED: "已被新版本替代",
    VersionState.WITHDRAWN: "已停止",
}


class Step(StrEnum):
    DRAFT = "drafted"
    REPLACE = "replaced"
    REHEARSE = "rehearsed"
    APPROVE = "approved"
    PUBLISH = "published"
    SUPERSEDE = "superseded"
    WITHDRAW = "withdrawn"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {
    Step.DRAFT: "起草",
    Step.REPLACE: "修改草稿",
    Step.REHEARSE: "预演",
    Step.APPROVE: "批准",
    Step.PUBLISH: "施行",
    Step.SUPERSEDE: "被替代",
    Step.WITHDRAW: "停止",
}
_S = VersionState
_AFTER: Final[Mapping[Step, Mapping[VersionState, VersionState]]] = {
    Step.REPLACE: {_S.DRAFT: _S.DRAFT},
    Step.REHEARSE: {_S.DRAFT: _S.REHEARSED, _S.REHEARSED: _S.REHEARSED},
    Step.APPROVE: {_S.REHEARSED: _S.APPROVED},
    Step.PUBLISH: {_S.APPROVED: _S.IN_FORCE},
    Step.SUPERSEDE: {_S.IN_FORCE: _S.SUPERSEDED},
    Step.WITHDRAW: dict.fromkeys((_S.DRAFT, _S.REHEARSED, _S.APPROVED, _S.IN_FORCE), _S.WITHDRAWN),
}
_WAY_OUT: Final = {
    Step.REPLACE: "只有草稿可以修改；已预演的请另起草新版本",
    Step.REHEARSE: "只有草稿和已预演的版本可以预演",
    Step.APPROVE: "请先预演，再由另一名审批人批准",
    Step.WITHDRAW: "该版本已不再施行，无须停止",
}


class StepRefused(ValueError):
    """The words say why, and the way out."""


def after(state: VersionState, step: Step) -> VersionState:
    """The state after a step. Raises StepRefused."""
    found = _AFTER.get(step, {}).get(state)
    if found is None:
        raise StepRefused(f"该版本现为“{state.label}”；{_WAY_OUT.get(step, '请刷新后重试')}")
    return found


# ---- whose it is -----------------------------------------------------------------------------------


def refuse_foreign(measure: Measure, district: str) -> None:
    """A district's measure is for its own enterprises and has a code of its own: it supersedes nobody else's.

    Raises StepRefused.
    """
    named = next((code for code in DISTRICTS if measure.benefit_code.endswith(f"-{code}")), CITY)
    if named != district and district == CITY:
        raise StepRefused(f"以“-{named}”结尾的 benefit_code 属于{DISTRICTS[named]}；请换一个，或由该区、县（市）起草")
    if named != district:
        raise StepRefused(f"{DISTRICTS[district]}的条款，benefit_code 应以“-{district}”结尾")
    if district != CITY and measure.askers != {SubjectKind.ENTERPRISE}:
        raise StepRefused("区、县（市）的条款只能面向本地企业及其产品、用地、贷款、人员")


def refuse_taken(measure: Measure, there: PolicySet) -> None:
    """A clause number stands for one measure. Raises StepRefused."""
    found = there.find(measure.clause)
    if found is not None and found.benefit_code != measure.benefit_code:
        raise StepRefused(f"条款编号 {measure.clause} 已用于“{found.label}”；请换一个编号")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an approval asks of a rehearsal."""

    digest: str
    """Of the body that was rehearsed"""
    against: str
    """The version it was compared with; empty: the set's own row, or nothing"""


@dataclass(frozen=True, slots=True)
class Approval:
    by: str
    on: date
    """The day it is decided"""
    in_force_from: date


def refuse_approval(
    approval: Approval, drafted_by: str, digest: str, rehearsed: Rehearsed | None, against: str
) -> None:
    """`against`: what is in force now. Raises StepRefused."""
    if approval.by == drafted_by:
        raise StepRefused("起草人不能批准自己起草的版本；请由另一名审批人批准")
    if rehearsed is None or rehearsed.digest != digest:
        raise StepRefused("预演的内容与现在的不同；请重新预演")
    if rehearsed.against != against:
        raise StepRefused("预演之后，施行中的版本已经改变；请重新预演")
    if approval.in_force_from < approval.on:
        raise StepRefused(f"施行日不得早于今天（{approval.on}）")


# ---- in force on a day -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """When a version is in force."""

    version_id: str
    benefit_code: str
    number: int
    since: date
    withdrawn_on: date | None = None
    """The first day it is not in force any more"""

    def gone_by(self, day: date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= day


@dataclass(frozen=True, slots=True)
class Force:
    version_id: str
    begun: date
    """Since when without a break there has been a version of this benefit_code"""
    first: bool
    """No version was in force and gone before: it may have taken over from the set's own row"""


def in_force(spans: Iterable[Span], on: date) -> dict[str, Force | None]:
    """By benefit_code; None: withdrawn, the set's own row does not come back. Of two with one day the later number."""
    ordered = sorted(
        (one for one in spans if one.since <= on), key=lambda one: (one.benefit_code, one.since, one.number)
    )
    return {code: _latest(list(versions), on) for code, versions in groupby(ordered, key=lambda one: one.benefit_code)}


def _latest(versions: list[Span], on: date) -> Force | None:
    last = versions[-1]
    if last.gone_by(on):
        return None
    begun, first = last.since, True
    for earlier in reversed(versions[:-1]):
        if earlier.withdrawn_on is not None and earlier.withdrawn_on < begun:
            first = False
            break
        begun = earlier.since
    return Force(last.version_id, begun, first)
