"""How far measures reached: one statement over everybody an evaluation is about."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlmodel import col

from services.benefits.domain.evaluation import PATIENCE, ReachCell, Reached, Stage
from services.benefits.store.scope import Scope
from services.benefits.store.subjects import Subjects
from services.benefits.store.tables import EntitlementRow, MatchRow, MeasureVersionRow, SentRow
from shared.db import Tx


async def cells(tx: Tx, scope: Scope) -> list[ReachCell]:
    of, last = Subjects(scope), scope.period.last
    sent = _sent(scope)
    arrived = sent.c.delivered_on.is_not(None)
    said: dict[Reached, ColumnElement[bool]] = {
        Reached.MATCHED: literal(True),
        Reached.SENT: sent.c.sent_on.is_not(None),
        Reached.ARRIVED: arrived,
        Reached.BOUNCED: and_(sent.c.bounced_on.is_not(None), ~arrived),
        Reached.DELIVERED: of.records[Stage.TOLD],
        Reached.READ: of.records[Stage.READ],
        Reached.CLAIMED: of.records[Stage.CLAIMED],
        Reached.PAID: of.records[Stage.PAID],
        Reached.UNREAD: and_(of.told_on <= last - PATIENCE, of.read_on.is_(None)),
        Reached.TOO_LATE: and_(of.read_on.is_not(None), or_(_closed_before(of), _withdrawn_before(of))),
    }
    flags = [case((asked, 1), else_=0).label(name.value) for name, asked in said.items()]
    one = of.one.c
    same = and_(sent.c.enterprise_id == one.enterprise_id, sent.c.benefit_code == one.benefit_code)
    asked = of.asked(one.benefit_code, of.known.district, of.tier.label("tier"), *flags).outerjoin(sent, same)
    each = asked.subquery()
    keys = (each.c.benefit_code, each.c.district, each.c.tier)
    question = select(*keys, *(func.sum(each.c[name.value]) for name in said)).group_by(*keys).order_by(*keys)
    return [
        ReachCell(code, district, tier, dict(zip(said, map(int, numbers), strict=True)))
        for code, district, tier, *numbers in await tx.execute(question)
    ]


def _sent(scope: Scope) -> Any:
    """By any channel; of each the first day."""
    row = SentRow
    return (
        select(
            col(row.enterprise_id),
            col(row.benefit_code),
            func.min(col(row.sent_on)).label("sent_on"),
            func.min(col(row.delivered_on)).label("delivered_on"),
            func.min(col(row.bounced_on)).label("bounced_on"),
        )
        .where(col(row.sent_on) <= scope.period.last)
        .group_by(col(row.enterprise_id), col(row.benefit_code))
        .subquery()
    )


def _closed_before(of: Subjects) -> ColumnElement[bool]:
    """Its entitlement had closed when it was read, and no other was open."""
    row, one = EntitlementRow, of.one.c
    own = and_(col(row.enterprise_id) == one.enterprise_id, col(row.benefit_code) == one.benefit_code)
    open_then = and_(
        col(row.opened_on) <= of.read_on, or_(col(row.closed_on).is_(None), col(row.closed_on) > of.read_on)
    )
    return and_(exists().where(own, col(row.closed_on) <= of.read_on), ~exists().where(own, open_then))


def _withdrawn_before(of: Subjects) -> ColumnElement[bool]:
    """The version it was matched with was in force no longer when it was read, and no other had taken over."""
    version, one = MeasureVersionRow, of.one.c
    own = and_(
        col(MatchRow.enterprise_id) == one.enterprise_id,
        col(MatchRow.benefit_code) == one.benefit_code,
        col(version.version_id) == col(MatchRow.version_id),
    )
    ended = col(version.withdrawn_on) <= of.read_on
    return and_(exists().where(own, ended), ~exists().where(own, col(version.withdrawn_on).is_(None)))
