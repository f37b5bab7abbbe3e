"""Queries about budgets. The amounts move under conditions, so that none is ever spent twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.benefits.store.tables import BudgetRow, BudgetVersionRow
from shared.db import Tx


@dataclass(frozen=True)
class BudgetFilter:
    """None asks nothing."""

    year: int | None = None
    benefit_code: str | None = None
    issuer: str | None = None
    holder_id: str = ""


async def add(tx: Tx, row: Mapping[str, Any]) -> bool:
    """False: there is one already."""
    inserted: Any = await tx.execute(tx.insertion_of_new(BudgetRow), row)
    return bool(inserted.rowcount == 1)


async def find(tx: Tx, budget_id: str) -> BudgetRow | None:
    question = select(BudgetRow).where(col(BudgetRow.budget_id) == budget_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, budget_id: str) -> BudgetRow | None:
    question = select(BudgetRow).where(col(BudgetRow.budget_id) == budget_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def of(tx: Tx, benefit_code: str, year: int, issuer: str, holder_id: str = "") -> BudgetRow | None:
    """By its natural key."""
    question = select(BudgetRow).where(_is(benefit_code, year, issuer, holder_id))
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


def _is(benefit_code: str, year: int, issuer: str, holder_id: str) -> Any:
    return (
        (col(BudgetRow.benefit_code) == benefit_code)
        & (col(BudgetRow.year) == year)
        & (col(BudgetRow.issuer) == issuer)
        & (col(BudgetRow.holder_id) == holder_id)
    )


async def page(
    tx: Tx, wanted: BudgetFilter, issuers: Sequence[str] | None, after: tuple[int, str] | None, limit: int
) -> Sequence[BudgetRow]:
    """The newest year first; of these issuers, or of all."""
    year, id_ = col(BudgetRow.year), col(BudgetRow.budget_id)
    question = select(BudgetRow).where(col(BudgetRow.holder_id) == wanted.holder_id)
    for name in ("year", "benefit_code", "issuer"):
        if (value := getattr(wanted, name)) is not None:
            question = question.where(getattr(BudgetRow, name) == value)
    if issuers is not None:
        question = question.where(col(BudgetRow.issuer).in_(issuers))
    if after is not None:
        question = question.where((year < after[0]) | ((year == after[0]) & (id_ > after[1])))
    return (await tx.execute(question.order_by(year.desc(), id_).limit(limit))).scalars().all()


async def reserve(tx: Tx, benefit_code: str, year: int, issuer: str, holder_id: str, fen: int) -> str | None:
    """The budget that has this much free, now less; None: there is none, or it has not."""
    free = col(BudgetRow.reserved_fen) + col(BudgetRow.paid_fen) + fen <= col(BudgetRow.limit_fen)
    statement = (
        update(BudgetRow)
        .where(_is(benefit_code, year, issuer, holder_id), free)
        .values(reserved_fen=col(BudgetRow.reserved_fen) + fen)
        .returning(col(BudgetRow.budget_id))
    )
    found: str | None = (await _run(tx, statement)).scalar_one_or_none()
    return found


async def move(tx: Tx, budget_id: str, *, reserved: int = 0, paid: int = 0) -> None:
    """By so many fen, up or down; the checks of the table hold."""
    statement = update(BudgetRow).where(col(BudgetRow.budget_id) == budget_id)
    await _run(
        tx,
        statement.values(reserved_fen=col(BudgetRow.reserved_fen) + reserved, paid_fen=col(BudgetRow.paid_fen) + paid),
    )


async def set_limit(tx: Tx, budget_id: str, limit_fen: int, version: int) -> None:
    statement = update(BudgetRow).where(col(BudgetRow.budget_id) == budget_id)
    await _run(tx, statement.values(limit_fen=limit_fen, version=version))


async def _run(tx: Tx, statement: Any) -> Any:
    return await tx.execute(statement.execution_options(synchronize_session=False))


async def add_version(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(BudgetVersionRow, [row])


async def versions(tx: Tx, budget_id: str) -> Sequence[BudgetVersionRow]:
    """Newest first."""
    question = select(BudgetVersionRow).where(col(BudgetVersionRow.budget_id) == budget_id)
    return (await tx.execute(question.order_by(col(BudgetVersionRow.version).desc()))).scalars().all()
