"""Of whom an evaluation speaks, as common table expressions.

A subject is an enterprise and a measure. It is eligible in a period when its entitlement was open in it (and, where the
measure is paid once, was not paid before), when a version that was in force in the period was for it, when it claimed,
applied or reserved, or when it was paid.

For whom a version was is known of the day it came into force. Of an automatic measure its entitlements say what became
of that since; of one that is to be applied for nothing here does: who lost the title meanwhile is still among them.
"""

from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.benefits.domain.claims import State, Step
from services.benefits.domain.evaluation import Stage
from services.benefits.domain.payments import State as OrderState
from services.benefits.store.scope import Scope
from services.benefits.store.tables import (
    KNOWN,
    ClaimRow,
    ClaimStepRow,
    EntitlementRow,
    MatchRow,
    MeasureVersionRow,
    PaymentOrderRow,
    StandingRow,
    ToldRow,
)
from services.benefits.store.uses import uses

_ENDED: Final = (State.PAID, State.REFUSED, State.WITHDRAWN, State.VOID, State.RECOVERED)
"""Where a claim that was left before the period began has nothing to do with it"""


def _once_more(scope: Scope, one: Any) -> ColumnElement[bool]:
    """Not where the measure is paid once and was before the period."""
    spent = exists().where(
        col(ClaimRow.claim_id) == col(PaymentOrderRow.claim_id),
        col(ClaimRow.enterprise_id) == col(one.enterprise_id),
        col(ClaimRow.benefit_code) == col(one.benefit_code),
        col(PaymentOrderRow.state) == OrderState.PAID,
        col(PaymentOrderRow.settled_on) < scope.period.first,
    )
    return or_(col(one.benefit_code).not_in(sorted(scope.once)), ~spent)


def _entitled(scope: Scope) -> Any:
    """What is automatic is open once at a time: of two entitlements, as when a version asks for another title, the
    newest has the amount."""
    one = EntitlementRow
    first, last = scope.period.first, scope.period.last
    still = or_(col(one.closed_on).is_(None), and_(col(one.closed_on) > first, col(one.closed_on) > col(one.opened_on)))
    newest = func.row_number().over(
        partition_by=(col(one.enterprise_id), col(one.benefit_code)),
        order_by=(case((col(one.closed_on).is_(None), 0), else_=1), col(one.opened_on).desc(), col(one.occasion)),
    )
    question: Any = select(
        col(one.enterprise_id), col(one.benefit_code), col(one.opened_on), col(one.recorded_on), col(one.amount_fen),
        newest.label("newest"),
    ).where(
        col(one.policy_set) == scope.policy_set, col(one.opened_on) <= last, still, _once_more(scope, one)
    )  # fmt: skip
    if scope.version_id is not None:
        question = question.where(col(one.version_id) == scope.version_id)
    each = question.subquery().c
    return select(
        each.enterprise_id,
        each.benefit_code,
        each.opened_on.label("day"),
        case((each.recorded_on > each.opened_on, each.recorded_on), (each.recorded_on.is_not(None), each.opened_on))
        .label("tellable"),
        case((each.newest == 1, each.amount_fen)).label("fen"),
        literal(1).label("entitled"),
    )  # fmt: skip


