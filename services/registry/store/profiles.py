"""Queries about profiles: the rows of many enterprises at once, a table at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, delete, inspect, select, update
from sqlmodel import SQLModel, col

from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import EnterpriseRow, SectionRow
from shared.db import Tx
from shared.values import EnterpriseId

Rows = type[SQLModel]


def _table(rows: Rows) -> Table:
    table: Table = inspect(rows).local_table
    return table


async def rows_of(tx: Tx, rows: Rows, ids: Collection[EnterpriseId], columns: Sequence[str] = ()) -> Sequence[Row[Any]]:
    """Every row of these enterprises, in order of its key; all columns, or those named."""
    table, wanted = _table(rows), sorted(ids)
    asked = [table.c[name] for name in columns] if columns else [table]
    order = [table.c.enterprise_id, *(key for key in table.primary_key if key.name != "enterprise_id")]
    found: list[Row[Any]] = []
    for start in range(0, len(wanted), IN_CHUNK):
        chunk = wanted[start : start + IN_CHUNK]
        question = select(*asked).where(tx.among(table.c.enterprise_id, chunk)).order_by(*order)
        found += (await tx.execute(question)).all()
    return found


async def row(tx: Tx, rows: Rows, key: Mapping[str, Any]) -> Row[Any] | None:
    """The row with these values, of which there is at most one."""
    table = _table(rows)
    question = select(table).where(*(table.c[name] == value for name, value in key.items()))
    return (await tx.execute(question)).one_or_none()


async def put(tx: Tx, rows: Rows, values: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows; one with the same key, another word of the same source on the same day, is replaced."""
    await tx.upsert(rows, values)


async def add_new(tx: Tx, rows: Rows, values: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows whose key is new."""
    await tx.insert(rows, values)


async def remove(tx: Tx, rows: Rows, key: Mapping[str, Any]) -> None:
    table = _table(rows)
    await tx.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))


async def declare(tx: Tx, sections: Iterable[Mapping[str, Any]]) -> None:
    await tx.upsert(SectionRow, list(sections))


async def move_version(tx: Tx, enterprise_id: str, version: int) -> None:
    here = col(EnterpriseRow.enterprise_id) == enterprise_id
    await tx.execute(update(EnterpriseRow).where(here).values(version=version))
