"""Queries about targets, and results that no titles tell."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import and_, select
from sqlmodel import col

from services.registry.domain.board import Count, Span
from services.registry.domain.goals import Entry, Goal, Kind
from services.registry.store.tables import GoalEntryRow, GoalEntryVersionRow
from shared.db import Tx


def _at(row: type[GoalEntryRow] | type[GoalEntryVersionRow], key: Entry) -> Any:
    return and_(
        col(row.kind) == key.kind,
        col(row.year) == key.year,
        col(row.goal) == key.goal,
        col(row.district) == key.district,
    )


def _entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(**{**row, "kind": Kind(row["kind"]), "goal": Goal(row["goal"])})


async def of_year(tx: Tx, kind: Kind, year: int, district: str | None = None) -> list[Entry]:
    """Those that were entered, by goal and district; of one district, if one is named."""
    question = select(GoalEntryRow.__table__).where(  # type: ignore[attr-defined]  # SQLModel does not type it
        col(GoalEntryRow.kind) == kind, col(GoalEntryRow.year) == year, col(GoalEntryRow.version) > 0
    )
    if district is not None:
        question = question.where(col(GoalEntryRow.district) == district)
    rows = await tx.execute(question.order_by(col(GoalEntryRow.goal), col(GoalEntryRow.district)))
    return [_entry(row) for row in rows.mappings()]


async def find(tx: Tx, key: Entry) -> Entry:
    """What stands at a key; the key itself when nobody entered anything."""
    question = select(GoalEntryRow.__table__).where(_at(GoalEntryRow, key))  # type: ignore[attr-defined]
    row = (await tx.execute(question)).mappings().one_or_none()
    return _entry(row) if row else key


async def lock(tx: Tx, key: Entry) -> Entry:
    """Nobody else enters there until the commit. Makes a row to lock."""
    await tx.insert_new(GoalEntryRow, [asdict(key)])
    question = select(GoalEntryRow.__table__).where(_at(GoalEntryRow, key))  # type: ignore[attr-defined]
    return _entry((await tx.execute(question.with_for_update())).mappings().one())


async def save(tx: Tx, entries: Sequence[Entry], actor: str) -> None:
    """Entries already locked, or new; their history grows by one each."""
    rows = [asdict(one) for one in entries]
    await tx.upsert(GoalEntryRow, rows)
    said = {"entered_at": tx.now, "actor": actor}
    await tx.insert(GoalEntryVersionRow, [row | said for row in rows])


async def results(tx: Tx, on: Span) -> dict[tuple[Goal, str], Count]:
    """What was reached by the day: of the figures up to some day not after it, the one up to the last."""
    version = GoalEntryVersionRow
    question = (
        select(col(version.goal), col(version.district), col(version.value))
        .where(col(version.kind) == Kind.RESULT, col(version.year) == on.year, col(version.until_on) <= on.day)
        .order_by(col(version.until_on), col(version.version))
    )
    return {(Goal(goal), district): Count(actual=value) for goal, district, value in await tx.execute(question)}


async def history(tx: Tx, key: Entry) -> Sequence[GoalEntryVersionRow]:
    """Newest first."""
    question = select(GoalEntryVersionRow).where(_at(GoalEntryVersionRow, key))
    return (await tx.execute(question.order_by(col(GoalEntryVersionRow.version).desc()))).scalars().all()
