"""Queries about the yearly amount of loans that may be subsidised. It moves under a lock, within its check."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from services.benefits.store.tables import LoanRoomRow, LoanShareRow
from shared.db import Tx


async def find(tx: Tx, legal_person_id: str, year: int) -> LoanRoomRow | None:
    return (await tx.execute(_room(legal_person_id, year))).scalar_one_or_none()


async def lock(tx: Tx, legal_person_id: str, year: int, limit_fen: int | None = None) -> LoanRoomRow:
    """`limit_fen`: makes a row to lock, where there is none."""
    if limit_fen is not None:
        row = {"legal_person_id": legal_person_id, "year": year, "limit_fen": limit_fen, "reserved_fen": 0}
        await tx.insert_new(LoanRoomRow, [row])
    found: LoanRoomRow = (await tx.execute(_room(legal_person_id, year).with_for_update())).scalar_one()
    return found


def _room(legal_person_id: str, year: int) -> Any:
    here = (col(LoanRoomRow.legal_person_id) == legal_person_id) & (col(LoanRoomRow.year) == year)
    return select(LoanRoomRow).where(here).execution_options(populate_existing=True)


async def years(tx: Tx, legal_person_id: str) -> Sequence[int]:
    """Of which there is a room."""
    year = col(LoanRoomRow.year)
    question = select(year).where(col(LoanRoomRow.legal_person_id) == legal_person_id).order_by(year)
    return (await tx.execute(question)).scalars().all()


async def move(tx: Tx, room: LoanRoomRow, fen: int) -> None:
    """So much more is reserved, or less, of a room that is locked."""
    here = (col(LoanRoomRow.legal_person_id) == room.legal_person_id) & (col(LoanRoomRow.year) == room.year)
    moved = update(LoanRoomRow).where(here).values(reserved_fen=col(LoanRoomRow.reserved_fen) + fen)
    await _run(tx, moved)
    room.reserved_fen += fen


# ---- what each loan has of it -------------------------------------------------------------------------


async def share(tx: Tx, loan_id: str, year: int) -> LoanShareRow | None:
    here = (col(LoanShareRow.loan_id) == loan_id) & (col(LoanShareRow.year) == year)
    return (await tx.execute(_fresh(select(LoanShareRow).where(here)))).scalar_one_or_none()


async def shares(tx: Tx, legal_person_id: str, year: int) -> Sequence[LoanShareRow]:
    """In the order in which they asked."""
    here = (col(LoanShareRow.legal_person_id) == legal_person_id) & (col(LoanShareRow.year) == year)
    question = select(LoanShareRow).where(here).order_by(col(LoanShareRow.asked_at), col(LoanShareRow.loan_id))
    return (await tx.execute(_fresh(question))).scalars().all()


async def shares_of(tx: Tx, loan_id: str) -> Sequence[LoanShareRow]:
    question = select(LoanShareRow).where(col(LoanShareRow.loan_id) == loan_id).order_by(col(LoanShareRow.year))
    return (await tx.execute(_fresh(question))).scalars().all()


async def add_share(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(LoanShareRow, [row])


async def grant(tx: Tx, share: LoanShareRow, fen: int) -> None:
    """Of a room that is locked."""
    here = (col(LoanShareRow.loan_id) == share.loan_id) & (col(LoanShareRow.year) == share.year)
    await _run(tx, update(LoanShareRow).where(here).values(granted_fen=fen))


async def drop_share(tx: Tx, loan_id: str, year: int) -> None:
    here = (col(LoanShareRow.loan_id) == loan_id) & (col(LoanShareRow.year) == year)
    await _run(tx, delete(LoanShareRow).where(here))


async def hand_over(tx: Tx, legal_person_id: str, year: int, heir_id: str) -> None:
    """With nothing granted yet: the heir's room is filled anew."""
    here = (col(LoanShareRow.legal_person_id) == legal_person_id) & (col(LoanShareRow.year) == year)
    await _run(tx, update(LoanShareRow).where(here).values(legal_person_id=heir_id, granted_fen=0))


def _fresh(question: Any) -> Any:
    return question.execution_options(populate_existing=True)


async def _run(tx: Tx, statement: Any) -> None:
    await tx.execute(statement.execution_options(synchronize_session=False))
