"""Queries of whoever reads messages. An inbox is small and lies together in the key: none asks for an index more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select, update
from sqlmodel import col

from services.notifications.store.tables import MessageRow, ThreadRow, WordingRow
from shared.db import Tx

_OWNER: Final[Any] = col(MessageRow.enterprise_id)
_ID: Final[Any] = col(MessageRow.message_id)
_AT: Final[Any] = col(MessageRow.delivered_at)
Message = Row[Any]
"""What is shown of a message"""
SHOWN: Final = (
    _ID,
    col(MessageRow.cause_id),
    col(MessageRow.template),
    col(MessageRow.target_id),
    col(MessageRow.act_by),
    _AT,
    col(MessageRow.completed_at),
    col(MessageRow.read_at),
    col(MessageRow.archived_at),
    col(MessageRow.withdrawn_at),
    col(WordingRow.heading),
    col(WordingRow.text),
)
"""What is shown of a message; one without words is not there yet."""


def shown(*more: Any) -> Any:
    """The question, still without a condition."""
    words = col(WordingRow.wording_id) == col(MessageRow.wording_id)
    return select(*SHOWN, *more).join_from(MessageRow, WordingRow, words)


@dataclass(frozen=True)
class Wanted:
    """Which messages of an inbox; every condition is met."""

    unread: bool = False
    archived: bool = False
    templates: Collection[str] | None = None
    """None: all"""
    sought: str = ""
    """Folded; in heading or text"""


async def _all(tx: Tx, question: Any) -> Sequence[Message]:
    found: Sequence[Message] = (await tx.execute(question)).all()
    return found


def _here(enterprise_id: str) -> ColumnElement[bool]:
    return and_(enterprise_id == _OWNER, _AT.is_not(None))


async def page(
    tx: Tx, enterprise_id: str, wanted: Wanted, before: tuple[datetime, str] | None, limit: int
) -> Sequence[Message]:
    """Newest first."""
    archived = col(MessageRow.archived_at)
    question = shown().where(_here(enterprise_id), archived.is_not(None) if wanted.archived else archived.is_(None))
    if wanted.unread:
        question = question.where(col(MessageRow.read_at).is_(None))
    if wanted.templates is not None:
        question = question.where(tx.among(col(MessageRow.template), wanted.templates))
    if wanted.sought:
        question = question.where(col(WordingRow.folded).contains(wanted.sought, autoescape=True))
    if before is not None:
        question = question.where(or_(before[0] > _AT, and_(before[0] == _AT, before[1] > _ID)))
    return await _all(tx, question.order_by(_AT.desc(), _ID.desc()).limit(limit))


async def unread_by_template(tx: Tx, enterprise_id: str) -> dict[str, int]:
    """Of what is archived nobody is reminded."""
    template = col(MessageRow.template)
    open_ = and_(_here(enterprise_id), col(MessageRow.read_at).is_(None), col(MessageRow.archived_at).is_(None))
    found = await tx.execute(select(template, func.count()).where(open_).group_by(template))
    return {row[0]: row[1] for row in found}


async def find(tx: Tx, enterprise_id: str, message_id: str) -> Message | None:
    question = shown(col(MessageRow.consequence)).where(_here(enterprise_id), message_id == _ID)
    found: Message | None = (await tx.execute(question)).first()
    return found


async def unread_up_to(tx: Tx, enterprise_id: str, at: datetime, message_id: str) -> Sequence[Message]:
    """What is not read of that message and everything older, archived or not."""
    question = shown(col(MessageRow.consequence)).where(
        _here(enterprise_id),
        col(MessageRow.read_at).is_(None),
        or_(at > _AT, and_(at == _AT, message_id >= _ID)),
    )
    return await _all(tx, question)


async def mark_read(tx: Tx, enterprise_id: str, message_ids: Collection[str], change_id: int) -> frozenset[str]:
    """Those that were not read before."""
    there = and_(enterprise_id == _OWNER, tx.among(_ID, message_ids), col(MessageRow.read_at).is_(None))
    marked = update(MessageRow).where(there).values(read_at=tx.now, read_in=change_id).returning(_ID)
    return frozenset((await tx.execute(marked)).scalars())


async def mark_archived(tx: Tx, enterprise_id: str, message_id: str, at: datetime | None) -> None:
    """`at` None brings it back; what is archived stays as it was."""
    archived = col(MessageRow.archived_at)
    there = and_(_here(enterprise_id), message_id == _ID, archived.is_(None) if at else archived.is_not(None))
    await tx.execute(update(MessageRow).where(there).values(archived_at=at))


# ---- what the app's home shows -------------------------------------------------------------------


async def newest(tx: Tx, enterprise_id: str) -> Sequence[Message]:
    """The newest message of each template."""
    number = func.row_number().over(partition_by=col(MessageRow.template), order_by=(_AT.desc(), _ID.desc()))
    here = and_(_here(enterprise_id), col(MessageRow.archived_at).is_(None), col(MessageRow.withdrawn_at).is_(None))
    ranked = select(_ID.label("message_id"), number.label("place")).where(here).subquery()
    first = and_(ranked.c.message_id == _ID, ranked.c.place == 1)
    question = shown().join(ranked, first).where(enterprise_id == _OWNER)
    return await _all(tx, question.order_by(_AT.desc(), _ID.desc()))


async def asking(tx: Tx, enterprise_id: str, today: date, limit: int) -> Sequence[Message]:
    """What waits for the enterprise or has a day ahead, the earliest day first, then without a day; each with `waits`.

    Not what is done: its thread has moved on since.
    """
    by, waits = col(MessageRow.act_by), col(MessageRow.waits)
    ahead = or_(by >= today, and_(by.is_(None), waits.is_(True)))
    here = and_(_here(enterprise_id), col(MessageRow.archived_at).is_(None), col(MessageRow.withdrawn_at).is_(None))
    its = and_(col(ThreadRow.enterprise_id) == _OWNER, col(MessageRow.thread) == col(ThreadRow.thread))
    moved_on = exists().where(its, col(ThreadRow.version) > col(MessageRow.thread_version))
    question = shown(waits).where(here, ahead, ~moved_on).order_by(by.is_(None), by, _AT.desc(), _ID.desc())
    return await _all(tx, question.limit(limit))
