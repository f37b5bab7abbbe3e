"""Queries about bank accounts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.benefits.domain.bank_accounts import AccountState
from services.benefits.store.tables import BankAccountDisclosureRow, BankAccountRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(BankAccountRow, [row])


async def find(tx: Tx, account_id: str) -> BankAccountRow | None:
    question = select(BankAccountRow).where(col(BankAccountRow.account_id) == account_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, account_id: str) -> BankAccountRow | None:
    question = select(BankAccountRow).where(col(BankAccountRow.account_id) == account_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def of_enterprise(tx: Tx, enterprise_id: str) -> Sequence[BankAccountRow]:
    """Newest first."""
    question = select(BankAccountRow).where(col(BankAccountRow.enterprise_id) == enterprise_id)
    order = col(BankAccountRow.entered_at).desc(), col(BankAccountRow.account_id)
    return (await tx.execute(question.order_by(*order))).scalars().all()


async def change(tx: Tx, account_id: str, **values: Any) -> None:
    statement = update(BankAccountRow).where(col(BankAccountRow.account_id) == account_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def add_disclosure(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(BankAccountDisclosureRow, [row])


async def disclosures(tx: Tx, enterprise_id: str, limit: int) -> Sequence[BankAccountDisclosureRow]:
    """Newest first."""
    row = BankAccountDisclosureRow
    question = select(row).where(col(row.enterprise_id) == enterprise_id).order_by(col(row.disclosed_at).desc())
    return (await tx.execute(question.limit(limit))).scalars().all()


async def any_due(tx: Tx, at: datetime) -> bool:
    question = select(col(BankAccountRow.account_id)).where(*_due(at)).limit(1)
    return (await tx.execute(question)).first() is not None


async def lease(tx: Tx, at: datetime, until: datetime, most: int) -> Sequence[BankAccountRow]:
    """Takes accounts nobody has answered for; two workers never take the same one."""
    account = BankAccountRow
    oldest = (
        select(col(account.account_id))
        .where(*_due(at))
        .order_by(col(account.next_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(account)
        .where(col(account.account_id).in_(oldest.scalar_subquery()))
        .values(next_at=until)
        .returning(account)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return (await tx.execute(taken)).scalars().all()


def _due(at: datetime) -> tuple[Any, Any]:
    return col(BankAccountRow.state) == AccountState.ENTERED, col(BankAccountRow.next_at) <= at
