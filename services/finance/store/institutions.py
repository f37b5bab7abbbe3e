"""Queries about institutions, and what was done about them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlmodel import col

from services.finance.domain.institutions import (
    ClientKey,
    Details,
    Grant,
    Institution,
    InstitutionKind,
    State,
    Step,
    scopes_in_order,
)
from services.finance.store.tables import InstitutionRow, InstitutionStepRow
from shared.db import Tx


async def find(tx: Tx, institution_id: str) -> Institution | None:
    row = (await tx.execute(_one(institution_id))).scalar_one_or_none()
    return _institution(row) if row else None


async def lock(tx: Tx, institution_id: str) -> Institution | None:
    row = (await tx.execute(_one(institution_id).with_for_update())).scalar_one_or_none()
    return _institution(row) if row else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which institutions; what is None does not matter."""

    state: State | None = None
    ending_by: date | None = None
    proposed: bool | None = None
    """Whether a grant waits for a second officer"""


async def page(tx: Tx, wanted: Wanted, after: str | None, limit: int) -> list[Institution]:
    question = select(InstitutionRow).order_by(col(InstitutionRow.institution_id)).limit(limit)
    if wanted.state is not None:
        question = question.where(col(InstitutionRow.state) == wanted.state)
    if wanted.ending_by is not None:
        question = question.where(col(InstitutionRow.valid_until) <= wanted.ending_by)
    if wanted.proposed is not None:
        question = question.where(proposed() if wanted.proposed else ~proposed())
    if after is not None:
        question = question.where(col(InstitutionRow.institution_id) > after)
    return [_institution(row) for row in (await tx.execute(question)).scalars()]


def proposed() -> Any:
    """Whether a grant waits for a second officer; of one that is suspended nobody asked yet to let it in again."""
    return col(InstitutionRow.proposal).is_not(None) & (col(InstitutionRow.state) != State.SUSPENDED)


async def licensed(tx: Tx, licence_code: str) -> Sequence[Institution]:
    """Of that licence, whatever became of them."""
    question = select(InstitutionRow).where(col(InstitutionRow.licence_code) == licence_code)
    return [_institution(row) for row in (await tx.execute(question)).scalars()]


async def save(tx: Tx, institution: Institution) -> None:
    await tx.upsert(InstitutionRow, [_row(institution)])


async def add_step(tx: Tx, institution: Institution, step: Step, actor: str, document: str, reason: str) -> None:
    row = {
        "step_id": str(uuid4()),
        "institution_id": institution.institution_id,
        "version": institution.version,
        "at": tx.now,
        "actor": actor,
        "step": step,
        "state": institution.state,
        "document": document,
        "reason": reason,
    }
    await tx.insert(InstitutionStepRow, [row])


async def steps(tx: Tx, institution_id: str) -> Sequence[InstitutionStepRow]:
    """Newest first."""
    question = select(InstitutionStepRow).where(col(InstitutionStepRow.institution_id) == institution_id)
    return (await tx.execute(question.order_by(col(InstitutionStepRow.version).desc()).limit(200))).scalars().all()


def _one(institution_id: str) -> Any:
    question = select(InstitutionRow).where(col(InstitutionRow.institution_id) == institution_id)
    return question.execution_options(populate_existing=True)


# ---- rows ----------------------------------------------------------------------------------------


def _row(institution: Institution) -> dict[str, Any]:
    force = institution.grant.in_force if institution.grant else None
    return {
        "institution_id": institution.institution_id,
        **asdict(institution.details),
        "state": institution.state,
        "scopes": " ".join(force.scopes) if force else "",
        "valid_until": force.valid_until if force else None,
        "per_minute": force.per_minute if force else 0,
        "per_day": force.per_day if force else 0,
        "granted": _written(institution.grant),
        "proposal": _written(institution.proposal),
        "proposed_by": institution.proposed_by,
        "keys": json.dumps([asdict(key) for key in institution.keys], default=str),
        "tokens_since": institution.tokens_since,
        "version": institution.version,
    }


def _written(grant: Grant | None) -> str | None:
    return json.dumps(asdict(grant), default=str) if grant else None


def _grant(text: str | None) -> Grant | None:
    if text is None:
        return None
    said = json.loads(text)
    said["scopes"] = scopes_in_order(said["scopes"])
    return Grant(**{**said, "valid_until": date.fromisoformat(said["valid_until"])})


def _key(said: dict[str, Any]) -> ClientKey:
    days = {name: date.fromisoformat(said[name]) for name in ("added_on", "valid_until")}
    return ClientKey(kid=said["kid"], jwk=said["jwk"], **days)


def _institution(row: InstitutionRow) -> Institution:
    return Institution(
        row.institution_id,
        Details(row.name, InstitutionKind(row.kind), row.licence_code, row.desk, row.phone, row.email),
        State(row.state),
        _grant(row.granted),
        _grant(row.proposal),
        row.proposed_by,
        tuple(_key(one) for one in json.loads(row.keys)),
        row.tokens_since,
        row.version,
    )
