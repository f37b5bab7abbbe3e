"""Queries about the people who act for enterprises."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import col

from services.registry.domain.people import Person, Role, Step
from services.registry.store.tables import EnterpriseRow, PersonChangeRow, PersonRow
from shared.db import Tx
from shared.values import EnterpriseId


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(
        **{
            **row,
            "enterprise_id": EnterpriseId(row["enterprise_id"]),
            "role": None if row["role"] is None else Role(row["role"]),
        }
    )


def _rows() -> "Select[Any]":
    rows: Select[Any] = select(PersonRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
    return rows


async def of(tx: Tx, enterprise_id: str) -> dict[str, Person]:
    """By person_id, everybody who ever acted for it."""
    question = _rows().where(col(PersonRow.enterprise_id) == enterprise_id)
    return {row["person_id"]: _person(row) for row in (await tx.execute(question)).mappings()}


async def page(
    tx: Tx, enterprise_id: str, *, removed: bool, after: tuple[datetime, str] | None, limit: int
) -> list[Person]:
    """Those who act, or with `removed` those who no longer do; in order of (since, person_id)."""
    since, person_id, role = col(PersonRow.since), col(PersonRow.person_id), col(PersonRow.role)
    question = _rows().where(col(PersonRow.enterprise_id) == enterprise_id)
    question = question.where(role.is_(None) if removed else role.is_not(None))
    if after is not None:
        question = question.where(or_(since > after[0], and_(since == after[0], person_id > after[1])))
    rows = (await tx.execute(question.order_by(since, person_id).limit(limit))).mappings()
    return [_person(row) for row in rows]


async def firms_of(tx: Tx, subject: str) -> list[Mapping[Any, Any]]:
    """The enterprises somebody acts for, with the role there."""
    question = (
        select(
            col(EnterpriseRow.enterprise_id),
            col(EnterpriseRow.uscc),
            col(EnterpriseRow.name),
            col(EnterpriseRow.district),
            col(PersonRow.person_id),
            col(PersonRow.role),
            col(PersonRow.since),
        )
        .join(PersonRow, col(PersonRow.enterprise_id) == col(EnterpriseRow.enterprise_id))
        .where(col(PersonRow.subject) == subject, col(PersonRow.role).is_not(None))
        .order_by(col(EnterpriseRow.name), col(EnterpriseRow.enterprise_id))
    )
    return list((await tx.execute(question)).mappings())


async def save(tx: Tx, person: Person) -> None:
    """Of an enterprise already locked."""
    await tx.upsert(PersonRow, [asdict(person)])


async def add_change(
    tx: Tx, person: Person, actor: str, step: Step, document: str | None = None, reason: str | None = None
) -> None:
    """The enterprise is locked, so the numbers have no hole."""
    here = col(PersonChangeRow.person_id) == person.person_id
    number = (await tx.execute(select(func.count()).where(here))).scalar_one() + 1
    row = {"person_id": person.person_id, "number": number, "at": tx.now, "actor": actor, "step": step}
    await tx.insert(PersonChangeRow, [{**row, "role": person.role, "document": document, "reason": reason}])


async def changes(tx: Tx, person_id: str) -> Sequence[PersonChangeRow]:
    """Newest first; the last hundred."""
    question = select(PersonChangeRow).where(col(PersonChangeRow.person_id) == person_id)
    rows = await tx.execute(question.order_by(col(PersonChangeRow.number).desc()).limit(100))
    return rows.scalars().all()
