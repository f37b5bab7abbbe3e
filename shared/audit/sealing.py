"""Sealing: committed rows of the audit trail receive dense numbers and their hashes, by whoever holds the head.

After the commit, as facts are numbered: no request waits for another one's lock, and there is no hole. Until then,
about a second, a row is guarded by its trigger alone.
"""

from typing import Any, Final

from sqlalchemy import Row, Table, exists, select, update

from shared.audit.chain import Entry, Link, following
from shared.days import utc
from shared.db import Database

CHUNK: Final = 1_000


async def seal(db: Database) -> None:
    """Until nothing waits. Safe in every replica: the head is one row."""
    while await _seal_some(db):
        pass


async def unsealed(db: Database) -> bool:
    """Whether a committed row waits."""
    audit = db.floor.audit
    async with db.reading() as tx:
        return bool((await tx.execute(select(exists().where(audit.c.number.is_(None))))).scalar())


async def _seal_some(db: Database) -> bool:
    """The head is locked before the rows are read, in a statement of its own: see the numbering of facts."""
    if not await unsealed(db):  # a plain read: an idle round must not take the write lock
        return False
    audit, head = db.floor.audit, db.floor.audit_head
    async with db.transaction() as tx:
        row = (await tx.execute(select(head).with_for_update())).one()
        waiting = select(audit).where(audit.c.number.is_(None)).order_by(audit.c.id).limit(CHUNK)
        last, sealed = Link(row.number, row.hash), []
        for found in (await tx.execute(waiting)).all():
            last = following(db.source, last, entry(found))
            sealed.append({"id": found.id, "number": last.number, "hash": last.hash})
        await tx.update(audit, sealed)
        await tx.execute(update(head).values(number=last.number, hash=last.hash))
    return len(sealed) == CHUNK


def entry(row: Row[Any]) -> Entry:
    return Entry(utc(row.at), row.actor, row.operation, row.object, row.changes, row.correlation_id)


def columns(audit: Table) -> tuple[Any, ...]:
    """Of a row of the trail, those it is read by."""
    return tuple(column for column in audit.c if column.name != "id")
