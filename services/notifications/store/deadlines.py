"""Queries about deadlines: which are open, and which are recalled today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.notifications.store.tables import DeadlineRow
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Ending:
    """Ends what one enterprise has open of that kind and about that, as of a time."""

    kind: str
    about: str
    enterprise_id: str
    at: datetime
    but: str | None = None
    """An occasion that goes on"""


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["enterprise_id"], row["kind"], row["occasion"]


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """One that is open stays as it is. One that ended before it opens here is open again; one that ended since is
    not, for then this is being read again.
    """
    wanted = {_key(row): row for row in sorted(rows, key=lambda row: (*_key(row), row["opened_at"]))}
    await tx.insert_new(DeadlineRow, list(wanted.values()))
    ended = await _locked(tx, {row["enterprise_id"] for row in rows}, col(DeadlineRow.closed_at).is_not(None))
    again = []
    for row in ended:
        opens = wanted.get((row.enterprise_id, row.kind, row.occasion))
        if opens is not None and row.closed_at is not None and row.closed_at <= opens["opened_at"]:
            again.append(opens)
    await save(tx, again)


async def close(tx: Tx, endings: Sequence[Ending]) -> None:
    """Set-based. What was opened since stays open."""
    last: dict[tuple[str, str, str], Ending] = {}
    for one in sorted(endings, key=lambda one: one.at):
        last[one.enterprise_id, one.kind, one.about] = one
    here = await _locked(tx, {one.enterprise_id for one in endings}, col(DeadlineRow.closed_at).is_(None))
    ended = []
    for row in here:
        ending = last.get((row.enterprise_id, row.kind, row.about))
        if ending is not None and row.opened_at <= ending.at and row.occasion != ending.but:
            ended.append(
                {
                    "enterprise_id": row.enterprise_id, "kind": row.kind, "occasion": row.occasion,
                    "closed_at": ending.at, "recall_on": None,
                }
            )  # fmt: skip
    await save(tx, ended)


async def close_of_all(tx: Tx, kind: str, about: str, at: datetime) -> None:
    """Whose it ever is."""
    here = (col(DeadlineRow.kind) == kind) & (col(DeadlineRow.about) == about)
    await _end(tx, here, at)


async def close_occasions(tx: Tx, kind: str, about: str, occasions: Collection[str], at: datetime) -> None:
    """Of everybody."""
    here = (col(DeadlineRow.kind) == kind) & (col(DeadlineRow.about) == about)
    if occasions:
        await _end(tx, here & tx.among(col(DeadlineRow.occasion), occasions), at)


async def close_all(tx: Tx, at: Mapping[str, datetime]) -> None:
    """Of these enterprises everything, as of a time each."""
    for enterprise_id, then in sorted(at.items()):
        await _end(tx, col(DeadlineRow.enterprise_id) == enterprise_id, then)


async def _end(tx: Tx, here: Any, at: datetime) -> None:
    here &= col(DeadlineRow.closed_at).is_(None) & (col(DeadlineRow.opened_at) <= at)
    statement = update(DeadlineRow).where(here).values(closed_at=at, recall_on=None)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def _locked(tx: Tx, enterprise_ids: Collection[str], which: Any) -> Sequence[DeadlineRow]:
    """By the key, which begins with the enterprise: each has few."""
    if not enterprise_ids:
        return []
    row = DeadlineRow
    question = select(row).where(tx.among(col(row.enterprise_id), enterprise_ids), which)
    question = question.order_by(col(row.enterprise_id), col(row.kind), col(row.occasion)).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalars().all()


async def any_to_recall(tx: Tx, today: date) -> bool:
    question = select(col(DeadlineRow.occasion)).where(col(DeadlineRow.recall_on) <= today)
    return (await tx.execute(question.limit(1))).first() is not None


async def to_recall(tx: Tx, today: date, limit: int) -> Sequence[DeadlineRow]:
    """Locked; those a replica holds are passed over."""
    question = (
        select(DeadlineRow)
        .where(col(DeadlineRow.recall_on) <= today)
        .order_by(col(DeadlineRow.recall_on), col(DeadlineRow.enterprise_id), col(DeadlineRow.occasion))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await tx.execute(question)).scalars().all()


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(DeadlineRow, rows)
