"""What benefits knows of enterprises, one by one and of everybody in order of their id."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, select
from sqlmodel import col

from services.benefits.store.tables import (
    FLOOR,
    KNOWN,
    ContributionRow,
    FiguresRow,
    StandingRow,
    YearFiguresRow,
)
from shared.db import Tx

_SOURCE: Final = "registry"


async def save_figures(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(FiguresRow, rows)


async def save_years(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(YearFiguresRow, rows)


async def position(tx: Tx) -> tuple[str, int]:
    """Epoch and number of the last fact of the registry that is in here."""
    cursor = FLOOR.cursor.c
    found = (await tx.execute(select(cursor.epoch, cursor.number).where(cursor.source == _SOURCE))).first()
    return (str(found.epoch), int(found.number)) if found else ("", 0)


async def districts(tx: Tx, enterprise_ids: Sequence[str]) -> dict[str, str]:
    """Where each of them is as far as is known, by its id."""
    one = KNOWN.enterprise.c
    question = select(one.enterprise_id, one.district).where(tx.among(one.enterprise_id, enterprise_ids))
    return {row.enterprise_id: row.district for row in await tx.execute(question)}


async def count(tx: Tx) -> int:
    """Of legal persons that are still there."""
    question = select(func.count()).select_from(KNOWN.enterprise).where(KNOWN.enterprise.c.ended_on.is_(None))
    return int((await tx.execute(question)).scalar_one())


async def page(tx: Tx, after: str, limit: int, on: date) -> Sequence[Row[Any]]:
    """Those still there, with titles as told, figures and the coefficient that holds on that day."""
    one = KNOWN.enterprise.c
    question = _known(on).where(one.ended_on.is_(None), one.enterprise_id > after)
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(one.enterprise_id).limit(limit))).all()
    return found


async def everybody(tx: Tx, on: date) -> Sequence[Row[Any]]:
    """All of them, each with the position of the same snapshot."""
    one, cursor = KNOWN.enterprise.c, FLOOR.cursor.c
    at = [select(column).where(cursor.source == _SOURCE).scalar_subquery() for column in (cursor.epoch, cursor.number)]
    question = _known(on).add_columns(at[0].label("epoch"), at[1].label("position")).where(one.ended_on.is_(None))
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(one.enterprise_id))).all()
    return found


async def those(tx: Tx, enterprise_ids: Sequence[str], on: date) -> Sequence[Row[Any]]:
    """These, also those that ended."""
    question = _known(on).where(tx.among(KNOWN.enterprise.c.enterprise_id, enterprise_ids))
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(KNOWN.enterprise.c.enterprise_id))).all()
    return found


async def find(tx: Tx, enterprise_id: str, on: date) -> Row[Any] | None:
    question = _known(on).where(KNOWN.enterprise.c.enterprise_id == enterprise_id)
    found: Row[Any] | None = (await tx.execute(question)).first()
    return found


def _known(on: date) -> Select[Any]:
    one = KNOWN.enterprise.c
    set_by = _latest_contribution(on)
    joined = (
        KNOWN.enterprise.outerjoin(StandingRow, col(StandingRow.enterprise_id) == one.enterprise_id)
        .outerjoin(FiguresRow, col(FiguresRow.enterprise_id) == one.enterprise_id)
        .outerjoin(set_by, and_(set_by.c.enterprise_id == one.enterprise_id, set_by.c.newest == 1))
    )
    return select(
        one.enterprise_id,
        one.uscc,
        one.name,
        one.district,
        one.industry,
        one.version,
        one.ended_on,
        col(StandingRow.standing),
        col(StandingRow.titles_version),
        col(FiguresRow.year),
        col(FiguresRow.staff),
        col(FiguresRow.revenue_fen),
        col(FiguresRow.rd_expense_fen),
        set_by.c.hundredths.label("contribution"),
    ).select_from(joined)


def _latest_contribution(on: date) -> Any:
    """Of each enterprise, the newest word for the latest day."""
    latest = (col(ContributionRow.from_on).desc(), col(ContributionRow.at).desc())
    newest = func.row_number().over(partition_by=col(ContributionRow.enterprise_id), order_by=latest)
    return (
        select(col(ContributionRow.enterprise_id), col(ContributionRow.hundredths), newest.label("newest"))
        .where(col(ContributionRow.from_on) <= on)
        .subquery()
    )


async def add_contribution(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ContributionRow, [row])


async def contributions(tx: Tx, enterprise_id: str) -> Sequence[ContributionRow]:
    """Newest first."""
    question = select(ContributionRow).where(col(ContributionRow.enterprise_id) == enterprise_id)
    return (
        (await tx.execute(question.order_by(col(ContributionRow.from_on).desc(), col(ContributionRow.at).desc())))
        .scalars()
        .all()
    )