def _matched(scope: Scope) -> Any:
    """Those a version was for: also where it is to be applied for. Where it opened something, the entitlement tells."""
    version, later, known = MeasureVersionRow, aliased(MeasureVersionRow), KNOWN.enterprise.c
    there = or_(col(version.withdrawn_on).is_(None), col(version.withdrawn_on) > scope.period.first)
    superseded = exists().where(
        col(later.benefit_code) == col(version.benefit_code),
        or_(
            col(later.in_force_from) > col(version.in_force_from),
            and_(col(later.in_force_from) == col(version.in_force_from), col(later.number) > col(version.number)),
        ),
        col(later.in_force_from) <= scope.period.first,
        or_(col(later.withdrawn_on).is_(None), col(later.withdrawn_on) > col(later.in_force_from)),
    )
    automatic = exists().where(
        col(EntitlementRow.enterprise_id) == col(MatchRow.enterprise_id),
        col(EntitlementRow.benefit_code) == col(MatchRow.benefit_code),
        col(EntitlementRow.version_id) == col(MatchRow.version_id),
        or_(col(EntitlementRow.status) == "open", col(EntitlementRow.cause_id) != col(MatchRow.version_id)),
    )  # one that its coming into force closed says nothing: it is to be applied for since
    question: Any = (
        select(
            col(MatchRow.enterprise_id),
            col(MatchRow.benefit_code),
            col(MatchRow.matched_on).label("day"),
            col(MatchRow.matched_on).label("tellable"),
            null().label("fen"),
            literal(0).label("entitled"),
        )
        .join(version, col(version.version_id) == col(MatchRow.version_id))
        .join(KNOWN.enterprise, known.enterprise_id == col(MatchRow.enterprise_id))
        .where(col(MatchRow.matched_on) <= scope.period.last, there, ~superseded, ~automatic)
        .where(_once_more(scope, MatchRow))
        .where(or_(known.ended_on.is_(None), known.ended_on > scope.period.first))
    )
    return question if scope.version_id is None else question.where(col(MatchRow.version_id) == scope.version_id)


def _claims(scope: Scope) -> CTE:
    """The claims a period has to do with; of each subject the newest is numbered 1 and carries the sums of all."""
    approved = (
        select(col(ClaimStepRow.claim_id), func.min(col(ClaimStepRow.at)).label("at"))
        .where(col(ClaimStepRow.step) == Step.APPROVE, col(ClaimStepRow.state) == State.PAYABLE)
        .where(col(ClaimStepRow.at) < scope.ends)
        .group_by(col(ClaimStepRow.claim_id))
        .subquery()
    )
    settled = (
        select(col(PaymentOrderRow.claim_id), func.max(col(PaymentOrderRow.settled_on)).label("settled_on"))
        .where(col(PaymentOrderRow.state) == OrderState.PAID)
        .group_by(col(PaymentOrderRow.claim_id))
        .subquery()
    )
    one, newest = ClaimRow, ClaimStepRow
    under_way = or_(col(one.state).not_in(_ENDED), col(newest.at) >= scope.begins)
    whose: dict[str, Any] = {"partition_by": (col(one.enterprise_id), col(one.benefit_code))}
    counted = case((col(one.state) != State.VOID, col(one.amount_fen)), else_=0)
    return (
        select(
            col(one.enterprise_id),
            col(one.benefit_code),
            col(one.state),
            func.row_number()
            .over(order_by=(col(one.claimed_at).desc(), col(one.claim_id).desc()), **whose)
            .label("newest"),
            func.min(col(one.claimed_on)).over(**whose).label("claimed_on"),
            func.min(approved.c.at).over(**whose).label("approved_at"),
            func.sum(counted).over(**whose).label("claimed_fen"),
            func.sum(case((approved.c.at.is_not(None), col(one.amount_fen)), else_=0))
            .over(**whose)
            .label("approved_fen"),
        )
        .outerjoin(approved, approved.c.claim_id == col(one.claim_id))
        .outerjoin(settled, settled.c.claim_id == col(one.claim_id))
        .outerjoin(newest, and_(col(newest.claim_id) == col(one.claim_id), col(newest.version) == col(one.version)))
        .where(col(one.policy_set) == scope.policy_set, col(one.claimed_on) <= scope.period.last)
        .where(case((settled.c.settled_on.is_not(None), settled.c.settled_on >= scope.period.first), else_=under_way))
        .cte("claims")
    )


