"""Queries about loans and their entries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import col

from services.benefits.store.tables import KNOWN, LoanEntryRow, LoanRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    """The same bank and contract again are the same loan."""
    await tx.insert_new(LoanRow, [row])


async def find(tx: Tx, loan_id: str) -> LoanRow | None:
    return await _one(tx, select(LoanRow).where(col(LoanRow.loan_id) == loan_id))


async def of_contract(tx: Tx, bank: str, contract_key: str) -> LoanRow | None:
    return await _one(tx, _of_contract(bank, contract_key))


async def lock(tx: Tx, bank: str, contract_key: str) -> LoanRow | None:
    """By its natural key."""
    return await _one(tx, _of_contract(bank, contract_key).with_for_update())


def _of_contract(bank: str, contract_key: str) -> Any:
    return select(LoanRow).where((col(LoanRow.bank) == bank) & (col(LoanRow.contract_key) == contract_key))


async def _one(tx: Tx, question: Any) -> LoanRow | None:
    found: LoanRow | None = (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()
    return found


async def of_legal_person(tx: Tx, legal_person_id: str) -> Sequence[LoanRow]:
    question = select(LoanRow).where(col(LoanRow.legal_person_id) == legal_person_id)
    rows = await tx.execute(question.order_by(col(LoanRow.entered_at), col(LoanRow.loan_id)))
    return rows.scalars().all()


async def page_of(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[LoanRow]:
    """Of an enterprise, and those it goes on with after a merger; newest first."""
    its = or_(col(LoanRow.enterprise_id) == enterprise_id, col(LoanRow.legal_person_id) == enterprise_id)
    return await _page(tx, select(LoanRow).where(its), before, limit)


async def page(
    tx: Tx, district: str | None, bank: str | None, before: tuple[datetime, str] | None, limit: int
) -> Sequence[LoanRow]:
    """Of everybody, or of a district; newest first."""
    question = select(LoanRow)
    if district is not None:
        known = KNOWN.enterprise.c
        question = question.join(KNOWN.enterprise, known.enterprise_id == col(LoanRow.legal_person_id))
        question = question.where(known.district == district)
    if bank is not None:
        question = question.where(col(LoanRow.bank) == bank)
    return await _page(tx, question, before, limit)


async def _page(tx: Tx, question: Any, before: tuple[datetime, str] | None, limit: int) -> Sequence[LoanRow]:
    entered, id_ = col(LoanRow.entered_at), col(LoanRow.loan_id)
    if before is not None:
        question = question.where((entered < before[0]) | ((entered == before[0]) & (id_ < before[1])))
    rows = await tx.execute(question.order_by(entered.desc(), id_.desc()).limit(limit))
    found: Sequence[LoanRow] = rows.scalars().all()
    return found


async def hand_to(tx: Tx, loan: LoanRow, enterprise_id: str, legal_person_id: str) -> None:
    """Another firm borrowed it."""
    owners = {"enterprise_id": enterprise_id, "legal_person_id": legal_person_id}
    moved = update(LoanRow).where(col(LoanRow.loan_id) == loan.loan_id).values(owners)
    await tx.execute(moved.execution_options(synchronize_session=False))
    loan.enterprise_id, loan.legal_person_id = enterprise_id, legal_person_id


async def rekey(tx: Tx, absorbed_id: str, survivor_id: str) -> None:
    """What the absorbed firm borrowed takes the survivor's yearly amount from now on."""
    moved = update(LoanRow).where(col(LoanRow.legal_person_id) == absorbed_id).values(legal_person_id=survivor_id)
    await tx.execute(moved.execution_options(synchronize_session=False))


# ---- entries ----------------------------------------------------------------------------------------


async def add_entry(tx: Tx, row: Mapping[str, Any]) -> None:
    """With the version of its loan."""
    await tx.insert(LoanEntryRow, [row])
    counted = update(LoanRow).where(col(LoanRow.loan_id) == row["loan_id"]).values(version=row["version"])
    await tx.execute(counted.execution_options(synchronize_session=False))


async def entries(tx: Tx, loan_ids: Collection[str]) -> dict[str, list[LoanEntryRow]]:
    """In the order in which they came, by loan."""
    question = select(LoanEntryRow).where(tx.among(col(LoanEntryRow.loan_id), sorted(loan_ids)))
    found: dict[str, list[LoanEntryRow]] = {}
    for row in (await tx.execute(question.order_by(col(LoanEntryRow.version)))).scalars():
        found.setdefault(row.loan_id, []).append(row)
    return found
