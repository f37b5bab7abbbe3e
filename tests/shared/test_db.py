"""The database of a service: what it does beside what every other test shows."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from tests.conftest import NewDatabases
from tests.shared.source import database


async def test_a_closed_database_opens_no_new_connection(databases: NewDatabases) -> None:
    """In one process a peer may still pull while this service stops; nobody would close what it opened."""
    db = database(databases(), "registry")
    async with db.reading() as tx:
        assert (await tx.execute(text("SELECT 1"))).scalar_one() == 1
    await db.close()
    for use in (db.reading, db.transaction):
        with pytest.raises(ConnectionError, match="the service stops"):
            async with use():
                pass


async def test_a_run_of_any_size_is_found_among_others(databases: NewDatabases) -> None:
    """One array on PostgreSQL, a list on SQLite: the same rows."""
    db = database(databases(), "registry")
    cursor = db.floor.cursor
    names = [f"source-{number}" for number in range(2_500)]
    async with db.transaction() as tx:
        await tx.insert(cursor, [{"source": name, "epoch": "", "number": 0, "event_id": ""} for name in names])
    async with db.reading() as tx:
        for wanted in ([], names[:1], names[:2_000], [*names[7:9], "nobody"]):
            found = (await tx.execute(cursor.select().where(tx.among(cursor.c.source, wanted)))).all()
            assert {row.source for row in found} == set(wanted) - {"nobody"}
    await db.close()


@pytest.mark.parametrize("many", [3, 250])
async def test_rows_that_have_much_alike_are_written_as_they_are_and_counted_where_new(
    databases: NewDatabases, many: int
) -> None:
    """On PostgreSQL what many rows have alike travels once, also where it is nothing."""
    db = database(databases(), "registry")
    alike = {"epoch": "e", "number": 2**40, "event_id": "", "moved_at": None}
    rows = [{"source": f"source-{at}", **alike} for at in range(many)]
    async with db.transaction() as tx:
        assert await tx.insert_new(db.floor.cursor, rows[:-1]) == many - 1
        assert await tx.insert_new(db.floor.cursor, rows) == 1
        assert await tx.insert_new(db.floor.cursor, rows) == 0
        assert await tx.insert_new(db.floor.cursor, []) == 0
    async with db.reading() as tx:
        found = (await tx.execute(db.floor.cursor.select())).mappings()
        assert sorted(map(str, map(dict, found))) == sorted(str({**row, "whole": True}) for row in rows)
    await db.close()


def test_sqlite_syncs_every_commit_wherever_nobody_is_testing() -> None:
    """This process does not, see tests/rig/sqlite.py: a fresh one is asked."""
    asked = "from shared.dialects import SQLITE_PRAGMAS; print(SQLITE_PRAGMAS['synchronous'])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "FULL"
