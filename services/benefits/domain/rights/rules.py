"""Which step leads where, and what it needs. Granted is only what holds that day, for as many as the clause says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.rights.words import FIELDS, LIVE, PENDING, SEATS, Office, State, Step

_STOPS: Final = {Step.WITHDRAW: State.WITHDRAWN, Step.END: State.ENDED}
MOVES: Final[Mapping[State, Mapping[Step, State]]] = {
    State.REVIEW: {
        **_STOPS,
        Step.GRANT: State.GRANTED,
        Step.REFUSE: State.REFUSED,
        Step.RETURN: State.RETURNED,
    },
    State.RETURNED: {**_STOPS, Step.CORRECT: State.REVIEW},
    State.GRANTED: {**_STOPS, Step.SUSPEND: State.SUSPENDED, Step.FOLLOW: State.GRANTED},
    State.SUSPENDED: {**_STOPS, Step.SUSPEND: State.SUSPENDED},
    State.ENDED: {Step.END: State.ENDED},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}
"""Every step there is; what is not here is refused. An end is ended once more when it turns out to lie earlier."""
OF_THE_ENTERPRISE: Final = frozenset({Step.CORRECT, Step.WITHDRAW})
OF_OFFICERS: Final = frozenset({Step.GRANT, Step.REFUSE, Step.RETURN})
_NEEDS_WORDS: Final = frozenset({Step.REFUSE, Step.RETURN})
_WAYS_OUT: Final = {
    State.RETURNED: "请由企业更正后重新提交",
    State.GRANTED: "已授予；随称号与任职存续，企业也可放弃",
    State.SUSPENDED: "称号恢复后请重新申请",
    State.REFUSED: "有新的事实的，请重新申请",
    State.WITHDRAWN: "如需办理，请重新申请",
    State.ENDED: "称号与任职符合条件的，请重新申请",
}
_OTHERWISE: Final = "请按当前环节可办理的步骤办理"


@dataclass(frozen=True, slots=True)
class Right:
    """A right of a person by one clause, from the application on."""

    right_id: str
    enterprise_id: str
    uscc: str
    usccs: tuple[str, ...]
    """Every USCC its enterprise ever had"""
    name: str
    district: str
    talent_id: str
    offices: tuple[Office, ...]
    """The offices it was applied for by"""
    benefit_code: str
    policy_set: str
    clause: str
    label: str
    state: State
    version: int
    receipt_id: str
    titles_version: int
    """Of the titles it was last held against"""
    applied_on: date
    applied_at: datetime
    statement: str | None = None
    evidence: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()
    granted_on: date | None = None
    ends_on: date | None = None
    """Granted: the last day as far as titles and offices are known"""
    stopped_on: date | None = None
    """Suspended, ended or given up: the first day it does not hold"""

    @property
    def live(self) -> bool:
        """Whether it takes one of the places the clause gives."""
        return self.state in LIVE

    def holds_on(self, day: date) -> bool:
        """Whether the person has it on that day, as far as is known now."""
        if self.granted_on is None or self.ends_on is None or not self.granted_on <= day <= self.ends_on:
            return False
        return self.stopped_on is None or day < self.stopped_on

    @property
    def offices_text(self) -> str:
        return "、".join(one.label for one in self.offices)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as somebody, or something, takes it."""

    step: Step
    words: str | None = None
    mend: tuple[str, ...] = ()
    on: date | None = None
    """Of a grant, or where it follows: the last day. Of an end: the first day it does not hold"""


def seat_of(state: State) -> Seat:
    return SEATS.get(state, Seat.NOBODY)


def check_possible(right: Right, step: Step) -> None:
    """Raises Refusal."""
    if step not in MOVES[right.state]:
        way_out = _WAYS_OUT.get(right.state, _OTHERWISE)
        raise Refusal(f"该权利现为“{right.state.label}”，不能{step.label}；{way_out}")


def after(right: Right, taken: Taken, today: date) -> Right:
    """The right after a step. Raises Refusal."""
    check_possible(right, taken.step)
    if taken.step in _NEEDS_WORDS and not taken.words:
        raise Refusal(f"{taken.step.label}须写明理由")
    if taken.step is Step.RETURN and not taken.mend:
        raise Refusal(f"退回须写明须更正的项：{'、'.join(FIELDS.values())}")
    moved = replace(right, state=MOVES[right.state][taken.step], version=right.version + 1)
    return _MARKS[taken.step](moved, taken, today) if taken.step in _MARKS else moved


def _stopped(right: Right, taken: Taken, today: date) -> Right:
    return replace(right, stopped_on=taken.on or today)


_MARKS: Final = {
    Step.CORRECT: lambda right, _, __: replace(right, to_mend=()),
    Step.RETURN: lambda right, taken, _: replace(right, to_mend=taken.mend),
    Step.GRANT: lambda right, taken, today: replace(right, granted_on=today, ends_on=taken.on),
    Step.FOLLOW: lambda right, taken, _: replace(right, ends_on=taken.on),
    Step.WITHDRAW: _stopped,
    Step.SUSPEND: _stopped,
    Step.END: _stopped,
}
"""What a step leaves on the right beside its state."""


def check_free(there: Iterable[Right], talent_id: str, benefit_code: str, most: int | None) -> None:
    """A person applies once for a clause, and no more persons than it gives places. Raises Refusal."""
    live = [one for one in there if one.live and one.benefit_code == benefit_code]
    for one in live:
        if one.talent_id == talent_id and one.state is not State.SUSPENDED:
            under_way = "正在办理" if one.state in PENDING else "已授予"
            raise Refusal(f"此人的这项权利{under_way}，不必再申请；请查看已有的申请")
    others = {one.talent_id for one in live} - {talent_id}
    if most is not None and len(others) >= most:
        raise Refusal(f"按条款所列职务，每家企业至多{most}人，现已满；原任职人员的任职截止日登记后，名额随即空出")


def superseded(there: Iterable[Right], talent_id: str, benefit_code: str) -> list[Right]:
    """Suspended rights of the person that a new application takes the place of."""
    mine = (one for one in there if one.talent_id == talent_id and one.benefit_code == benefit_code)
    return [one for one in mine if one.state is State.SUSPENDED]
