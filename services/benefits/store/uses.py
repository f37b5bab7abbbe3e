"""What is not claimed but reserved by vouchers, or applied for as a right of a person, by enterprise and measure."""

from typing import Any

from sqlalchemy import CTE, and_, case, func, null, or_, select, union_all
from sqlmodel import col

from services.benefits.domain.rights import State as RightState
from services.benefits.domain.vouchers import State as VoucherState
from services.benefits.store.scope import Scope
from services.benefits.store.tables import RightRow, RightStepRow, VoucherRow


def uses(scope: Scope) -> CTE:
    """Days of the first, fen of all."""
    return union_all(_vouchers(scope), _rights(scope)).cte("used")


def _vouchers(scope: Scope) -> Any:
    """Reserving needs nobody's decision. Of whoever reserved, also where another absorbed it since."""
    one, first, last = VoucherRow, scope.period.first, scope.period.last
    consumed = and_(col(one.state) == VoucherState.CONSUMED, col(one.settled_on) <= last)
    return (
        select(
            col(one.enterprise_id),
            col(one.benefit_code),
            func.min(col(one.reserved_on)).label("claimed_on"),
            func.min(col(one.reserved_on)).label("approved_on"),
            func.min(case((consumed, col(one.settled_on)))).label("paid_on"),
            func.sum(col(one.reserved_fen)).label("claimed_fen"),
            func.sum(case((consumed, col(one.consumed_fen)))).label("paid_fen"),
        )
        .where(col(one.benefit_code).in_(sorted(scope.by_vouchers)), col(one.reserved_on) <= last)
        .where(col(one.expires_on) >= first, or_(col(one.settled_on).is_(None), col(one.settled_on) >= first))
        .group_by(col(one.enterprise_id), col(one.benefit_code))
    )


def _rights(scope: Scope) -> Any:
    """Under way or held in the period, or refused in it; an enterprise once, however many persons. No money."""
    one, newest, first, last = RightRow, RightStepRow, scope.period.first, scope.period.last
    refused_before = and_(col(one.state) == RightState.REFUSED, col(newest.at) < scope.begins)
    return (
        select(
            col(one.enterprise_id),
            col(one.benefit_code),
            func.min(col(one.applied_on)),
            func.min(case((col(one.granted_on) <= last, col(one.granted_on)))),
            null(),
            null(),
            null(),
        )
        .join(newest, and_(col(newest.right_id) == col(one.right_id), col(newest.version) == col(one.version)))
        .where(col(one.policy_set) == scope.policy_set, col(one.applied_on) <= last, ~refused_before)
        .where(or_(col(one.stopped_on).is_(None), col(one.stopped_on) > first, col(one.applied_on) >= first))
        .where(or_(col(one.ends_on).is_(None), col(one.ends_on) >= first))
        .group_by(col(one.enterprise_id), col(one.benefit_code))
    )
