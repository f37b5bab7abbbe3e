"""Queries about officers."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from services.registry.domain.officers import Office, Officer, OfficerRole, OfficerStep
from services.registry.store.tables import OfficerChangeRow, OfficerRow
from shared.db import Tx


def _officer(row: Mapping[Any, Any]) -> Officer:
    roles = tuple(OfficerRole(role) for role in row["roles"].split())
    office = Office(row["district"], row["department"], roles, row["active_from"], row["active_until"])
    return Officer(row["officer_id"], row["subject"], row["name"], office, row["version"])


def _rows() -> "Select[Any]":
    rows: Select[Any] = select(OfficerRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
    return rows


async def find(tx: Tx, officer_id: str) -> Officer | None:
    return await _one(tx, _rows().where(col(OfficerRow.officer_id) == officer_id))


async def lock(tx: Tx, officer_id: str) -> Officer | None:
    return await _one(tx, _rows().where(col(OfficerRow.officer_id) == officer_id).with_for_update())


async def of_subject(tx: Tx, subject: str) -> Officer | None:
    return await _one(tx, _rows().where(col(OfficerRow.subject) == subject))


async def _one(tx: Tx, question: "Select[Any]") -> Officer | None:
    row = (await tx.execute(question)).mappings().one_or_none()
    return None if row is None else _officer(row)


async def page(tx: Tx, district: str | None, after: str | None, limit: int) -> list[Officer]:
    """In order of officer_id, the dismissed too."""
    question = _rows().order_by(col(OfficerRow.officer_id)).limit(limit)
    if district is not None:
        question = question.where(col(OfficerRow.district) == district)
    if after is not None:
        question = question.where(col(OfficerRow.officer_id) > after)
    return [_officer(row) for row in (await tx.execute(question)).mappings()]


async def save(tx: Tx, officer: Officer, actor: str, step: OfficerStep, document: str, reason: str) -> None:
    """The office, and a line of its history; the key of the line keeps two from writing one version."""
    office = {
        "officer_id": officer.officer_id,
        "district": officer.office.district,
        "department": officer.office.department,
        "roles": " ".join(officer.office.roles),
        "version": officer.version,
    }
    person = {"subject": officer.subject, "name": officer.name}
    term = {"active_from": officer.office.active_from, "active_until": officer.office.active_until}
    await tx.upsert(OfficerRow, [office | person | term])
    done = {"at": tx.now, "actor": actor, "step": step, "document": document, "reason": reason}
    await tx.insert(OfficerChangeRow, [office | done])


async def changes(tx: Tx, officer_id: str) -> Sequence[OfficerChangeRow]:
    """Newest first; the last hundred."""
    question = select(OfficerChangeRow).where(col(OfficerChangeRow.officer_id) == officer_id)
    return (await tx.execute(question.order_by(col(OfficerChangeRow.version).desc()).limit(100))).scalars().all()
