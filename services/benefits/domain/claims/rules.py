"""Which step leads where, and what it needs. The only way to money goes through approvals of distinct persons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from services.benefits.domain.claims.desks import (
    DESK_LABELS,
    DESKS,
    FIELDS,
    LIVE,
    SEATS,
    STATE_LABELS,
    STEP_LABELS,
    UNPAID,
    Desk,
    Seat,
    State,
    Step,
    Way,
)
from services.benefits.domain.claims.procedures import ClaimProcedure
from services.benefits.domain.claims.refusals import Refusal
from shared.values import Certainty, Tier


class Target(Enum):
    """A next state that depends on the claim."""

    STAY = "where it is"
    BEGIN = "where a claim begins, in a new round: a budget is reserved, the credit check is asked anew"
    CHECKED = "the first desk of its way"
    COUNTED = "payable when this was the last approval it needs"
    SETTLED = "paid, or proposed to be recovered where a doubt arose meanwhile"
    UNSETTLED = "payable again, or held where a doubt arose meanwhile"


_STOPS: Final[Mapping[Step, State | Target]] = {
    Step.WITHDRAW: State.WITHDRAWN,
    Step.HOLD: State.HELD,
    Step.VOID: State.VOID,
}
"""What may happen to a claim as long as no order to pay is out."""
_REVIEWS: Final[Mapping[Step, State | Target]] = {
    **_STOPS,
    Step.RETURN: State.RETURNED,
    Step.REFUSE: State.REFUSED,
}
MOVES: Final[Mapping[State, Mapping[Step, State | Target]]] = {
    State.UNFUNDED: {**_REVIEWS, Step.FUND: Target.BEGIN},
    State.CREDIT_CHECK: {**_STOPS, Step.CLEAR: Target.CHECKED},
    State.REVIEW: {**_REVIEWS, Step.ACCEPT: State.APPROVAL},
    State.APPROVAL: {**_REVIEWS, Step.APPROVE: Target.COUNTED},
    State.PAYABLE: {**_REVIEWS, Step.PAY: State.PAYING},
    State.PAYING: {Step.SETTLE: Target.SETTLED, Step.FAIL: Target.UNSETTLED, Step.HOLD: Target.STAY},
    State.PAID: {Step.RATE: Target.STAY, Step.PROPOSE: State.CLAWBACK},
    State.RETURNED: {**_STOPS, Step.CORRECT: Target.BEGIN},
    State.HELD: {
        Step.WITHDRAW: State.WITHDRAWN,
        Step.VOID: State.VOID,
        Step.HOLD: Target.STAY,
        Step.RESUME: Target.BEGIN,
        Step.REFUSE: State.REFUSED,
    },
    State.APPEAL: {
        Step.HOLD: Target.STAY,
        Step.UPHOLD: Target.BEGIN,
        Step.DISMISS: State.REFUSED,
        Step.WITHDRAW: State.WITHDRAWN,
        Step.VOID: State.VOID,
    },
    State.REFUSED: {Step.APPEAL: State.APPEAL, Step.RATE: Target.STAY},
    State.CLAWBACK: {Step.DROP: State.PAID, Step.RECOVER: State.RECOVERED},
    State.WITHDRAWN: {},
    State.VOID: {},
    State.RECOVERED: {},
}
"""Every step there is; what is not here is refused."""
AUTOMATIC: Final = frozenset({Step.SETTLE, Step.FAIL, Step.VOID, Step.PROPOSE, Step.RECOVER})
"""Steps nobody asks for by name: the bank, the registry's facts and the recovery of money take them."""
_OF_THE_ENTERPRISE: Final = frozenset({Step.CLAIM, Step.CORRECT, Step.WITHDRAW, Step.APPEAL, Step.RATE})
_NEEDS_WORDS: Final = frozenset({Step.HOLD, Step.RETURN, Step.REFUSE, Step.RESUME, Step.UPHOLD, Step.DISMISS,
                                 Step.APPEAL, Step.DROP})  # fmt: skip
