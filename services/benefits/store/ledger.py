"""Queries about transfers, what claims have of budgets, and whether all of it agrees."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.benefits.domain.ledger import Books, Difference, Funding, Kind, Totals
from services.benefits.store.tables import BudgetRow, BudgetVersionRow, ClawbackRow, FundingRow, TransferRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(TransferRow, [row])


async def find(tx: Tx, transfer_id: str) -> TransferRow:
    return (await tx.execute(select(TransferRow).where(col(TransferRow.transfer_id) == transfer_id))).scalar_one()


async def of_budget(tx: Tx, budget_id: str) -> Sequence[TransferRow]:
    """In the order of time; those of one instant by kind, so that a pending comes before what resolves it."""
    question = select(TransferRow).where(col(TransferRow.budget_id) == budget_id)
    order = (col(TransferRow.at), col(TransferRow.kind), col(TransferRow.transfer_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()


# ---- what a claim has -----------------------------------------------------------------------------


async def lock_funding(tx: Tx, claim_id: str) -> Funding:
    """The row to lock first. Makes a row to lock."""
    await tx.insert_new(FundingRow, [asdict(Funding(claim_id))])
    question = select(FundingRow.__table__).where(col(FundingRow.claim_id) == claim_id)  # type: ignore[attr-defined]
    return Funding(**(await tx.execute(question.with_for_update())).mappings().one())


async def funding(tx: Tx, claim_id: str) -> Funding | None:
    question = select(FundingRow.__table__).where(col(FundingRow.claim_id) == claim_id)  # type: ignore[attr-defined]
    row = (await tx.execute(question)).mappings().one_or_none()
    return Funding(**row) if row else None


async def save_funding(tx: Tx, one: Funding) -> None:
    """Locked already."""
    await tx.update(FundingRow, [asdict(one)])


# ---- whether the books agree: each question is one statement, so that it sees one instant -----------


def _sum(fen: Any, when: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((when, fen), else_=0)), 0)


async def books(tx: Tx) -> list[Books]:
    """Of every budget."""
    budget, moved, claimed, granted = BudgetRow, _moved(), _claimed(), _granted()
    columns = [
        col(budget.budget_id),
        *(col(getattr(budget, name)) for name in ("limit_fen", "reserved_fen", "paid_fen")),
        *(func.coalesce(moved.c[name], 0) for name in ("granted", "reserved", "paid")),
        func.coalesce(granted.c.limit_fen, 0),
        *(func.coalesce(claimed.c[name], 0) for name in ("reserved", "paid")),
    ]
    tables: Any = budget.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
    for other in (moved, claimed, granted):
        tables = tables.outerjoin(other, other.c.budget_id == col(budget.budget_id))
    found = await tx.execute(select(*columns).select_from(tables).order_by(col(budget.budget_id)))
    return [
        Books(id_, *(Totals(*map(int, figures[start : start + 3])) for start in (0, 3, 6))) for id_, *figures in found
    ]


def _moved() -> Any:
    """What transfers say of each budget."""
    transfer, by = TransferRow, aliased(TransferRow)
    here, fen, kind = literal("budget:").concat(col(transfer.budget_id)), col(transfer.amount_fen), col(transfer.kind)
    leaves, arrives, is_open = col(transfer.debit) == here, col(transfer.credit) == here, col(by.transfer_id).is_(None)
    single, posted = kind == Kind.SINGLE, kind == Kind.POST
    return (
        select(
            col(transfer.budget_id),
            (_sum(fen, single & arrives) - _sum(fen, single & leaves)).label("granted"),
            _sum(fen, (kind == Kind.PENDING) & leaves & is_open).label("reserved"),
            (_sum(fen, posted & leaves) - _sum(fen, posted & arrives)).label("paid"),
        )
        .outerjoin(by, col(by.pending_id) == col(transfer.transfer_id))
        .group_by(col(transfer.budget_id))
        .subquery()
    )


def _claimed() -> Any:
    """What claims have of each budget."""
    one = FundingRow
    return (
        select(
            col(one.budget_id),
            func.sum(col(one.reserved_fen)).label("reserved"),
            func.sum(col(one.paid_fen) - col(one.returned_fen)).label("paid"),
        )
        .group_by(col(one.budget_id))
        .subquery()
    )


def _granted() -> Any:
    """The last limit of each budget with a document."""
    one, newer = BudgetVersionRow, aliased(BudgetVersionRow)
    last = ~exists().where(col(newer.budget_id) == col(one.budget_id), col(newer.version) > col(one.version))
    return select(col(one.budget_id), col(one.limit_fen)).where(last).subquery()


async def orphans(tx: Tx) -> list[Difference]:
    """Pendings that nobody waits for, and resolutions of something else."""
    pending, by = TransferRow, aliased(TransferRow)
    is_open = ~exists().where(col(by.pending_id) == col(pending.transfer_id))
    awaited = exists().where(col(FundingRow.pending_id) == col(pending.transfer_id)) | exists().where(
        col(ClawbackRow.pending_id) == col(pending.transfer_id), col(ClawbackRow.state) == "asked"
    )
    waiting = select(col(pending.transfer_id)).where(col(pending.kind) == Kind.PENDING, is_open, ~awaited)
    other = (col(by.debit) != col(pending.debit)) | (col(by.credit) != col(pending.credit))
    wrong = select(col(by.transfer_id)).where(
        col(by.pending_id) == col(pending.transfer_id), other | (col(by.amount_fen) > col(pending.amount_fen))
    )
    return [
        *(Difference(id_, "预留流水没有对应的申领或追回") for id_ in (await tx.execute(waiting)).scalars()),
        *(Difference(id_, "入账流水与其预留流水不符") for id_ in (await tx.execute(wrong)).scalars()),
    ]
