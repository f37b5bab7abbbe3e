"""What is done with a posting and the answers to it. A posting changes as a whole: who changes it holds all of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.notifications.domain.postings.kinds import Chooses
from services.notifications.domain.postings.states import AFTER, OPEN, AnswerState, PostingState, PostingStep
from services.notifications.domain.refusals import Refusal
from shared.working_days import Calendar

MOST_ANSWERS: Final = 500
"""More than anybody reads; a posting is always looked at with all of them"""


@dataclass(frozen=True, slots=True)
class Answer:
    answer_id: str
    enterprise_id: str
    state: AnswerState = AnswerState.GIVEN


@dataclass(frozen=True, slots=True)
class Posting:
    state: PostingState
    chooses: Chooses
    open_until: date
    """The last day for answers"""
    choose_until: date
    """The last day for the choice"""
    answers: tuple[Answer, ...] = ()

    @property
    def given(self) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.state is AnswerState.GIVEN)

    @property
    def last_day(self) -> date:
        """After which it expires, where it stands."""
        return self.choose_until if self.state is PostingState.ANSWERED else self.open_until


def choice_until(open_until: date, working_days: int, calendar: Calendar) -> date:
    return calendar.after(open_until, working_days)


def stepped(posting: Posting, step: PostingStep) -> Posting:
    """A step that concerns no answer. Raises Refusal."""
    state = AFTER.get((posting.state, step))
    if state is None:
        raise Refusal(f"该信息处于“{posting.state.label}”，不能{step.label}；请刷新后按当前状态办理")
    return replace(posting, state=state)


def published(posting: Posting, step: PostingStep, day: date) -> Posting:
    """Submitted, published or approved: there has to be a day left to answer on."""
    after = stepped(posting, step)
    if posting.open_until < day:
        raise Refusal("征集截止日已过；请修改截止日后再办理")
    return after


def answered(posting: Posting, answer: Answer, day: date) -> Posting:
    """A first answer, or one after it was withdrawn."""
    after = stepped(posting, PostingStep.ANSWER)
    if posting.open_until < day:
        raise Refusal("征集已截止，不能应答")
    if len(posting.answers) >= MOST_ANSWERS:
        raise Refusal(f"应答已满 {MOST_ANSWERS} 份，不再接受")
    mine = [one for one in posting.answers if one.enterprise_id == answer.enterprise_id]
    if any(one.state is not AnswerState.WITHDRAWN for one in mine):
        raise Refusal("贵企业已应答；选定前可修改原应答")
    others = tuple(one for one in posting.answers if one.enterprise_id != answer.enterprise_id)
    return replace(after, answers=(*others, answer))


def revised(posting: Posting, answer_id: str, day: date) -> Posting:
    after = stepped(posting, PostingStep.REVISE)
    _given(posting, answer_id)
    if posting.open_until < day:
        raise Refusal("征集已截止，应答不能再修改；仍可撤回")
    return after


def recalled(posting: Posting, answer_id: str) -> tuple[Posting, PostingStep]:
    """Until somebody is chosen; without an answer left it is open as before."""
    _given(posting, answer_id)
    step = PostingStep.EMPTY if len(posting.given) == 1 else PostingStep.RECALL
    return _settled(stepped(posting, step), {answer_id: AnswerState.WITHDRAWN}), step


def chosen(posting: Posting, answer_ids: Collection[str], day: date) -> Posting:
    """One or several, at once and once; all others are passed over."""
    after = stepped(posting, PostingStep.CHOOSE)
    if posting.choose_until < day:
        raise Refusal("选定期限已过，该信息即将过期")
    if posting.chooses is Chooses.ONE and len(answer_ids) != 1:
        raise Refusal("该类对接只能选定一家")
    for answer_id in answer_ids:
        _given(posting, answer_id)
    fates = {
        one.answer_id: AnswerState.CHOSEN if one.answer_id in answer_ids else AnswerState.PASSED
        for one in posting.given
    }
    return _settled(after, fates)


def ended(posting: Posting, step: PostingStep) -> Posting:
    """Withdrawn, closed, expired: what was answered and not chosen ends with it."""
    return _settled(stepped(posting, step), dict.fromkeys((one.answer_id for one in posting.given), AnswerState.ENDED))


def can_expire(posting: Posting) -> bool:
    return (posting.state, PostingStep.EXPIRE) in AFTER


def without_poster(posting: Posting) -> PostingStep | None:
    """What time does with it once its poster is no more, whose step it would be; None: nothing."""
    for step in (PostingStep.EXPIRE, PostingStep.CLOSE):
        if (posting.state, step) in AFTER:
            return step
    return None


def past(posting: Posting, day: date) -> bool:
    """It expires on that day."""
    return can_expire(posting) and day > posting.last_day


def _given(posting: Posting, answer_id: str) -> None:
    """An answer that can still be chosen, revised, withdrawn."""
    if posting.state not in OPEN or answer_id not in {one.answer_id for one in posting.given}:
        raise Refusal("应答已选定、已撤回或对接已结束，不能再办理；请刷新后重试")


def _settled(posting: Posting, fates: dict[str, AnswerState]) -> Posting:
    answers = tuple(replace(one, state=fates.get(one.answer_id, one.state)) for one in posting.answers)
    return replace(posting, answers=answers)
