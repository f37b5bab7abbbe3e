"""Queries about retained revenue: of the figures of a firm and year the newest counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.benefits.store.tables import KNOWN, RetainedRevenueRow, StandingRow
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Stated:
    """The newest word on a firm and year."""

    version: int
    district: str
    amount_fen: int


async def lock_firms(tx: Tx, enterprise_ids: Collection[str]) -> None:
    """So that two imports about one firm come one after the other."""
    here = tx.among(KNOWN.enterprise.c.enterprise_id, sorted(set(enterprise_ids)))
    question = select(KNOWN.enterprise.c.enterprise_id).where(here).order_by(KNOWN.enterprise.c.enterprise_id)
    await tx.execute(question.with_for_update())


async def ids_of(tx: Tx, usccs: Collection[str]) -> dict[str, str]:
    """The enterprise behind every USCC it ever had."""
    codes = KNOWN.uscc.c
    question = select(codes.uscc, codes.enterprise_id).where(tx.among(codes.uscc, sorted(set(usccs))))
    return {row.uscc: row.enterprise_id for row in await tx.execute(question)}


def _newest() -> Any:
    newer = aliased(RetainedRevenueRow)
    return ~exists().where(
        col(newer.enterprise_id) == col(RetainedRevenueRow.enterprise_id),
        col(newer.year) == col(RetainedRevenueRow.year),
        col(newer.version) > col(RetainedRevenueRow.version),
    )


async def stated(tx: Tx, enterprise_ids: Collection[str]) -> dict[tuple[str, int], Stated]:
    """By enterprise and year."""
    here = tx.among(col(RetainedRevenueRow.enterprise_id), sorted(set(enterprise_ids)))
    rows = (await tx.execute(select(RetainedRevenueRow).where(here, _newest()))).scalars()
    return {(row.enterprise_id, row.year): Stated(row.version, row.district, row.amount_fen) for row in rows}


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(RetainedRevenueRow, rows)


async def page(tx: Tx, year: int, district: str | None, after: str, limit: int) -> Sequence[Row[Any]]:
    """The newest figures of a year, with whose they are, in the order of their ids."""
    row, firm = RetainedRevenueRow, KNOWN.enterprise.c
    columns = (col(row.enterprise_id), firm.uscc, firm.name, col(row.year), col(row.district), col(row.amount_fen),
               col(row.version), col(row.stated_at))  # fmt: skip
    question = select(*columns).join(KNOWN.enterprise, firm.enterprise_id == col(row.enterprise_id))
    question = question.where(col(row.year) == year, col(row.enterprise_id) > after, _newest())
    if district is not None:
        question = question.where(col(row.district) == district)
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(col(row.enterprise_id)).limit(limit))).all()
    return found


async def firms(tx: Tx, district: str, year: int) -> Sequence[Row[Any]]:
    """Who may count for a district in a year: where finance says that it was there, or, where it says nothing, is."""
    row, firm = RetainedRevenueRow, KNOWN.enterprise.c
    of_year = select(col(row.enterprise_id), col(row.district), col(row.amount_fen)).where(
        col(row.year) == year, _newest()
    )
    told = of_year.subquery()
    question = (
        select(firm.enterprise_id, firm.ended_on, col(StandingRow.standing), told.c.amount_fen)
        .select_from(KNOWN.enterprise)
        .join(StandingRow, col(StandingRow.enterprise_id) == firm.enterprise_id)
        .outerjoin(told, told.c.enterprise_id == firm.enterprise_id)
        .where((told.c.district == district) | (told.c.district.is_(None) & (firm.district == district)))
        .order_by(firm.enterprise_id)
    )
    found: Sequence[Row[Any]] = (await tx.execute(question)).all()
    return found
