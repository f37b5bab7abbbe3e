"""Queries about registrations for activities."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import col

from services.notifications.domain.helping.registrations import State
from services.notifications.store.tables import KNOWN, ActivityRow, ParticipantDisclosureRow, RegistrationRow
from shared.db import Tx


async def save(tx: Tx, row: RegistrationRow) -> None:
    """New, or made again after it was cancelled."""
    await tx.upsert(RegistrationRow, [row.model_dump()])


async def find(tx: Tx, registration_id: str) -> RegistrationRow | None:
    return await _one(tx, col(RegistrationRow.registration_id) == registration_id)


async def of(tx: Tx, activity_id: str, enterprise_id: str) -> RegistrationRow | None:
    its = col(RegistrationRow.activity_id) == activity_id
    return await _one(tx, its & (col(RegistrationRow.enterprise_id) == enterprise_id))


async def _one(tx: Tx, which: Any) -> RegistrationRow | None:
    question = select(RegistrationRow).where(which).execution_options(populate_existing=True)
    return (await tx.execute(question)).scalar_one_or_none()


async def change(tx: Tx, registration_ids: Collection[str], **values: Any) -> None:
    here = tx.among(col(RegistrationRow.registration_id), registration_ids)
    await tx.execute(update(RegistrationRow).where(here).values(**values).execution_options(synchronize_session=False))


async def waiting(tx: Tx, activity_id: str, most: int) -> Sequence[RegistrationRow]:
    """Who came first, first."""
    question = select(RegistrationRow).where(
        col(RegistrationRow.activity_id) == activity_id, col(RegistrationRow.state) == State.WAITING
    )
    ordered = question.order_by(col(RegistrationRow.number)).limit(most).execution_options(populate_existing=True)
    return (await tx.execute(ordered)).scalars().all()


async def active(tx: Tx, activity_id: str) -> Sequence[RegistrationRow]:
    """Seated and waiting."""
    question = select(RegistrationRow).where(
        col(RegistrationRow.activity_id) == activity_id, col(RegistrationRow.state) != State.CANCELLED
    )
    return (await tx.execute(question)).scalars().all()


async def among(tx: Tx, activity_id: str, registration_ids: Collection[str]) -> Sequence[RegistrationRow]:
    question = select(RegistrationRow).where(
        col(RegistrationRow.activity_id) == activity_id,
        tx.among(col(RegistrationRow.registration_id), registration_ids),
    )
    return (await tx.execute(question.execution_options(populate_existing=True))).scalars().all()


async def page_of_activity(tx: Tx, activity_id: str, after: int, limit: int) -> Sequence[tuple[RegistrationRow, Any]]:
    """In order of arrival, each with what is known of its enterprise."""
    question = (
        select(RegistrationRow, KNOWN.enterprise.c.name, KNOWN.enterprise.c.uscc, KNOWN.enterprise.c.district)
        .join(KNOWN.enterprise, KNOWN.enterprise.c.enterprise_id == col(RegistrationRow.enterprise_id))
        .where(col(RegistrationRow.activity_id) == activity_id, col(RegistrationRow.number) > after)
        .order_by(col(RegistrationRow.number))
        .limit(limit)
    )
    found = await tx.execute(question.execution_options(populate_existing=True))
    return [(row[0], row) for row in found]


async def page_of_enterprise(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[tuple[RegistrationRow, ActivityRow]]:
    """The newest first."""
    at, id_ = col(RegistrationRow.registered_at), col(RegistrationRow.registration_id)
    question = (
        select(RegistrationRow, ActivityRow)
        .join(ActivityRow, col(ActivityRow.activity_id) == col(RegistrationRow.activity_id))
        .where(col(RegistrationRow.enterprise_id) == enterprise_id)
    )
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    found = await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))
    return [(registration, activity) for registration, activity in found]


async def disclosed(tx: Tx, row: ParticipantDisclosureRow) -> None:
    await tx.insert(ParticipantDisclosureRow, [row.model_dump()])
