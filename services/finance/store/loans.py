"""Queries about loans and their entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import col

from services.finance.store.tables import KNOWN, InstitutionRow, LoanEntryRow, LoanRow, ProductRow
from services.finance.store.waiting import is_overdue
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Held:
    """A loan with whose it is: the institution, and who owes it today."""

    loan: LoanRow
    institution_name: str
    uscc: str
    name: str
    district: str


def _held() -> Any:
    known = KNOWN.enterprise
    return (
        select(LoanRow, col(InstitutionRow.name), known.c.uscc, known.c.name.label("firm"), known.c.district)
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(LoanRow.institution_id))
        .join(known, known.c.enterprise_id == col(LoanRow.legal_person_id))
    )


async def find(tx: Tx, loan_id: str) -> Held | None:
    row = (await tx.execute(_held().where(col(LoanRow.loan_id) == loan_id))).one_or_none()
    return None if row is None else Held(*row)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which loans; what is None does not matter."""

    institution_id: str | None = None
    district: str | None = None
    enterprise_id: str | None = None
    """Who borrowed, or owes it today"""
    contract_key: str | None = None
    open: bool | None = None
    """Whether something is outstanding"""
    overdue: bool | None = None
    """Whether something of it is overdue today"""


async def page(tx: Tx, wanted: Wanted, before: tuple[datetime, str] | None, limit: int) -> Sequence[Held]:
    """Newest first, from below (reported_at, loan_id)."""
    at, id_ = col(LoanRow.reported_at), col(LoanRow.loan_id)
    question = _held()
    if wanted.institution_id is not None:
        question = question.where(col(LoanRow.institution_id) == wanted.institution_id)
    if wanted.district is not None:
        question = question.where(KNOWN.enterprise.c.district == wanted.district)
    if wanted.enterprise_id is not None:
        question = question.where(_of(wanted.enterprise_id))
    if wanted.contract_key is not None:
        question = question.where(col(LoanRow.contract_key) == wanted.contract_key)
    if wanted.open is not None:
        left = col(LoanRow.outstanding_fen) > 0
        question = question.where(left if wanted.open else ~left)
    if wanted.overdue is not None:
        late = is_overdue(tx.today)
        question = question.where(late if wanted.overdue else ~late)
    if before is not None:
        question = question.where((at < before[0]) | ((at == before[0]) & (id_ < before[1])))
    return [Held(*row) for row in await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))]


def _of(enterprise_id: str) -> Any:
    return or_(col(LoanRow.enterprise_id) == enterprise_id, col(LoanRow.legal_person_id) == enterprise_id)


async def concerned(tx: Tx, institution_id: str, enterprise_ids: Collection[str]) -> Sequence[LoanRow]:
    """Of an institution, those of enterprises on which something is outstanding, oldest first."""
    ids = sorted(set(enterprise_ids))
    borrowed, owed = tx.among(col(LoanRow.enterprise_id), ids), tx.among(col(LoanRow.legal_person_id), ids)
    question = select(LoanRow).where(
        col(LoanRow.institution_id) == institution_id, borrowed | owed, col(LoanRow.outstanding_fen) > 0
    )
    return (await tx.execute(question.order_by(col(LoanRow.drawn_on), col(LoanRow.loan_id)))).scalars().all()


async def entries(tx: Tx, loan_ids: Collection[str]) -> dict[str, list[LoanEntryRow]]:
    """In the order in which they came, by loan."""
    question = select(LoanEntryRow).where(tx.among(col(LoanEntryRow.loan_id), sorted(loan_ids)))
    found: dict[str, list[LoanEntryRow]] = {}
    for row in (await tx.execute(question.order_by(col(LoanEntryRow.version)))).scalars():
        found.setdefault(row.loan_id, []).append(row)
    return found


# ---- a batch ----------------------------------------------------------------------------------------


async def of_contracts(tx: Tx, institution_id: str, contract_keys: Collection[str]) -> Sequence[LoanRow]:
    question = select(LoanRow).where(
        col(LoanRow.institution_id) == institution_id, tx.among(col(LoanRow.contract_key), sorted(contract_keys))
    )
    return (await tx.execute(question)).scalars().all()


async def borrowers(tx: Tx, usccs: Collection[str]) -> dict[str, str]:
    """enterprise_id by any code a firm ever had."""
    codes = KNOWN.uscc.c
    rows = await tx.execute(select(codes.uscc, codes.enterprise_id).where(tx.among(codes.uscc, sorted(usccs))))
    return {row.uscc: row.enterprise_id for row in rows}


async def own_products(tx: Tx, institution_id: str, product_ids: Collection[str]) -> set[str]:
    """Those of them that are the institution's, on offer or not."""
    question = select(col(ProductRow.product_id)).where(
        col(ProductRow.institution_id) == institution_id, tx.among(col(ProductRow.product_id), sorted(product_ids))
    )
    return set((await tx.execute(question)).scalars())


async def save(tx: Tx, loans: Sequence[Mapping[str, Any]], entries: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(LoanRow, loans)
    await tx.insert(LoanEntryRow, entries)


async def rekey(tx: Tx, absorbed_id: str, survivor_id: str) -> None:
    """What the absorbed firm owed whoever goes on owes."""
    moved = update(LoanRow).where(col(LoanRow.legal_person_id) == absorbed_id).values(legal_person_id=survivor_id)
    await tx.execute(moved.execution_options(synchronize_session=False))
