"""Queries of the changes of inboxes: numbered after their commits, read in the order of their numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, and_, exists, func, insert, select, update
from sqlmodel import col

from services.notifications.domain.changes import ChangeKind
from services.notifications.store.inbox import shown
from services.notifications.store.tables import FLOOR, InboxChangeRow, InboxHeadRow, MessageRow
from shared.db import Tx

CHUNK: Final = 1_000
_ID: Final[Any] = col(InboxChangeRow.id)
_NUMBER: Final[Any] = col(InboxChangeRow.number)
IN: Final[Mapping[ChangeKind, Any]] = {
    ChangeKind.SAID: col(MessageRow.said_in),
    ChangeKind.COMPLETED: col(MessageRow.completed_in),
    ChangeKind.READ: col(MessageRow.read_in),
    ChangeKind.WITHDRAWN: col(MessageRow.withdrawn_in),
}
"""Where a message says in which change that befell it"""
_IN_ORDER: Final = (col(MessageRow.delivered_at), col(MessageRow.message_id))


@dataclass(frozen=True, slots=True)
class Position:
    epoch: str
    """Of the service's history: a restored backup has another"""
    head: int
    waiting: bool
    """Whether changes were committed that have no number yet"""


async def begin(tx: Tx, kind: ChangeKind) -> int:
    """A change made in this transaction; what it befalls names it."""
    made = await tx.execute(insert(InboxChangeRow).values(kind=kind).returning(_ID))
    return int(made.scalar_one())


async def position(tx: Tx) -> Position:
    waiting = exists().where(_NUMBER.is_(None))
    question = select(FLOOR.feed_head.c.epoch, col(InboxHeadRow.head), waiting.label("waiting"))
    row = (await tx.execute(question.join(InboxHeadRow, col(InboxHeadRow.id) == FLOOR.feed_head.c.id))).one()
    return Position(row.epoch, row.head, bool(row.waiting))


async def number(tx: Tx) -> bool:
    """Numbers up to a thousand committed changes; False when none was left. As in shared/feed/numbering.py, the head
    is locked in a statement of its own, so that the next one sees what its previous holder committed."""
    head = (await tx.execute(select(col(InboxHeadRow.head)).with_for_update())).scalar_one()
    waiting = select(_ID).where(_NUMBER.is_(None)).order_by(_ID).limit(CHUNK)
    ids = (await tx.execute(waiting)).scalars().all()
    await tx.update(InboxChangeRow, [{"id": id_, "number": head + at} for at, id_ in enumerate(ids, 1)])
    if ids:
        await tx.execute(update(InboxHeadRow).values(head=head + len(ids)))
    return len(ids) == CHUNK


async def kinds(tx: Tx, after: int, until: int) -> frozenset[ChangeKind]:
    """Of the changes with a number above `after`, up to and with `until`."""
    question = select(col(InboxChangeRow.kind)).where(_NUMBER.between(after + 1, until)).distinct()
    return frozenset(map(ChangeKind, (await tx.execute(question)).scalars()))


async def befallen(
    tx: Tx, kind: ChangeKind, after: int, until: int, enterprise_ids: Collection[str]
) -> Sequence[Row[Any]]:
    """The messages of these enterprises that such changes were about, each with `number`, in order."""
    question = (
        shown(_NUMBER.label("number"), col(MessageRow.enterprise_id))
        .join(InboxChangeRow, IN[kind] == _ID)
        .where(
            _NUMBER.between(after + 1, until),
            col(InboxChangeRow.kind) == kind,
            tx.among(col(MessageRow.enterprise_id), enterprise_ids),
        )
    )
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(_NUMBER, *_IN_ORDER))).all()
    return found


async def since(tx: Tx, enterprise_id: str, number: int, head: int, limit: int) -> Sequence[Row[Any]]:
    """What befell the messages of one enterprise from change `number` to `head`, each with `number` and `kind`."""
    its = and_(_ID.in_(list(IN.values())), _NUMBER.between(number, head))
    question = shown(_NUMBER.label("number"), col(InboxChangeRow.kind).label("kind"))
    question = question.join(InboxChangeRow, its).where(col(MessageRow.enterprise_id) == enterprise_id)
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(_NUMBER, *_IN_ORDER).limit(limit))).all()
    return found


async def unread(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, int]:
    """By enterprise; none where nothing is unread."""
    question = select(col(MessageRow.enterprise_id), func.count()).where(
        tx.among(col(MessageRow.enterprise_id), enterprise_ids),
        col(MessageRow.delivered_at).is_not(None),
        col(MessageRow.read_at).is_(None),
        col(MessageRow.archived_at).is_(None),
    )
    found = await tx.execute(question.group_by(col(MessageRow.enterprise_id)))
    return {row[0]: row[1] for row in found}
