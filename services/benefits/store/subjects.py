"""Of whom an evaluation speaks, as common table expressions.

A subject is an enterprise and a measure. It is eligible in a period when its entitlement was open in it (and, where the
measure is paid once, was not paid before), when a version was for it, when it claimed, or when it was paid.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, literal, null, or_, select, union_all
from sqlmodel import col

from services.benefits.domain.claims import State, Step
from services.benefits.domain.evaluation import Period, Stage
from services.benefits.domain.payments import State as OrderState
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
from shared.days import SHANGHAI

_ENDED: Final = (State.PAID, State.REFUSED, State.WITHDRAWN, State.VOID, State.RECOVERED)
"""Where a claim that was left before the period began has nothing to do with it"""


@dataclass(frozen=True)
class Scope:
    """Which subjects. None asks nothing."""

    period: Period
    policy_set: str
    codes: Collection[str]
    """The measures it is about"""
    once: Collection[str]
    """Those of them that are paid once for ever"""
    district: str | None = None
    tier: str | None = None
    version_id: str | None = None

    @property
    def begins(self) -> datetime:
        return _midnight(self.period.first)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.period.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _entitled(scope: Scope) -> Any:
    one = EntitlementRow
    first, last = scope.period.first, scope.period.last
    still = or_(col(one.closed_on).is_(None), and_(col(one.closed_on) > first, col(one.closed_on) > col(one.opened_on)))
    spent = exists().where(
        col(ClaimRow.claim_id) == col(PaymentOrderRow.claim_id),
        col(ClaimRow.enterprise_id) == col(one.enterprise_id),
        col(ClaimRow.benefit_code) == col(one.benefit_code),
        col(PaymentOrderRow.state) == OrderState.PAID,
        col(PaymentOrderRow.settled_on) < first,
    )
    again = or_(col(one.benefit_code).not_in(sorted(scope.once)), ~spent)
    question: Any = select(
        col(one.enterprise_id),
        col(one.benefit_code),
        col(one.opened_on).label("day"),
        col(one.amount_fen).label("fen"),
        literal(1).label("entitled"),
    ).where(col(one.policy_set) == scope.policy_set, col(one.opened_on) <= last, still, again)
    return question if scope.version_id is None else question.where(col(one.version_id) == scope.version_id)


def _matched(scope: Scope) -> Any:
    """Those a version was for: also where it is to be applied for."""
    version, known = MeasureVersionRow, KNOWN.enterprise.c
    there = or_(col(version.withdrawn_on).is_(None), col(version.withdrawn_on) > scope.period.first)
    question: Any = (
        select(
            col(MatchRow.enterprise_id),
            col(MatchRow.benefit_code),
            col(MatchRow.matched_on).label("day"),
            null().label("fen"),
            literal(0).label("entitled"),
        )
        .join(version, col(version.version_id) == col(MatchRow.version_id))
        .join(KNOWN.enterprise, known.enterprise_id == col(MatchRow.enterprise_id))
        .where(col(MatchRow.matched_on) <= scope.period.last, there)
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


class Subjects:
    """The subjects of a scope, beside what is known of each, ready to be asked for columns."""

    def __init__(self, scope: Scope) -> None:
        claims, self.paid = _claims(scope), _paid(scope)
        parts = union_all(
            _entitled(scope),
            _matched(scope),
            select(claims.c.enterprise_id, claims.c.benefit_code, claims.c.claimed_on, null(), literal(0)).where(
                claims.c.newest == 1
            ),
            select(self.paid.c.enterprise_id, self.paid.c.benefit_code, self.paid.c.paid_on, null(), literal(0)),
        ).subquery()
        self.one = (
            select(
                parts.c.enterprise_id,
                parts.c.benefit_code,
                func.min(parts.c.day).label("since"),
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
            Stage.CLAIMED: claims.c.state.is_not(None),
            Stage.APPROVED: claims.c.approved_at.is_not(None),
            Stage.PAID: self.paid.c.fen.is_not(None),
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
        )
        if scope.district is not None:
            question = question.where(self.known.district == scope.district)
        return question if scope.tier is None else question.where(self.tier == scope.tier)

    def _same(self, other: CTE) -> ColumnElement[bool]:
        one = self.one.c
        return and_(other.c.enterprise_id == one.enterprise_id, other.c.benefit_code == one.benefit_code)
