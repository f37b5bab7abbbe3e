"""The database of one service: `transaction()` to change, `reading()` to read. The only engines are made here."""

import fcntl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final, cast

from sqlalchemy import Table, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import SQLModel

from shared.clock import Clock
from shared.events import Fact, Origin, seal
from shared.tables import Floor
from shared.values import shanghai_day

MAX_FACT_BYTES: Final = 256 * 1024
ROWS_PER_STATEMENT: Final = 2_000
"""Keeps one executemany well inside the statement time-out."""
SYSTEM: Final = Origin(actor="system", correlation_id="system")
_INSERT: Final[dict[str, Callable[[Table], Any]]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


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
    outgoing: list[dict[str, Any]]
    """Rows for the outbox, written by the commit."""

    def emit(self, fact: Fact, cause: Origin | None = None) -> str:
        """Tell a fact when, and only when, this transaction commits; returns the id it will have."""
        event_id, body = seal(self.source, fact, self.now, cause or self.origin)
        if len(body.encode()) > MAX_FACT_BYTES:
            raise FactTooLarge(f"{type(fact).__name__} of {len(body)} characters")
        self.outgoing.append(
            {
                "event_id": event_id,
                "type": fact.kind,
                "enterprise_id": fact.enterprise_id,
                "recorded_at": self.now,
                "body": body,
            }
        )
        return event_id

    async def insert(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._many(_table(into).insert(), rows)

    def insertion_of_new(self, into: Rows) -> Any:
        """The statement that inserts what is not there yet: a natural key seen before stays as it was."""
        return self._dialect_insert(_table(into)).on_conflict_do_nothing()

    async def insert_new(self, into: Rows, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._many(self.insertion_of_new(into), rows)

    async def upsert(
        self, into: Rows, rows: Sequence[Mapping[str, Any]], *, update: Iterable[str] | None = None
    ) -> None:
        """Insert, or overwrite the columns `update` (by default all that `rows` carry) of the row with that key."""
        if not rows:
            return
        table = _table(into)
        keys = [column.name for column in table.primary_key]
        columns = [name for name in (update or rows[0]) if name not in keys]
        statement = self._dialect_insert(table)
        await self._many(
            statement.on_conflict_do_update(
                index_elements=keys, set_={name: statement.excluded[name] for name in columns}
            ),
            rows,
        )

    def _dialect_insert(self, table: Table) -> Any:
        return _INSERT[self.get_bind().dialect.name](table)

    async def _many(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        for start in range(0, len(rows), ROWS_PER_STATEMENT):
            await self.execute(statement, [dict(row) for row in rows[start : start + ROWS_PER_STATEMENT]])


@dataclass
class Database:
    """`source` names the service in its facts; `committed` is rung after a commit that told facts."""

    url: str
    source: str
    floor: Floor
    clock: Clock
    pool_size: int = 10
    committed: Callable[[], None] = field(default=lambda: None)

    def __post_init__(self) -> None:
        self._lock_file: IO[bytes] | None = None
        self._writer, self._reader = _ENGINES[make_url(self.url).get_backend_name()](self.url, self.pool_size)

    @property
    def engine(self) -> AsyncEngine:
        return self._writer

    @asynccontextmanager
    async def transaction(self, origin: Origin = SYSTEM) -> AsyncIterator[Tx]:
        """Commits when the block ends, facts included; rolls back when it raises."""
        async with Tx(self._writer, expire_on_commit=False, autoflush=False) as tx:
            self._prepare(tx, origin)
            async with tx.begin():
                yield tx
                # Last before the commit: the row locks are held, so ids ascend with the version.
                await tx.insert(self.floor.outbox, tx.outgoing)
        if tx.outgoing:
            self.committed()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """For reading only: every statement sees the newest commit; nothing is locked."""
        async with Tx(self._reader, expire_on_commit=False, autoflush=False) as tx:
            self._prepare(tx, SYSTEM)
            yield tx

    def _prepare(self, tx: Tx, origin: Origin) -> None:
        tx.now, tx.origin, tx.source, tx.outgoing = self.clock.now(), origin, self.source, []
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
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
        if self._lock_file:
            self._lock_file.close()
            self._lock_file = None


def _postgresql(url: str, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=False,
        connect_args={
            "timeout": 5,
            "server_settings": {
                "application_name": "zjtx",
                "statement_timeout": "10000",
                "lock_timeout": "2000",
                "idle_in_transaction_session_timeout": "30000",
                "jit": "off",  # page queries are short: planning JIT code costs more than it saves
            },
        },
    )
    return engine, engine.execution_options(isolation_level="AUTOCOMMIT")


def _sqlite(url: str, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
    Path(make_url(url).database or ".").parent.mkdir(parents=True, exist_ok=True)
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=30, connect_args={"timeout": 5})
    reader = create_async_engine(url, pool_size=pool_size, max_overflow=0, connect_args={"timeout": 5})
    for engine in (writer, reader):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    # IMMEDIATE: a deferred transaction that turns to writing after another commit fails at once.
    event.listen(writer.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return writer, reader


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; SAVEPOINT is only correct this way
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


_ENGINES: Final = {"postgresql": _postgresql, "sqlite": _sqlite}
