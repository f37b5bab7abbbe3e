"""Queries about the shared list: its lines and their titles."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.finance.domain.shared_list import ListFilter, held
from services.finance.store.tables import EntryRow, ListSuspensionRow, ListTitleRow
from shared.db import Tx
from shared.values import HOLDABLE, Tier

# ---- the projection ------------------------------------------------------------------------------


async def save_entries(
    tx: Tx,
    rows: Sequence[Mapping[str, Any]],
    titles: Sequence[Mapping[str, Any]] = (),
    suspensions: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Entries with every title they ever had; a title or suspension once told is only ever changed, never gone."""
    await tx.upsert(EntryRow, rows)
    await tx.upsert(ListTitleRow, titles)
    await tx.upsert(ListSuspensionRow, suspensions)


async def entries(tx: Tx, ids: Sequence[str]) -> Sequence[EntryRow]:
    question = select(EntryRow).where(tx.among(col(EntryRow.enterprise_id), ids))
    return (await tx.execute(question)).scalars().all()


# ---- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    documents: bytes
    """The lines, joined by commas, as they leave: a page in memory is encoded once, not for every bank."""
    count: int
    last: str | None
    tag: str
    """Its ETag: of the lines and of nothing else, so it is a weak one: cursors beside them may differ."""


def page_of(documents: bytes, count: int, last: str | None) -> Page:
    return Page(documents, count, last, f'W/"{hashlib.sha256(documents).hexdigest()[:32]}"')


async def page(tx: Tx, asked: ListFilter, after: str | None, limit: int) -> Page:
    """A page of the list as it was last told: one statement, one row, no line built here."""
    lines = current(asked, col(EntryRow.document))
    if after is not None:
        lines = lines.where(col(EntryRow.enterprise_id) > after)
    part = lines.order_by(col(EntryRow.enterprise_id)).limit(limit).subquery()
    row = (
        await tx.execute(
            select(
                func.aggregate_strings(part.c.document, ",").label("documents"),
                func.count().label("size"),
                func.max(part.c.enterprise_id).label("last"),
            ).select_from(part)
        )
    ).one()
    return page_of((row.documents or "").encode(), row.size, row.last)


def current(asked: ListFilter, *columns: Any) -> Any:
    """Lines on the list under a filter, as Facets say it of one: whoever changes one changes the other."""
    question: Any = select(col(EntryRow.enterprise_id), *columns).where(col(EntryRow.listed))
    question = _of_place(question, asked)
    if asked.tier is not None:
        question = question.where(col(EntryRow.tier) == asked.tier)
    if asked.holds is not None:
        question = question.where(col(EntryRow.held).bitwise_and(held([asked.holds])) != 0)
    return question


async def documents(tx: Tx, asked: ListFilter, after: str, limit: int) -> Sequence[tuple[str, str]]:
    """Lines with their enterprise_id, in its order: for files, which take them one by one."""
    lines = current(asked, col(EntryRow.document)).where(col(EntryRow.enterprise_id) > after)
    return [(row[0], row[1]) for row in await tx.execute(lines.order_by(col(EntryRow.enterprise_id)).limit(limit))]


def _of_place(question: Any, asked: ListFilter) -> Any:
    if asked.district is not None:
        question = question.where(col(EntryRow.district) == asked.district)
    if asked.industry is not None:
        question = question.where(col(EntryRow.industry) == asked.industry)
    return question


def holds(tiers: Collection[Tier], day: date, enterprise_id: Any = None) -> Any:
    """Whether the enterprise of a line, or of another column, held one of the titles on a day."""
    title = aliased(ListTitleRow)
    return exists().where(
        col(title.enterprise_id) == (col(EntryRow.enterprise_id) if enterprise_id is None else enterprise_id),
        col(title.tier).in_(sorted(tiers)),
        col(title.recognised_on) <= day,
        col(title.last_day) >= day,
        ~suspended(title, day),
    )


def suspended(title: Any, day: date) -> Any:
    """Whether a row of ListTitleRow, or an alias of it, was suspended that day."""
    suspension = aliased(ListSuspensionRow)
    return exists().where(
        col(suspension.enterprise_id) == col(title.enterprise_id),
        col(suspension.title_id) == col(title.title_id),
        col(suspension.from_on) <= day,
        col(suspension.until_on).is_(None) | (col(suspension.until_on) > day),
    )


async def standings_on(tx: Tx, day: date, asked: ListFilter, after: str | None, limit: int) -> Sequence[EntryRow]:
    """Entries of those who held what is asked on that day; their lines are built from the titles."""
    question = _of_place(select(EntryRow), asked).where(holds(HOLDABLE, day))
    if asked.holds is not None:
        question = question.where(holds([asked.holds], day))
    if asked.tier is not None:
        question = question.where(holds([asked.tier], day))
        higher = [tier for tier in HOLDABLE if tier.rank > asked.tier.rank]
        if higher:
            question = question.where(~holds(higher, day))
    if after is not None:
        question = question.where(col(EntryRow.enterprise_id) > after)
    rows: Sequence[EntryRow] = (
        (await tx.execute(question.order_by(col(EntryRow.enterprise_id)).limit(limit))).scalars().all()
    )
    return rows


async def line(tx: Tx, enterprise_id: str) -> str | None:
    """The line of one enterprise, if it is on the list."""
    question = select(col(EntryRow.document)).where(col(EntryRow.enterprise_id) == enterprise_id, col(EntryRow.listed))
    return (await tx.execute(question)).scalar_one_or_none()
