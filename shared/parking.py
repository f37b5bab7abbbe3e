"""Facts that could not be applied, and everything of the same enterprise behind them: kept, visible, re-drivable."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from shared.db import Database, Tx
from shared.events import UnknownFact
from shared.problems import database_problem

log = logging.getLogger(__name__)


def is_transient(fault: BaseException) -> bool:
    """Whether a fact may go in later as it is; one that breaks a constraint stays out until somebody repairs it."""
    return not isinstance(fault, IntegrityError) and database_problem(fault) is not None


@asynccontextmanager
async def singly(tx: Tx) -> AsyncIterator[None]:
    """A savepoint that takes back what was told in it, too. `tx.write_facts()` refuses to run inside one."""
    told = len(tx.outgoing)
    try:
        async with tx.begin_nested():
            yield
    except BaseException:
        del tx.outgoing[told:]
        raise


class Parkable(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def envelope(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Retried:
    applied: int
    still_parked: int


class Parking:
    """The parked facts of one source. `apply` applies a single envelope, or raises."""

    def __init__(self, db: Database, source: str, apply: Callable[[Tx, dict[str, Any]], Awaitable[None]]) -> None:
        self._db, self._table, self.source, self._apply = db, db.floor.parked, source, apply

    async def park(self, tx: Tx, facts: Sequence[Parkable], error: str) -> None:
        await tx.insert_new(
            self._table,
            [
                {
                    "source": self.source,
                    "number": fact.number,
                    "type": str(fact.envelope.get("type", ""))[:120],
                    "enterprise_id": str(fact.envelope.get("partitionkey", ""))[:36],
                    "body": json.dumps(fact.envelope, ensure_ascii=False),
                    "error": error,
                    "attempts": 1,
                    "parked_at": tx.now,
                }
                for fact in facts
            ],
        )

    async def blocked(self, tx: Tx) -> set[str]:
        """The enterprises whose facts wait."""
        ids = select(self._table.c.enterprise_id).where(self._table.c.source == self.source).distinct()
        return set((await tx.execute(ids)).scalars())

    async def count(self) -> int:
        async with self._db.reading() as tx:
            return await self._count(tx)

    async def _count(self, tx: Tx) -> int:
        counted = select(func.count()).select_from(self._table).where(self._table.c.source == self.source)
        return int((await tx.execute(counted)).scalar_one())

    async def list_all(self, limit: int = 1_000) -> list[dict[str, Any]]:
        columns = [column for column in self._table.c if column.name != "body"]
        async with self._db.reading() as tx:
            rows = await tx.execute(
                select(*columns).where(self._table.c.source == self.source).order_by(self._table.c.number).limit(limit)
            )
            return [dict(row) for row in rows.mappings()]

    async def retry(self, tx: Tx, enterprise_id: str | None = None) -> Retried:
        """Brings enterprises up to date, each in order; one that fails again stops only itself.

        The source's cursor is locked meanwhile, so nothing new of an enterprise slips in before its past.
        """
        applied = 0
        cursor = self._db.floor.cursor
        await tx.execute(select(cursor.c.number).where(cursor.c.source == self.source).with_for_update())
        parked = select(self._table).where(self._table.c.source == self.source)
        if enterprise_id is not None:
            parked = parked.where(self._table.c.enterprise_id == enterprise_id)
        stuck: set[str] = set()
        for row in (await tx.execute(parked.order_by(self._table.c.number))).all():
            if row.enterprise_id in stuck:
                continue
            error = await self._again(tx, json.loads(row.body))
            here = (self._table.c.source == self.source) & (self._table.c.number == row.number)
            if error is None:
                await tx.execute(delete(self._table).where(here))
                applied += 1
            else:
                stuck.add(row.enterprise_id)
                await tx.execute(update(self._table).where(here).values(error=error, attempts=row.attempts + 1))
        return Retried(applied, await self._count(tx))

    async def _again(self, tx: Tx, envelope: dict[str, Any]) -> str | None:
        try:
            async with singly(tx):
                await self._apply(tx, envelope)
        except Exception as fault:
            if is_transient(fault):
                raise
            return f"{type(fault).__name__}: {fault}"[:2000]
        return None

    async def retry_unknown(self) -> None:
        """A new build may know what the old one did not."""
        unknown = self._table.c.error.startswith(UnknownFact.__name__)
        async with self._db.reading() as tx:
            ids = select(self._table.c.enterprise_id).where(self._table.c.source == self.source, unknown).distinct()
            waiting = list((await tx.execute(ids)).scalars())
        for enterprise_id in waiting:
            async with self._db.transaction() as tx:
                await self.retry(tx, enterprise_id)

    async def skip(self, tx: Tx, number: int) -> bool:
        """Gives one fact up for good, an officer's decision; False when it is not parked."""
        here = (self._table.c.source == self.source) & (self._table.c.number == number)
        gone: Any = await tx.execute(delete(self._table).where(here))
        return bool(gone.rowcount)
