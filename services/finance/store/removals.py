"""Queries about removals that institutions were told of, and how far each of them is behind."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, delete, func, select, update
from sqlmodel import col

from services.finance.store.tables import ChangeRow, EndpointRow, HeadRow, InstitutionRow, RemovalRow
from shared.db import Tx


async def say_again(
    tx: Tx, endpoint_id: str, sequence: int, rows: Sequence[Mapping[str, Any]], *, arrived: bool
) -> None:
    """The removals that a message says now; what one that has not arrived said before is owed by nobody."""
    if not arrived:
        untold = (col(RemovalRow.endpoint_id) == endpoint_id) & (col(RemovalRow.sequence) == sequence)
        untold &= col(RemovalRow.acknowledged_at).is_(None)
        untold &= col(RemovalRow.number).not_in([row["number"] for row in rows])
        await tx.execute(delete(RemovalRow).where(untold).execution_options(synchronize_session=False))
    await tx.insert_new(RemovalRow, rows)


async def of_endpoint(
    tx: Tx, endpoint_id: str, is_open: bool | None, after: int | None, limit: int
) -> Sequence[RemovalRow]:
    """The oldest first."""
    question = select(RemovalRow).where(col(RemovalRow.endpoint_id) == endpoint_id)
    if is_open is not None:
        question = question.where(col(RemovalRow.acknowledged_at).is_(None) == is_open)
    if after is not None:
        question = question.where(col(RemovalRow.number) > after)
    return (await tx.execute(question.order_by(col(RemovalRow.number)).limit(limit))).scalars().all()


async def acknowledge(tx: Tx, endpoint_id: str, numbers: Sequence[int], actor: str) -> Sequence[RemovalRow]:
    """Those of these that the endpoint was told of; what was acknowledged before stays as it was."""
    there = (col(RemovalRow.endpoint_id) == endpoint_id) & col(RemovalRow.number).in_(numbers)
    statement = update(RemovalRow).where(there, col(RemovalRow.acknowledged_at).is_(None))
    statement = statement.values(acknowledged_at=tx.now, acknowledged_by=actor)
    await tx.execute(statement.execution_options(synchronize_session=False))
    return (await tx.execute(select(RemovalRow).where(there).order_by(col(RemovalRow.number)))).scalars().all()


async def lags(tx: Tx, today: date) -> Sequence[Any]:
    """Every endpoint: how far it was told, since when the next change waits, and the removals it owes an answer to."""
    open_ = col(RemovalRow.acknowledged_at).is_(None)
    owed = (
        select(
            col(RemovalRow.endpoint_id),
            func.count().label("open"),
            func.sum(case((col(RemovalRow.due_on) < today, 1), else_=0)).label("overdue"),
            func.min(col(RemovalRow.due_on)).label("due_on"),
        )
        .where(open_)
        .group_by(col(RemovalRow.endpoint_id))
        .subquery()
    )
    head = select(col(HeadRow.head)).scalar_subquery()
    question = (
        select(
            EndpointRow,
            col(InstitutionRow.name).label("institution_name"),
            (head - col(EndpointRow.number)).label("behind"),
            col(ChangeRow.at).label("waiting_since"),
            func.coalesce(owed.c.open, 0).label("open"),
            func.coalesce(owed.c.overdue, 0).label("overdue"),
            owed.c.due_on,
        )
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(EndpointRow.institution_id))
        .outerjoin(owed, owed.c.endpoint_id == col(EndpointRow.endpoint_id))
        .outerjoin(ChangeRow, and_(col(ChangeRow.number) == col(EndpointRow.number) + 1))
        .order_by(col(InstitutionRow.name), col(EndpointRow.created_at), col(EndpointRow.endpoint_id))
    )
    return (await tx.execute(question)).all()


async def overdue(tx: Tx, today: date) -> int:
    question = select(func.count()).select_from(RemovalRow)
    question = question.where(col(RemovalRow.acknowledged_at).is_(None), col(RemovalRow.due_on) < today)
    return int((await tx.execute(question)).scalar_one())
