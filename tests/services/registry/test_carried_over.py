"""What officers reported before profiles had sources is an officer's word, of the day it was reported."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from services.embedded import SERVICES
from services.registry.domain.profile import Provenance, Source
from services.registry.service import profiles
from shared.clock import Clock
from shared.db import Database
from shared.migrations import _config, upgrade
from shared.tables import Instant
from shared.values import EnterpriseId
from tests.rig import PostgresServer

BEFORE = "0004"
LATE = datetime(2026, 5, 1, 17, 30, tzinfo=UTC)
"""The second of May in Shanghai."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/registry.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    yield server.create_database("carried_over")
    server.drop_database("carried_over")


async def test_figures_reported_before_are_an_officers_word_of_that_day(empty_url: str) -> None:
    registry = SERVICES["registry"]
    db = Database(empty_url, "registry", registry.floor, Clock())
    async with db.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(registry.migrations, sync), BEFORE))
        values = {"at": Instant().process_bind_param(LATE, connection.dialect), "day": date(2026, 5, 2)}
        await connection.execute(
            text(
                "INSERT INTO enterprise (enterprise_id, uscc, name, district, industry, version, registered_at, tier,"
                " tier_on) VALUES ('e', '91330108MAXB0012XH', '示例', '330108', 'C39', 1, :at, 'none', :day)"
            ),
            values,
        )
        await connection.execute(
            text(
                "INSERT INTO annual_figures (enterprise_id, year, staff, revenue_fen, reported_at)"
                " VALUES ('e', 2025, 80, 3600, :at)"
            ),
            {"at": values["at"]},
        )
    await upgrade(db, registry.migrations)
    async with db.reading() as tx:
        [report] = await profiles.annual(tx, EnterpriseId("e"))
    await db.close()
    assert (report.year, report.staff, report.revenue_fen, report.rd_staff) == (2025, 80, 3600, None)
    assert report.origin == Provenance(Source.OFFICER, date(2026, 5, 2))
