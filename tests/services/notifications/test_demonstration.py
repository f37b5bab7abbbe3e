"""What the demonstration city has of 政策帮享: loaded once, however often it is asked for."""

from sqlalchemy import func, select
from sqlmodel import col

from services.notifications.help_kinds import demonstration
from services.notifications.service.helping.demonstration import demonstrate, publish_cases
from services.notifications.store import FLOOR
from services.notifications.store.tables import ActivityRow, CaseRow, ProviderRow
from shared.clock import Clock
from shared.db import Database
from tests.conftest import NewDatabases


async def test_the_demonstration_is_loaded_once(databases: NewDatabases) -> None:
    db = Database(databases()["notifications"], "notifications", FLOOR, Clock())
    try:
        for _ in range(2):
            await demonstrate(db)
            await publish_cases(db, [("e-1", "330108"), ("e-2", "330110"), ("e-3", "330110")])
        said, found = demonstration(), []
        async with db.reading() as tx:
            for counted in (ActivityRow.activity_id, ProviderRow.provider_id, CaseRow.case_id):
                found.append((await tx.execute(select(func.count(col(counted))))).scalar_one())
            told = (await tx.execute(select(func.count()).select_from(FLOOR.outbox))).scalar_one()
            states = set((await tx.execute(select(col(ActivityRow.state)))).scalars())
        assert found == [len(said.activities), len(said.providers), len(said.cases)]
        assert told == len(said.providers)
        assert states == {"open"}
    finally:
        await db.close()
