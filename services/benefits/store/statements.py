"""What moved a budget day by day: one statement over its transfers."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.benefits.domain.ledger import Kind, budget_account
from services.benefits.domain.statements import Moved
from services.benefits.store.tables import TransferRow
from shared.db import Tx


async def moved(tx: Tx, budget_id: str) -> list[Moved]:
    """By the business day of each transfer."""
    one, promised = TransferRow, aliased(TransferRow)
    here, fen, kind = budget_account(budget_id), col(one.amount_fen), col(one.kind)
    leaves, arrives = col(one.debit) == here, col(one.credit) == here
    rest = col(promised.amount_fen) - fen
    posted = and_(kind == Kind.POST, leaves)
    sums = (
        _sum(fen, and_(kind == Kind.SINGLE, arrives)) - _sum(fen, and_(kind == Kind.SINGLE, leaves)),
        _sum(fen, and_(kind == Kind.PENDING, leaves)),
        _sum(fen, and_(kind == Kind.VOID, leaves)) + _sum(rest, posted),
        _sum(fen, posted),
        _sum(fen, and_(kind == Kind.POST, arrives)),
    )
    question = (
        select(col(one.day), *sums)
        .outerjoin(promised, col(promised.transfer_id) == col(one.pending_id))
        .where(col(one.budget_id) == budget_id)
        .group_by(col(one.day))
        .order_by(col(one.day))
    )
    return [Moved(day, *map(int, amounts)) for day, *amounts in await tx.execute(question)]


def _sum(fen: Any, when: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((when, fen), else_=0)), 0)