_WAYS_OUT: Final = {
    State.RETURNED: "请由企业更正后重新提交",
    State.HELD: "请先恢复办理，或不予兑付",
    State.PAYING: "银行正在处理，请待结果",
    State.PAID: "款项已拨付；如有差错，请办理追回",
    State.REFUSED: "企业可在期限内申诉，或重新提出",
    State.WITHDRAWN: "如需办理，请重新提出",
    State.VOID: "该事项由另一申请办理",
}
_OTHERWISE: Final = "请按当前环节可办理的步骤办理"


@dataclass(frozen=True, slots=True)
class Claim:
    """兑付申请 of one legal person for one benefit on one occasion."""

    claim_id: str
    enterprise_id: str
    legal_person_id: str
    uscc: str
    usccs: tuple[str, ...]
    """Every USCC its enterprise ever had: its people may come with any of them"""
    name: str
    district: str
    benefit_code: str
    occasion: str
    ref: str
    way: Way
    policy_set: str
    clause: str
    label: str
    state: State
    version: int
    round: int
    amount_fen: int
    certainty: Certainty
    receipt_id: str
    approvals_needed: int
    account_id: str
    tier: Tier
    titles_version: int
    claimed_on: date
    claimed_at: datetime
    given: str = ""
    """What the enterprise said of the case, as canonical Inputs"""
    statement: str | None = None
    evidence: tuple[str, ...] = ()
    due_on: date | None = None
    to_mend: tuple[str, ...] = ()
    doubt: str | None = None
    refused_on: date | None = None
    appealed: bool = False
    rating: int | None = None
    rating_words: str | None = None

    @property
    def desk(self) -> Desk | None:
        """None when nothing more is to be done."""
        return DESKS.get(self.state)

    @property
    def seat(self) -> Seat:
        return SEATS[self.desk] if self.desk else Seat.NOBODY

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def amount_open(self) -> bool:
        """Whether it may still be paid, and is not yet."""
        return self.unpaid or self.state is State.PAYING

    @property
    def unpaid(self) -> bool:
        """Whether it can still be stopped."""
        return self.state in UNPAID


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as somebody takes it; what a step needs of the rest, the rules say."""

    step: Step
    words: str | None = None
    mend: tuple[str, ...] = ()
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Acts:
    """What was done with a claim so far: who acted where, and who approved in its present round."""

    desks: Mapping[str, frozenset[Desk]]
    """By actor"""
    approvers: frozenset[str]


def desk_of(claim: Claim, step: Step) -> Desk:
    """The desk a step is taken at. Raises Refusal when it is not possible where the claim lies."""
    if step not in MOVES[claim.state]:
        raise Refusal(
            f"申请现为“{STATE_LABELS[claim.state]}”，不能{STEP_LABELS[step]}；{_WAYS_OUT.get(claim.state, _OTHERWISE)}"
        )
    if step in _OF_THE_ENTERPRISE:
        return Desk.ENTERPRISE
    if step in AUTOMATIC:
        return Desk.SYSTEM
    return Desk.REVIEW if claim.state is State.CREDIT_CHECK else DESKS[claim.state]


def check_person(acts: Acts, actor: str, desk: Desk, step: Step) -> None:
    """Nobody decides one claim at two desks, nor approves it twice. Raises Refusal."""
    if other := acts.desks.get(actor, frozenset()) - {desk, Desk.SYSTEM}:
        there = "、".join(DESK_LABELS[one] for one in sorted(other))
        raise Refusal(f"您已在“{there}”环节办理过此申请，同一人不得办理两个环节；请由另一名经办人员办理")
    if step is Step.APPROVE and actor in acts.approvers:
        raise Refusal("您已同意过此申请，同一人只计一次；请由另一名审批人员办理")


def after(claim: Claim, taken: Taken, procedure: ClaimProcedure, approved: int, today: date) -> Claim:
    """The claim after a step; `approved`: persons who approved in this round before. Raises Refusal."""
    desk_of(claim, taken.step)
    if taken.step in _NEEDS_WORDS and not taken.words:
        raise Refusal(f"{STEP_LABELS[taken.step]}须写明理由")
    if check := _CHECKS.get(taken.step):
        check(claim, taken, procedure, today)
    target = MOVES[claim.state][taken.step]
    state = target if isinstance(target, State) else _TARGETS[target](claim, approved)
    moved = replace(claim, state=state, version=claim.version + 1)
    if target is Target.BEGIN:
        moved = replace(moved, round=claim.round + 1, to_mend=())
    if leave := _MARKS.get(taken.step):
        moved = leave(moved, taken, today)
    return moved


def _held(claim: Claim, taken: Taken, _: date) -> Claim:
    """While an order to pay is out, the doubt is acted on when the bank has answered."""
    return replace(claim, doubt=taken.words) if claim.state is State.PAYING else claim


def unfunded(claim: Claim) -> Claim:
    """The same claim where it begins, but nothing could be reserved for it."""
    return replace(claim, state=State.UNFUNDED)


def _checked(claim: Claim, _: int) -> State:
    return {Way.AUTOMATIC: State.APPROVAL, Way.APPLICATION: State.REVIEW}[claim.way]


def _counted(claim: Claim, approved: int) -> State:
    return State.PAYABLE if approved + 1 >= claim.approvals_needed else State.APPROVAL


_TARGETS: Final[Mapping[Target, Callable[[Claim, int], State]]] = {
    Target.STAY: lambda claim, _: claim.state,
    Target.BEGIN: lambda _, __: State.CREDIT_CHECK,
    Target.CHECKED: _checked,
    Target.COUNTED: _counted,
    Target.SETTLED: lambda claim, _: State.CLAWBACK if claim.doubt else State.PAID,
    Target.UNSETTLED: lambda claim, _: State.HELD if claim.doubt else State.PAYABLE,
}


def _check_return(_: Claim, taken: Taken, __: ClaimProcedure, ___: date) -> None:
    if not taken.mend:
        raise Refusal(f"退回须写明须更正的项：{'、'.join(FIELDS.values())}")


def _check_appeal(claim: Claim, _: Taken, procedure: ClaimProcedure, today: date) -> None:
    assert claim.refused_on is not None, "refused on some day"
    last = claim.refused_on + timedelta(days=procedure.appeal_days)
    if claim.appealed:
        raise Refusal("此申请已申诉过一次；如有新的事实，请重新提出申请")
    if today > last:
        raise Refusal(f"申诉期限为作出决定之日起{procedure.appeal_days}日，已于 {last} 届满；可重新提出申请")


def _check_rating(claim: Claim, taken: Taken, _: ClaimProcedure, __: date) -> None:
    if claim.rating is not None:
        raise Refusal("此申请已评价过；一件一评，不能修改")
    if taken.rating is None or not 1 <= taken.rating <= 5:
        raise Refusal("评价为1至5分")


_CHECKS: Final[Mapping[Step, Callable[[Claim, Taken, ClaimProcedure, date], None]]] = {
    Step.RETURN: _check_return,
    Step.APPEAL: _check_appeal,
    Step.RATE: _check_rating,
}
_MARKS: Final[Mapping[Step, Callable[[Claim, Taken, date], Claim]]] = {
    Step.RETURN: lambda claim, taken, _: replace(claim, to_mend=taken.mend),
    Step.HOLD: _held,
    Step.REFUSE: lambda claim, _, today: replace(claim, refused_on=today),
    Step.DISMISS: lambda claim, _, today: replace(claim, refused_on=today),
    Step.APPEAL: lambda claim, _, __: replace(claim, appealed=True),
    Step.RATE: lambda claim, taken, _: replace(claim, rating=taken.rating, rating_words=taken.words),
    Step.SETTLE: lambda claim, _, __: replace(claim, doubt=None),
    Step.FAIL: lambda claim, _, __: replace(claim, doubt=None),
}
"""What a step leaves on the claim beside its state."""
