"""Queries about vouchers and their history, and about the quotas they are of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import case, func, select, update
from sqlmodel import col

from services.benefits.domain.vouchers import State
from services.benefits.store.tables import BudgetRow, QuotaWarningRow, VoucherRow, VoucherStepRow
from shared.db import Tx

_HELD: Final = case(
    (col(VoucherRow.state) == State.RESERVED, col(VoucherRow.reserved_fen)), else_=col(VoucherRow.consumed_fen)
)
"""What a voucher takes of its budget: all of it while reserved, then what was used"""


async def add(tx: Tx, row: VoucherRow) -> None:
    await tx.insert(VoucherRow, [row.model_dump()])


async def find(tx: Tx, voucher_id: str) -> VoucherRow | None:
    return await _one(tx, col(VoucherRow.voucher_id) == voucher_id)


async def lock(tx: Tx, voucher_id: str) -> VoucherRow | None:
    return await _one(tx, col(VoucherRow.voucher_id) == voucher_id, locked=True)


async def of_reference(tx: Tx, enterprise_id: str, benefit_code: str, reference: str) -> VoucherRow | None:
    its = (col(VoucherRow.enterprise_id) == enterprise_id) & (col(VoucherRow.benefit_code) == benefit_code)
    return await _one(tx, its & (col(VoucherRow.reference) == reference))


async def _one(tx: Tx, which: Any, *, locked: bool = False) -> VoucherRow | None:
    question = select(VoucherRow).where(which).execution_options(populate_existing=True)
    return (await tx.execute(question.with_for_update() if locked else question)).scalar_one_or_none()


async def change(tx: Tx, voucher_id: str, values: Mapping[str, Any]) -> None:
    statement = update(VoucherRow).where(col(VoucherRow.voucher_id) == voucher_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def add_steps(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(VoucherStepRow, rows)


async def steps(tx: Tx, voucher_id: str) -> Sequence[VoucherStepRow]:
    question = select(VoucherStepRow).where(col(VoucherStepRow.voucher_id) == voucher_id)
    return (await tx.execute(question.order_by(col(VoucherStepRow.version)))).scalars().all()


async def page(tx: Tx, legal_person_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[VoucherRow]:
    """Newest first, those taken over in a merger included."""
    at, id_ = col(VoucherRow.reserved_at), col(VoucherRow.voucher_id)
    question = select(VoucherRow).where(col(VoucherRow.legal_person_id) == legal_person_id)
    if before is not None:
        question = question.where((at < before[0]) | ((at == before[0]) & (id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def taken(tx: Tx, legal_person_id: str, year: int) -> dict[tuple[str, str], int]:
    """Fen in the vouchers of a legal person in a year, by benefit_code and state."""
    question = (
        select(col(VoucherRow.benefit_code), col(VoucherRow.state), func.sum(_HELD))
        .where(col(VoucherRow.legal_person_id) == legal_person_id, col(VoucherRow.year) == year)
        .group_by(col(VoucherRow.benefit_code), col(VoucherRow.state))
    )
    return {(code, state): int(fen) for code, state, fen in await tx.execute(question)}


async def elsewhere(tx: Tx, legal_person_id: str, benefit_code: str, year: int) -> int:
    """Fen in vouchers of a legal person that are of quotas other firms held, which it absorbed."""
    question = (
        select(func.coalesce(func.sum(_HELD), 0))
        .join(BudgetRow, col(BudgetRow.budget_id) == col(VoucherRow.budget_id))
        .where(
            col(VoucherRow.legal_person_id) == legal_person_id,
            col(VoucherRow.benefit_code) == benefit_code,
            col(VoucherRow.year) == year,
            col(BudgetRow.holder_id) != legal_person_id,
        )
    )
    return int((await tx.execute(question)).scalar_one())


# ---- mergers ---------------------------------------------------------------------------------------


async def lock_of_legal_person(tx: Tx, legal_person_id: str) -> Sequence[VoucherRow]:
    question = select(VoucherRow).where(col(VoucherRow.legal_person_id) == legal_person_id)
    ordered = question.order_by(col(VoucherRow.voucher_id)).with_for_update()
    return (await tx.execute(ordered.execution_options(populate_existing=True))).scalars().all()


async def rekey(tx: Tx, voucher_ids: Collection[str], legal_person_id: str) -> None:
    here = tx.among(col(VoucherRow.voucher_id), voucher_ids)
    values = {"legal_person_id": legal_person_id, "version": col(VoucherRow.version) + 1}
    statement = update(VoucherRow).where(here).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


# ---- the worker's ----------------------------------------------------------------------------------


def _due(tx: Tx, at: datetime) -> Any:
    late = (col(VoucherRow.state) == State.RESERVED) & (col(VoucherRow.expires_on) < tx.today)
    return late & (col(VoucherRow.leased_until) <= at)


async def any_due(tx: Tx, at: datetime) -> bool:
    return (await tx.execute(select(col(VoucherRow.voucher_id)).where(_due(tx, at)).limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, for_: timedelta, most: int) -> list[str]:
    """The ids of vouchers whose year is over; until the lease ends no other worker takes them."""
    question = select(col(VoucherRow.voucher_id)).where(_due(tx, at)).order_by(col(VoucherRow.voucher_id)).limit(most)
    ids = list((await tx.execute(question.with_for_update(skip_locked=True))).scalars())
    statement = update(VoucherRow).where(tx.among(col(VoucherRow.voucher_id), ids)).values(leased_until=at + for_)
    await tx.execute(statement.execution_options(synchronize_session=False))
    return ids


# ---- quotas ----------------------------------------------------------------------------------------


async def quotas_of(tx: Tx, holder_id: str) -> Sequence[BudgetRow]:
    """The newest year first."""
    question = select(BudgetRow).where(col(BudgetRow.holder_id) == holder_id)
    order = (col(BudgetRow.year).desc(), col(BudgetRow.benefit_code))
    return (await tx.execute(question.order_by(*order).execution_options(populate_existing=True))).scalars().all()


async def unwarned(tx: Tx, year: int, most: int) -> Sequence[BudgetRow]:
    """Quotas of a year with something left whose holders were not told that it will lapse."""
    free = col(BudgetRow.reserved_fen) + col(BudgetRow.paid_fen) < col(BudgetRow.limit_fen)
    question = (
        select(BudgetRow)
        .outerjoin(QuotaWarningRow, col(QuotaWarningRow.budget_id) == col(BudgetRow.budget_id))
        .where(col(BudgetRow.year) == year, col(BudgetRow.holder_id) != "", free)
        .where(col(QuotaWarningRow.budget_id).is_(None))
    )
    return (await tx.execute(question.order_by(col(BudgetRow.budget_id)).limit(most))).scalars().all()


async def warned(tx: Tx, budget_id: str) -> bool:
    """Writes down that its holder is told; False: it was already."""
    row = {"budget_id": budget_id, "warned_at": tx.now}
    inserted: Any = await tx.execute(tx.insertion_of_new(QuotaWarningRow), row)
    return bool(inserted.rowcount == 1)
