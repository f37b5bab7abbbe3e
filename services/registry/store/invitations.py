"""Queries about invitations to act for an enterprise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.registry.store.tables import InvitationRow
from shared.db import Tx


def _open(tx: Tx) -> Any:
    """Neither accepted nor withdrawn nor expired."""
    return and_(
        col(InvitationRow.accepted_at).is_(None),
        col(InvitationRow.withdrawn_at).is_(None),
        col(InvitationRow.expires_at) > tx.now,
    )


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(InvitationRow, [row])


async def count_open(tx: Tx, enterprise_id: str) -> int:
    question = select(func.count()).where(col(InvitationRow.enterprise_id) == enterprise_id, _open(tx))
    return int((await tx.execute(question)).scalar_one())


async def page(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[InvitationRow]:
    """Newest first, whatever became of them."""
    at, id_ = col(InvitationRow.invited_at), col(InvitationRow.invitation_id)
    question = select(InvitationRow).where(col(InvitationRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def enterprise_of(tx: Tx, token_hash: str) -> str | None:
    question = select(col(InvitationRow.enterprise_id)).where(col(InvitationRow.token_hash) == token_hash)
    return (await tx.execute(question)).scalar_one_or_none()


async def with_token(tx: Tx, token_hash: str) -> InvitationRow:
    return (await tx.execute(select(InvitationRow).where(col(InvitationRow.token_hash) == token_hash))).scalar_one()


async def find(tx: Tx, enterprise_id: str, invitation_id: str) -> InvitationRow | None:
    question = select(InvitationRow).where(
        col(InvitationRow.invitation_id) == invitation_id, col(InvitationRow.enterprise_id) == enterprise_id
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def accept(tx: Tx, invitation_id: str, person_id: str) -> None:
    await _mark(tx, col(InvitationRow.invitation_id) == invitation_id, accepted_at=tx.now, accepted_by=person_id)


async def withdraw(tx: Tx, invitation_id: str) -> None:
    await _mark(tx, col(InvitationRow.invitation_id) == invitation_id, withdrawn_at=tx.now)


async def withdraw_those_of(tx: Tx, person_id: str) -> None:
    await _mark(tx, col(InvitationRow.invited_by) == person_id, withdrawn_at=tx.now)


async def _mark(tx: Tx, which: Any, **values: Any) -> None:
    """Only what is still open."""
    statement = update(InvitationRow).where(which, _open(tx)).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))
