"""The database of one service: `transaction()` to change, `reading()` to read."""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final, cast

from sqlalchemy import ColumnElement, Table, inspect, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import SQLModel

from shared.clock import Clock
from shared.days import shanghai_day
from shared.dialects import DIALECTS, Dialect, Part
from shared.events import AnyFact, Origin, seal
from shared.tables import Floor

log = logging.getLogger(__name__)
FINISH_SECONDS: Final = 5.0
MAX_FACT_BYTES: Final = 256 * 1024
HIDDEN: Final = "***"
"""Stands for personal data in the audit trail."""
ROWS_PER_STATEMENT: Final = 2_000
"""Keeps one statement well inside the statement time-out."""
SYSTEM: Final = Origin(actor="system", correlation_id="system")

Rows = Table | type[SQLModel]


def _table(rows: Rows) -> Table:
    return rows if isinstance(rows, Table) else cast(Table, inspect(rows).local_table)


class FactTooLarge(Exception):
    """A fact over 256 KiB would not pass every broker; carry a reference instead."""


class Tx(AsyncSession):
    """One unit of work: a database transaction, its instant, who asked, and the facts it will tell."""

    now: datetime
    """One instant for everything the transaction writes (UTC)."""
    today: date
    """The business day of `now` in Shanghai."""
    origin: Origin
    source: str
    """The service whose facts these are."""
    outbox: Table
    outgoing: list[dict[str, Any]]
    """Rows for the outbox that are not written yet."""
    written: list[str]
    """The ids of those that are."""
    edits: list[dict[str, Any]]
    """What was edited, before and after: for the audit trail"""

    @property
    def facts(self) -> list[str]:
        """The ids of all facts that the commit will make known."""
        return [*self.written, *(fact["event_id"] for fact in self.outgoing)]

    def emit(self, fact: AnyFact, cause: Origin | None = None) -> str:
        """Tell a fact when, and only when, this transaction commits; returns the id it will have."""
        event_id, body = seal(self.source, fact, self.now, cause or self.origin)
        if len(body.encode()) > MAX_FACT_BYTES:
            raise FactTooLarge(f"{type(fact).__name__} of {len(body)} characters")
        self.outgoing.append(
            {
                "event_id": event_id,
                "type": fact.kind,
                "enterprise_id": fact.partition,
                "recorded_at": self.now,
                "body": body,
            }
        )
        return event_id

    def edited(
        self, what: str, before: Mapping[str, Any], after: Mapping[str, Any], hidden: Collection[str] = ()
    ) -> None:
        """Tells the audit trail which members an edit changed, and from what to what.

        Of those in `hidden`, which are personal, it only tells that they changed.
        """
        changed = [name for name in after if before.get(name) != after[name]]
        if changed:
            was, became = (
                {name: HIDDEN if name in hidden else state.get(name) for name in changed} for state in (before, after)
            )
            self.edits.append({"what": what, "before": was, "after": became})

    async def write_facts(self) -> None:
        """The commit does this; a long transaction also in between, to hold its facts no longer than needed.

        The row locks of what they tell about are held, so the ids of an enterprise's facts ascend with its version.
        Raises RuntimeError inside a savepoint: taken back, it would take facts of before it along.
        """
        if self.in_nested_transaction():
            raise RuntimeError("write_facts() inside a savepoint: leave the facts to the commit")
        await self.insert(self.outbox, self.outgoing)
        self.written, self.outgoing = self.facts, []

    async def insert(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._write(_table(into), rows, lambda insertion: insertion)

    async def insert_new(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> int:
        """A natural key seen before stays as it was; returns how many were not."""
        return await self._write(_table(into), rows, lambda insertion: insertion.on_conflict_do_nothing())

    async def insert_unseen(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
        """Like `insert_new`; returns the keys of those that were not there, whoever inserts them at the same time."""
        table = _table(into)
        new: set[tuple[Any, ...]] = set()
        for part in _parts(rows):
            insertion, values = self._dialect.insert_many(table, part)
            added = insertion.on_conflict_do_nothing().returning(*table.primary_key)
            new.update(tuple(row) for row in await self.execute(added, values))
        return new

    async def add_unseen(self, into: Table, keys: Collection[str]) -> set[str]:
        """Adds keys to a table of nothing but its key; returns those that were not there."""
        (key,) = into.primary_key
        rows = [{key.name: value} for value in dict.fromkeys(keys)]
        return {one for (one,) in await self.insert_unseen(into, rows)}

    def among(self, column: Any, values: Collection[str]) -> ColumnElement[bool]:
        """`column IN values`; on PostgreSQL as one array, so that a run of any size is one prepared statement."""
        return self._dialect.among(column, list(values))

    def insertion_of_new(self, into: Rows) -> Any:
        """The statement that inserts one row unless its key is there; its rowcount tells."""
        return self._dialect.insert(_table(into)).on_conflict_do_nothing()

    async def upsert(
        self, into: Rows, rows: Sequence[Mapping[str, Any]], *, update: Iterable[str] | None = None
    ) -> None:
        """Insert, or overwrite the columns `update` (by default all that `rows` carry) of the row with that key.

        Of several rows with one key the last counts: one statement may not write a row twice.
        """
        if not rows:
            return
        table = _table(into)
        keys = [column.name for column in table.primary_key]
        columns = [name for name in (update or rows[0]) if name not in keys]
        await self._write(
            table,
            list({tuple(row[key] for key in keys): row for row in rows}.values()),
            lambda insertion: insertion.on_conflict_do_update(
                index_elements=keys, set_={name: insertion.excluded[name] for name in columns}
            ),
        )

    async def update(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> None:
        """Overwrite what `rows` carry beside the primary key."""
        table = _table(into)
        for part in _parts(rows):
            statement, values = self._dialect.update_many(table, part)
            connection = await self.connection()  # the session would take it for an update by objects
            await connection.execute(statement, values)

    async def _write(self, table: Table, rows: Sequence[Mapping[str, Any]], on_conflict: Callable[[Any], Any]) -> int:
        written = 0
        for part in _parts(rows):
            insertion, values = self._dialect.insert_many(table, part)
            done: Any = await self.execute(on_conflict(insertion), values)
            written += done.rowcount
        return written

    @property
    def _dialect(self) -> Dialect:
        return DIALECTS[self.get_bind().dialect.name]


def _parts(rows: Part) -> Iterable[Part]:
    return (rows[start : start + ROWS_PER_STATEMENT] for start in range(0, len(rows), ROWS_PER_STATEMENT))


@dataclass
class Database:
    """`source` names the service in its facts; `committed` is rung after a commit that told facts.

    `commits` counts those of this process, for whoever looks for work: while it stands still there is hardly any.
    """

    url: str
    source: str
    floor: Floor
    clock: Clock
    pool_size: int = 10
    committed: Callable[[], None] = field(default=lambda: None)
    commits: int = 0

    def __post_init__(self) -> None:
        self._closed, self._in_use, self._idle = False, 0, asyncio.Event()
        self._idle.set()
        self._lock_file: IO[bytes] | None = None
        self._writer, self._reader = DIALECTS[make_url(self.url).get_backend_name()].engines(self.url, self.pool_size)

    @property
    def engine(self) -> AsyncEngine:
        return self._writer

    @asynccontextmanager
    async def transaction(self, origin: Origin = SYSTEM) -> AsyncIterator[Tx]:
        """Commits when the block ends, facts included; rolls back when it raises."""
        async with self._session(self._writer, origin) as tx, tx.begin():
            yield tx
            await tx.write_facts()
        self.commits += 1
        if tx.facts:
            self.committed()

    def reading(self) -> AbstractAsyncContextManager[Tx]:
        """For reading only: every statement sees the newest commit; nothing is locked."""
        return self._session(self._reader, SYSTEM)

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine, origin: Origin) -> AsyncIterator[Tx]:
        """A disposed engine would quietly open a new pool that nobody closes: a peer in this process still pulls."""
        if self._closed:
            raise ConnectionError(f"the database of {self.source} is closed: the service stops")
        self._in_use += 1
        self._idle.clear()
        try:
            tx = Tx(engine, expire_on_commit=False, autoflush=False)
            self._prepare(tx, origin)
            try:
                yield tx
            finally:
                if tx.in_transaction():  # else it asked nothing, and has nothing to give back
                    await asyncio.shield(tx.close())
        finally:
            self._in_use -= 1
            if not self._in_use:
                self._idle.set()

    def _prepare(self, tx: Tx, origin: Origin) -> None:
        tx.now, tx.origin, tx.source = self.clock.now(), origin, self.source
        tx.outbox, tx.outgoing, tx.written = self.floor.outbox, [], []
        tx.edits = []
        tx.today = shanghai_day(tx.now)

    def claim_file(self) -> None:
        """One process per SQLite file; BlockingIOError when another process serves it."""
        path = make_url(self.url).database
        if make_url(self.url).get_backend_name() != "sqlite" or not path:
            return
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._lock_file = Path(f"{path}.lock").open("wb")  # noqa: SIM115  # held until close()
        fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    async def close(self) -> None:
        """Takes nothing new, and lets what is in use finish: its connections come back and are closed."""
        self._closed = True
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await self._idle.wait()
        except TimeoutError:
            log.warning("the database of %s is closed under %d transactions", self.source, self._in_use)
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
        if self._lock_file:
            self._lock_file.close()
            self._lock_file = None
