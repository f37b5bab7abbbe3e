"""Whether a database stands at the newest migration is asked by every probe: the question waits for nobody."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from services.embedded import SERVICES
from shared.migrations import at_head, upgrade
from tests.conftest import NewDatabases
from tests.shared.source import database


async def test_the_question_does_not_wait_for_a_long_import(databases: NewDatabases) -> None:
    db = database(databases(), "registry")
    async with db.transaction() as tx:
        await tx.insert(db.floor.clock, [{"id": 1, "shift_seconds": 1}])
        async with asyncio.timeout(5):
            assert await at_head(db, SERVICES["registry"].migrations)
    await db.close()


async def test_a_migration_of_a_full_table_takes_the_time_it_needs(
    postgres_databases: NewDatabases, tmp_path: Path
) -> None:
    """Longer than a statement of a request may: the limit is gone for it, and for nothing after it."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    entry = (
        "from alembic import context\n"
        "from sqlalchemy import text\n"
        "said = context.config.attributes['connection'].execute(text('SHOW statement_timeout')).scalar_one()\n"
        "assert said == '0', said\n"
    )
    (folder / "env.py").write_text(entry)
    db = database(postgres_databases(), "registry")
    await upgrade(db, folder)
    async with db.reading() as tx:
        assert (await tx.execute(text("SHOW statement_timeout"))).scalar_one() == "10s"
    await db.close()