def _paid(scope: Scope) -> CTE:
    """What the bank paid in the period, by subject: an order is of whoever claimed."""
    order = PaymentOrderRow
    owner = func.coalesce(col(ClaimRow.enterprise_id), col(order.enterprise_id))
    return (
        select(
            owner.label("enterprise_id"),
            col(order.benefit_code),
            func.min(col(order.settled_on)).label("paid_on"),
            func.sum(col(order.amount_fen)).label("fen"),
        )
        .outerjoin(ClaimRow, col(ClaimRow.claim_id) == col(order.claim_id))
        .where(col(order.state) == OrderState.PAID)
        .where(col(order.settled_on).between(scope.period.first, scope.period.last))
        .where(or_(col(ClaimRow.policy_set).is_(None), col(ClaimRow.policy_set) == scope.policy_set))
        .group_by(owner, col(order.benefit_code))
        .cte("paid")
    )


def _came(what: CTE, day: ColumnElement[Any]) -> Any:
    return select(what.c.enterprise_id, what.c.benefit_code, day, null(), null(), literal(0))


class Subjects:
    """The subjects of a scope, beside what is known of each, ready to be asked for columns."""

    def __init__(self, scope: Scope) -> None:
        claims, self.paid, self.used = _claims(scope), _paid(scope), uses(scope)
        parts = union_all(
            _entitled(scope),
            _matched(scope),
            _came(claims, claims.c.claimed_on).where(claims.c.newest == 1),
            _came(self.paid, self.paid.c.paid_on),
            _came(self.used, self.used.c.claimed_on),
        ).subquery()
        self.one = (
            select(
                parts.c.enterprise_id,
                parts.c.benefit_code,
                func.min(parts.c.day).label("since"),
                func.min(parts.c.tellable).label("tellable"),
                func.sum(parts.c.fen).label("fen"),
                func.max(parts.c.entitled).label("entitled"),
            )
            .where(parts.c.benefit_code.in_(sorted(scope.codes)))
            .group_by(parts.c.enterprise_id, parts.c.benefit_code)
            .cte("subject")
        )
        last, self.claim = scope.period.last, claims
        self.told_on, read = col(ToldRow.told_on), col(ToldRow.read_on)
        self.read_on: ColumnElement[Any] = case((read <= last, read))
        self.known = KNOWN.enterprise.c
        self.tier = func.coalesce(col(StandingRow.tier), "none")
        self.records = {
            Stage.TOLD: self.told_on.is_not(None),
            Stage.READ: self.read_on.is_not(None),
            Stage.CLAIMED: or_(claims.c.state.is_not(None), self.used.c.claimed_on.is_not(None)),
            Stage.APPROVED: or_(claims.c.approved_at.is_not(None), self.used.c.approved_on.is_not(None)),
            Stage.PAID: or_(self.paid.c.fen.is_not(None), self.used.c.paid_on.is_not(None)),
        }
        self.fen = {
            Stage.ELIGIBLE: self.one.c.fen,
            Stage.CLAIMED: func.coalesce(claims.c.claimed_fen, self.used.c.claimed_fen),
            Stage.APPROVED: func.coalesce(claims.c.approved_fen, self.used.c.claimed_fen),
            Stage.PAID: func.coalesce(self.paid.c.fen, self.used.c.paid_fen),
        }
        self._scope = scope

    def asked(self, *columns: Any) -> Select[Any]:
        one, scope = self.one.c, self._scope
        told = and_(
            col(ToldRow.enterprise_id) == one.enterprise_id,
            col(ToldRow.benefit_code) == one.benefit_code,
            col(ToldRow.told_on) <= scope.period.last,
        )
        question = select(*columns).select_from(
            self.one.join(KNOWN.enterprise, self.known.enterprise_id == one.enterprise_id)
            .outerjoin(StandingRow, col(StandingRow.enterprise_id) == one.enterprise_id)
            .outerjoin(ToldRow, told)
            .outerjoin(self.claim, and_(self._same(self.claim), self.claim.c.newest == 1))
            .outerjoin(self.paid, self._same(self.paid))
            .outerjoin(self.used, self._same(self.used))
        )
        if scope.district is not None:
            question = question.where(self.known.district == scope.district)
        return question if scope.tier is None else question.where(self.tier == scope.tier)

    def _same(self, other: CTE) -> ColumnElement[bool]:
        one = self.one.c
        return and_(other.c.enterprise_id == one.enterprise_id, other.c.benefit_code == one.benefit_code)
