"""Services are tested in a whole zone, on either database, joined by the bus of one process.

zone        one for the whole run: a test registers its own enterprises and looks at nothing else
empty_zone  for a test that counts everything or moves the clock
"""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabases
from tests.rig import PostgresServer
from tests.zone import RunningZone, running_zone, sqlite_copies


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def zone_databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    if request.param == "sqlite":
        return sqlite_copies(request.getfixturevalue("sqlite_templates"), tmp_path_factory.mktemp("databases"))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    templates: dict[str, str] = request.getfixturevalue("postgres_templates")
    run = uuid.uuid4().hex[:6]  # the fixture may be made again when its parameter comes back
    return {name: server.create_database(f"{template}_{run}", template) for name, template in templates.items()}


@pytest.fixture(scope="session")
async def zone(zone_databases: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningZone]:
    async with running_zone(tmp_path_factory.mktemp("zone"), zone_databases, "memory://") as zone:
        yield zone


@pytest.fixture
async def empty_zone(databases: NewDatabases, tmp_path: Path) -> AsyncIterator[RunningZone]:
    async with running_zone(tmp_path, databases(), "memory://") as zone:
        yield zone
