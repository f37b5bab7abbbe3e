"""The way of an application (申报) from draft to title: what a step needs, and what it makes of it (see moves.py)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from services.registry.domain.criteria import Occasion
from services.registry.domain.desks import (
    DESK_LABELS,
    DESKS,
    FIELDS,
    SEATS,
    STATE_LABELS,
    STEP_LABELS,
    Desk,
    Seat,
    State,
    Step,
)
from services.registry.domain.identities import check_not_ended
from services.registry.domain.moves import AHEAD, MOVES, PATHS, Target
from services.registry.domain.procedures import Procedure
from services.registry.domain.titles import Refusal
from shared.values import Tier
from shared.working_days import Calendar, Span

_OF_THE_ENTERPRISE: Final = frozenset({Step.DRAFT, Step.MEND, Step.SUBMIT, Step.WITHDRAW})
_WAYS_OUT: Final = {
    State.DRAFT: "请由企业先提交",
    State.RETURNED: "请由企业更正后重新提交",
    State.OBJECTION: "请先核查异议，认定成立或者驳回",
    State.RECOGNISED: "称号的变化请办理复核或撤销",
    State.REFUSED: "可在更正问题后重新申报",
    State.WITHDRAWN: "如需办理，请重新申报",
}
_NEEDS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.RETURN: ("words", "mend"),
    Step.REFUSE: ("words",),
    Step.VISIT: ("words", "on"),
    Step.OBJECT: ("words", "on"),
    Step.UPHOLD: ("words",),
    Step.DISMISS: ("words",),
    Step.RECOGNISE: ("number", "authority", "document", "on"),
}
_RESULT: Final = frozenset({Step.APPROVE, Step.RETURN, Step.REFUSE})
_NEED_LABELS: Final = {
    "words": "理由或情况",
    "mend": "须更正的项",
    "on": "日期",
    "number": "证书编号",
    "authority": "认定机关",
    "document": "文件名称与文号",
}


@dataclass(frozen=True, slots=True)
class Application:
    """申报 of one enterprise for one tier: for the title anew, or for the renewal (复核) of the one it holds."""

    application_id: str
    enterprise_id: str
    uscc: str
    name: str
    district: str
    """Whose desk it is submitted to: a draft goes where the enterprise goes, what was submitted stays there"""
    tier: Tier
    state: State
    version: int
    drafted_at: datetime
    usccs: tuple[str, ...]
    """Every USCC its enterprise ever had: its people may come with any of them"""
    ended_on: date | None = None
    """Since when its enterprise is none any more"""
    content: Mapping[str, str] = field(default_factory=dict)
    """The FIELDS filled in so far"""
    returned_from: State | None = None
    to_mend: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    notice: Span | None = None
    due_on: date | None = None
    renews: str | None = None
    """The title it asks to renew; None: it asks for a new one."""
    title_id: str | None = None
    change_id: str | None = None
    assessment: Mapping[str, Any] | None = None
    """What the ruleset said at the last submission, and what the desks have to confirm"""

    @property
    def occasion(self) -> Occasion:
        """Which of a standard's criteria it is judged by."""
        return Occasion.RENEWAL if self.renews else Occasion.NEW

    @property
    def desk(self) -> Desk | None:
        """None when it is closed."""
        return DESKS.get(self.state)

    @property
    def seat(self) -> Seat:
        return SEATS[self.desk] if self.desk else Seat.NOBODY


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as somebody takes it; what a step needs of the rest, the rules say."""

    step: Step
    words: str | None = None
    document: str | None = None
    on: date | None = None
    """The day of the document, the visit or the objection"""
    mend: tuple[str, ...] = ()
    number: str | None = None
    authority: str | None = None


def desk_of(application: Application, step: Step) -> Desk:
    """The desk a step is taken at. Raises Refusal when it is not possible where the application lies."""
    if step not in MOVES[application.state]:
        raise Refusal(
            f"申请现为“{STATE_LABELS[application.state]}”，不能{STEP_LABELS[step]}；"
            f"{_WAYS_OUT.get(application.state) or _possible(application.state)}"
        )
    return Desk.ENTERPRISE if step in _OF_THE_ENTERPRISE else DESKS[application.state]


def _possible(state: State) -> str:
    return f"现在可以办理：{'、'.join(STEP_LABELS[step] for step in MOVES[state])}"


def check_one_desk(acted: frozenset[Desk], desk: Desk) -> None:
    """Nobody decides one application at two desks. `acted`: where this officer acted on it. Raises Refusal."""
    if other := acted - {desk}:
        there = "、".join(DESK_LABELS[one] for one in sorted(other))
        raise Refusal(f"您已在“{there}”环节办理过此申请，同一人不得办理两个环节；请由另一名经办人员办理")


def after(application: Application, taken: Taken, procedure: Procedure, calendar: Calendar, today: date) -> Application:
    """The application after a step. Raises Refusal."""
    desk = desk_of(application, taken.step)
    if taken.step in AHEAD:
        check_not_ended(application.ended_on)
    _check_needs(taken, desk, today)
    if check := _CHECKS.get(taken.step):
        check(application, taken)
    target = MOVES[application.state][taken.step]
    state = target if isinstance(target, State) else _TARGETS[target](application)
    moved = replace(application, state=state, version=application.version + 1)
    if taken.step is Step.RETURN:
        moved = replace(moved, returned_from=application.state, to_mend=taken.mend, mended=())
    if taken.step is Step.SUBMIT:
        moved = replace(moved, returned_from=None, to_mend=(), mended=())
    if state is State.NOTICE and moved.notice is None:
        moved = replace(moved, notice=calendar.period(today, procedure.notice_working_days))
    if state is not application.state:
        moved = replace(moved, due_on=_due_on(moved, procedure, calendar, today))
    return moved


def lapsed(application: Application, ended_on: date) -> Application:
    """终结: its enterprise is no legal person any more, so it is withdrawn wherever it lies."""
    return replace(application, state=State.WITHDRAWN, version=application.version + 1, due_on=None, ended_on=ended_on)


def mended(application: Application, values: Mapping[str, str]) -> Application:
    """With new values of FIELDS; one that was returned changes only what it was returned for. Raises Refusal."""
    desk_of(application, Step.MEND)
    if application.state is State.RETURNED and (foreign := [one for one in values if one not in application.to_mend]):
        raise Refusal(
            f"退回时只要求更正：{_names(application.to_mend)}；{_names(foreign)}不能改动，如须改动请撤回后重新申报"
        )
    return replace(
        application,
        version=application.version + 1,
        mended=tuple(dict.fromkeys((*application.mended, *values))),
        content={**application.content, **values},
    )


def _next(application: Application) -> State:
    path = PATHS[application.tier]
    return path[path.index(application.state) + 1]


def _back(application: Application) -> State:
    assert application.returned_from is not None
    return application.returned_from


_TARGETS: Final[Mapping[Target, Callable[[Application], State]]] = {
    Target.NEXT: _next,
    Target.STAY: lambda application: application.state,
    Target.BACK: _back,
}


def _check_needs(taken: Taken, desk: Desk, today: date) -> None:
    needed = _NEEDS.get(taken.step, ())
    if desk in (Desk.PROVINCE, Desk.MIIT) and taken.step in _RESULT:
        needed = (*needed, "document", "on")
    if missing := [_NEED_LABELS[name] for name in needed if not getattr(taken, name)]:
        raise Refusal(f"{STEP_LABELS[taken.step]}须写明{'、'.join(missing)}")
    if taken.on is not None and taken.on > today:
        raise Refusal("日期不能晚于今天；请在事情发生之后登记")


def _check_submission(application: Application, _: Taken) -> None:
    if empty := [name for name in FIELDS if name not in application.content]:
        raise Refusal(f"尚未填写：{_names(empty)}；请补齐后提交")
    if left := [name for name in application.to_mend if name not in application.mended]:
        raise Refusal(f"退回要求更正的项尚未更正：{_names(left)}；请更正后提交")


def _check_objection(application: Application, taken: Taken) -> None:
    notice = application.notice
    assert notice is not None
    assert taken.on is not None
    if not notice.first <= taken.on <= notice.last:
        raise Refusal(f"异议应在公示期内（{notice.first} 至 {notice.last}）提出；公示期外请按实名举报办理")


def _check_recognition(application: Application, taken: Taken) -> None:
    notice = application.notice
    assert notice is not None
    assert taken.on is not None
    if taken.on <= notice.last:
        raise Refusal(f"公示至 {notice.last}；认定日期应在公示结束之后，请待公示期满再认定")


_CHECKS: Final[Mapping[Step, Callable[[Application, Taken], None]]] = {
    Step.SUBMIT: _check_submission,
    Step.OBJECT: _check_objection,
    Step.RECOGNISE: _check_recognition,
}


def _names(fields: tuple[str, ...] | list[str]) -> str:
    return "、".join(FIELDS[name] for name in fields)


def _due_on(application: Application, procedure: Procedure, calendar: Calendar, today: date) -> date | None:
    """The last day of the desk it now lies at; a notice's desk begins when the notice has ended."""
    days = procedure.desk_working_days.get(application.state)
    if days is None:
        return None
    notice = application.notice
    start = notice.last if application.state is State.NOTICE and notice else today
    return calendar.after(max(start, today), days)
