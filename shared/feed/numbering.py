"""Numbers for committed facts: 1, 2, 3 … without a hole, in an order that never shows a later one first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ARRAY, BigInteger, Table, bindparam, func, select, text, update

from shared.db import Database, Tx

CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class Position:
    epoch: str
    head: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """Consecutive facts from number `first`, each as its CloudEvents JSON."""

    epoch: str
    first: int
    bodies: Sequence[str]


class Lost(Exception):
    """This cursor does not belong to this history: other epoch, beyond the head, or another fact at its number."""


class Feed:
    def __init__(self, db: Database) -> None:
        self._db, self._outbox, self._head = db, db.floor.outbox, db.floor.feed_head
        self.source = db.source

    async def position(self) -> Position:
        async with self._db.reading() as tx:
            return await self._position(tx)

    async def _position(self, tx: Tx) -> Position:
        row = (await tx.execute(select(self._head.c.epoch, self._head.c.head))).one()
        return Position(row.epoch, row.head)

    async def waiting(self) -> Any:
        """The instant of the oldest fact without a number, or None."""
        async with self._db.reading() as tx:
            oldest = select(self._outbox.c.recorded_at).where(self._outbox.c.feed_seq.is_(None))
            return (await tx.execute(oldest.order_by(self._outbox.c.id).limit(1))).scalar()

    async def number(self) -> Numbered | None:
        """Numbers up to a thousand facts, or returns None when none waits.

        The head is locked before the ids are read, in a statement of its own: the snapshot of the next one then
        holds whatever the previous holder of the lock committed. In one statement it renumbers rows.
        """
        if await self.waiting() is None:  # a plain read: an idle tick must not take the write lock
            return None
        async with self._db.transaction() as tx:
            head = (await tx.execute(select(self._head).with_for_update())).one()
            unnumbered = select(self._outbox.c.id, self._outbox.c.body).where(self._outbox.c.feed_seq.is_(None))
            rows = (await tx.execute(unnumbered.order_by(self._outbox.c.id).limit(CHUNK))).all()
            if rows:
                await _NUMBER[tx.get_bind().dialect.name](tx, self._outbox, [row.id for row in rows], head.head)
                await tx.execute(update(self._head).values(head=head.head + len(rows)))
        return Numbered(head.epoch, head.head + 1, [row.body for row in rows]) if rows else None

    async def after(self, number: int, epoch: str, event_id: str, limit: int) -> tuple[Position, Sequence[str]]:
        """The facts after a cursor. Raises Lost for a cursor of another history; number 0 always begins."""
        async with self._db.reading() as tx:
            position = await self._position(tx)
            if number and (epoch != position.epoch or number > position.head):
                raise Lost
            if number and event_id:
                known = select(self._outbox.c.event_id).where(self._outbox.c.feed_seq == number)
                if (await tx.execute(known)).scalar() != event_id:
                    raise Lost
            following = select(self._outbox.c.body).where(
                self._outbox.c.feed_seq > number, self._outbox.c.feed_seq <= position.head
            )
            bodies = (await tx.execute(following.order_by(self._outbox.c.feed_seq).limit(limit))).scalars().all()
            return position, bodies

    async def new_epoch(self) -> str:
        """Part of a restore: every cursor of the old history is refused from now on."""
        async with self._db.transaction() as tx:
            epoch = str(uuid4())
            numbered = select(func.coalesce(func.max(self._outbox.c.feed_seq), 0)).scalar_subquery()
            await tx.execute(update(self._head).values(epoch=epoch, head=numbered))
        return epoch


async def _number_postgresql(tx: Tx, outbox: Table, ids: list[int], head: int) -> None:
    statement = text(
        "UPDATE outbox SET feed_seq = :head + n.ord FROM unnest(:ids) WITH ORDINALITY AS n(id, ord)"
        " WHERE outbox.id = n.id"
    ).bindparams(bindparam("ids", type_=ARRAY(BigInteger)), bindparam("head", type_=BigInteger))
    await tx.execute(statement, {"ids": ids, "head": head})


async def _number_sqlite(tx: Tx, outbox: Table, ids: list[int], head: int) -> None:
    statement = update(outbox).where(outbox.c.id == bindparam("row")).values(feed_seq=bindparam("number"))
    rows = [{"row": id_, "number": head + at} for at, id_ in enumerate(ids, 1)]
    connection = await tx.connection()
    await connection.execute(statement, rows)


_NUMBER: Final[dict[str, Callable[[Tx, Table, list[int], int], Any]]] = {
    "postgresql": _number_postgresql,
    "sqlite": _number_sqlite,
}
