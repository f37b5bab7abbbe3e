"""How much waits at each desk, and since when: counts of exactly what the lists behind them show."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlmodel import col

from services.finance.domain.financing.states import UNANSWERED
from services.finance.domain.institutions import State
from services.finance.domain.listing import Stage
from services.finance.domain.products.offers import VersionState
from services.finance.store.figures.loans import overdue_on
from services.finance.store.institutions import proposed
from services.finance.store.tables import (
    KNOWN,
    FinancingPartRow,
    FinancingRow,
    InstitutionRow,
    LoanRow,
    ProductVersionRow,
    RemovalRow,
    RoadRow,
)
from shared.days import shanghai_day
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Waiting:
    count: int
    since: date | None
    """Of what waits the longest, where that is known"""


async def products(tx: Tx, _: str | None) -> Waiting:
    row, version = ProductVersionRow, func.min(col(ProductVersionRow.entered_at))
    question = select(func.count(), version).where(col(row.state) == VersionState.PENDING)
    count, entered_at = (await tx.execute(question)).one()
    return Waiting(count, entered_at and shanghai_day(entered_at))


async def grants(tx: Tx, _: str | None) -> Waiting:
    return await _one(tx, select(func.count()).where(proposed()))


async def ending(tx: Tx, _: str | None, days: int) -> Waiting:
    by = tx.today + timedelta(days=days)
    row = InstitutionRow
    return await _one(tx, select(func.count()).where(col(row.state) == State.ACTIVE, col(row.valid_until) <= by))


async def removals(tx: Tx, _: str | None) -> Waiting:
    row = RemovalRow
    late = select(func.count(), func.min(col(row.due_on)))
    return await _one(tx, late.where(col(row.acknowledged_at).is_(None), col(row.due_on) < tx.today))


async def applications(tx: Tx, district: str | None) -> Waiting:
    """Each once, however many of its parts nobody answers."""
    known, part = KNOWN.enterprise.c, FinancingPartRow
    question = (
        select(func.count(col(part.application_id).distinct()), func.min(col(part.remind_after)))
        .join(FinancingRow, col(FinancingRow.application_id) == col(part.application_id))
        .join(KNOWN.enterprise, known.enterprise_id == col(FinancingRow.enterprise_id))
        .where(unanswered_past_reminder(tx.today))
    )
    return await _one(tx, _in_district(question, district))


async def loans(tx: Tx, district: str | None) -> Waiting:
    known = KNOWN.enterprise.c
    question = (
        select(func.count())
        .select_from(LoanRow)
        .join(KNOWN.enterprise, known.enterprise_id == col(LoanRow.legal_person_id))
        .where(is_overdue(tx.today))
    )
    return await _one(tx, _in_district(question, district))


async def listings(tx: Tx, district: str | None) -> Waiting:
    known = KNOWN.enterprise.c
    question = (
        select(func.count())
        .select_from(RoadRow)
        .join(KNOWN.enterprise, known.enterprise_id == col(RoadRow.enterprise_id))
        .where(col(RoadRow.stage) == Stage.REGISTERED)
    )
    return await _one(tx, _in_district(question, district))


async def parts(tx: Tx) -> int:
    """Of applications, that nobody answered when the reminder was due."""
    question = select(func.count()).select_from(FinancingPartRow).where(unanswered_past_reminder(tx.today))
    return int((await tx.execute(question)).scalar_one())


def _in_district(question: Any, district: str | None) -> Any:
    return question if district is None else question.where(KNOWN.enterprise.c.district == district)


async def _one(tx: Tx, question: Any) -> Waiting:
    row = (await tx.execute(question)).one()
    return Waiting(int(row[0]), row[1] if len(row) > 1 else None)


# ---- conditions the lists share -------------------------------------------------------------------


def unanswered_past_reminder(today: date) -> Any:
    """Of a part: whoever's turn it is, nobody did anything until the day of the reminder was over."""
    part = FinancingPartRow
    return col(part.state).in_(sorted(UNANSWERED)) & (col(part.remind_after) < today)


def has_unanswered_past_reminder(today: date) -> Any:
    """Of an application"""
    its = col(FinancingPartRow.application_id) == col(FinancingRow.application_id)
    return exists().where(its, unanswered_past_reminder(today))


def is_overdue(day: date) -> Any:
    """Of a loan: something is outstanding, and its institution says that something is overdue."""
    late = overdue_on(day)
    return (col(LoanRow.outstanding_fen) > 0) & col(LoanRow.loan_id).in_(select(late.c.loan_id).where(late.c.fen > 0))
