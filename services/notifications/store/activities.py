"""Queries about services and activities."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.notifications.domain.helping.activities import PUBLISHED, State
from services.notifications.domain.helping.registrations import State as Registered
from services.notifications.store.tables import ActivityRow, RegistrationRow
from shared.db import Tx
from shared.values import CITY


@dataclass(frozen=True, slots=True)
class Filters:
    """Of a list; None: not asked for."""

    ends_after: datetime
    """What ended before is left out; a service without a time of its own never ends"""
    begins_before: datetime | None = None
    kind: str | None = None
    group: str | None = None
    district: str | None = None
    open_now: bool = False
    """Only what takes registrations at this moment"""


async def add(tx: Tx, row: ActivityRow) -> None:
    await tx.insert(ActivityRow, [row.model_dump()])


async def any_there(tx: Tx) -> bool:
    return (await tx.execute(select(col(ActivityRow.activity_id)).limit(1))).first() is not None


async def find(tx: Tx, activity_id: str) -> ActivityRow | None:
    return await _one(tx, activity_id)


async def lock(tx: Tx, activity_id: str) -> ActivityRow | None:
    """Whoever gives seats away holds it: one after the other."""
    return await _one(tx, activity_id, locked=True)


async def _one(tx: Tx, activity_id: str, *, locked: bool = False) -> ActivityRow | None:
    question = select(ActivityRow).where(col(ActivityRow.activity_id) == activity_id)
    question = question.execution_options(populate_existing=True)
    return (await tx.execute(question.with_for_update() if locked else question)).scalar_one_or_none()


async def change(tx: Tx, activity_id: str, **values: Any) -> None:
    statement = update(ActivityRow).where(col(ActivityRow.activity_id) == activity_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def page(
    tx: Tx, office: str | None, filters: Filters, after: tuple[datetime, str] | None, limit: int
) -> Sequence[ActivityRow]:
    """In the order in which they begin. `office`: of an officer, who sees drafts; None: whatever is published."""
    one = ActivityRow
    asked = [or_(col(one.ends_at).is_(None), col(one.ends_at) >= filters.ends_after)]
    if office is None:
        asked.append(col(one.state).in_(PUBLISHED))
    elif office != CITY:
        asked.append(or_(col(one.district) == office, and_(col(one.district) == CITY, col(one.state).in_(PUBLISHED))))
    same = {one.kind: filters.kind, one.audience_group: filters.group, one.district: filters.district}
    asked += [col(column) == wanted for column, wanted in same.items() if wanted is not None]
    if filters.begins_before is not None:
        asked.append(or_(col(one.starts_at).is_(None), col(one.starts_at) < filters.begins_before))
    if filters.open_now:
        asked.append(_open(tx))
    at, id_ = col(one.listed_at), col(one.activity_id)
    if after is not None:
        asked.append(or_(at > after[0], and_(at == after[0], id_ > after[1])))
    question = select(one).where(*asked).order_by(at, id_).limit(limit)
    return (await tx.execute(question)).scalars().all()


def _open(tx: Tx) -> Any:
    one = ActivityRow
    ends = [or_(col(end).is_(None), col(end) > tx.now) for end in (one.starts_at, one.closes_at)]
    return and_(col(one.state) == State.OPEN, *ends)


async def counts(tx: Tx, activity_ids: Collection[str]) -> Mapping[tuple[str, str], int]:
    """Registrations, by activity and state."""
    id_, state = col(RegistrationRow.activity_id), col(RegistrationRow.state)
    question = select(id_, state, func.count()).where(tx.among(id_, activity_ids)).group_by(id_, state)
    return {(activity_id, said): int(many) for activity_id, said, many in await tx.execute(question)}


async def ratings(tx: Tx, activity_ids: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """How many rated, and the sum of their stars."""
    id_, stars = col(RegistrationRow.activity_id), col(RegistrationRow.rating)
    question = select(id_, func.count(stars), func.sum(stars)).where(tx.among(id_, activity_ids), stars.is_not(None))
    return {one: (int(many), int(total or 0)) for one, many, total in await tx.execute(question.group_by(id_))}


# ---- the reminder's --------------------------------------------------------------------------------


def _due(tx: Tx, before: datetime) -> Any:
    """Takes place, begins before then, and nobody was reminded."""
    one = ActivityRow
    soon = and_(col(one.starts_at) > tx.now, col(one.starts_at) < before, col(one.reminded_at).is_(None))
    return and_(col(one.state).in_((State.OPEN, State.CLOSED)), soon)


async def any_due(tx: Tx, before: datetime) -> bool:
    return (await tx.execute(select(col(ActivityRow.activity_id)).where(_due(tx, before)).limit(1))).first() is not None


async def due(tx: Tx, before: datetime, limit: int) -> Sequence[ActivityRow]:
    """Locked; those a replica holds are passed over."""
    question = select(ActivityRow).where(_due(tx, before)).order_by(col(ActivityRow.activity_id)).limit(limit)
    return (await tx.execute(question.with_for_update(skip_locked=True))).scalars().all()


async def seated(tx: Tx, activity_ids: Collection[str]) -> Sequence[RegistrationRow]:
    here = tx.among(col(RegistrationRow.activity_id), activity_ids)
    question = select(RegistrationRow).where(here, col(RegistrationRow.state) == Registered.SEATED)
    return (await tx.execute(question)).scalars().all()
