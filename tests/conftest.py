"""What every test may ask for: a database of each kind, a bus of each kind, a whole zone on either."""

import asyncio
import gc
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvloop
from hypothesis import settings

from services.embedded import SERVICES
from shared.uncollected import calm_the_collector
from tests.rig import PostgresServer, RabbitBroker, do_not_sync, postgres, rabbit, work_in_memory
from tests.sharing_out import ByUnit, turn_of
from tests.zone import RunningZone, migrate, running_zone, sqlite_copies

settings.register_profile("zone", deadline=None)  # a busy machine is not a slow rule
settings.load_profile("zone")
do_not_sync()
work_in_memory()
gc.disable()  # until everything is imported and collected, see below

NewDatabases = Callable[[], dict[str, str]]
"""() -> the URL of a migrated, empty database for each service"""


class MadeWhenAsked(dict[str, str]):
    """By service: its database is made when its URL is first asked for, as most tests want one of the four."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, service: str) -> str:
        self[service] = self._make(service)
        return self[service]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with postgres(fsync=False, socket=True) as server:
        yield server


@pytest.fixture(scope="session")
def rabbit_broker() -> Iterator[RabbitBroker]:
    with rabbit() as broker:
        yield broker


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    paths = {name: folder / f"{name}.db" for name in SERVICES}
    asyncio.run(migrate({name: f"sqlite+aiosqlite:///{path}" for name, path in paths.items()}))
    return paths


@pytest.fixture(scope="session")
def postgres_templates(postgres_server: PostgresServer) -> dict[str, str]:
    names = {name: f"template_{name}_{uuid.uuid4().hex[:6]}" for name in SERVICES}
    asyncio.run(migrate({name: postgres_server.create_database(database) for name, database in names.items()}))
    return names


@pytest.fixture
def sqlite_databases(sqlite_templates: dict[str, Path], tmp_path: Path) -> NewDatabases:
    return lambda: sqlite_copies(sqlite_templates, tmp_path)


@pytest.fixture
def postgres_databases(postgres_server: PostgresServer, postgres_templates: dict[str, str]) -> Iterator[NewDatabases]:
    made: list[str] = []

    def make(service: str) -> str:
        made.append(f"{service}_{uuid.uuid4().hex[:8]}")
        return postgres_server.create_database(made[-1], template=postgres_templates[service])

    yield lambda: MadeWhenAsked(make)
    for name in made:
        postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> NewDatabases:
    """The same test on both databases."""
    fixtures = {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}
    found: NewDatabases = request.getfixturevalue(fixtures[request.param])
    return found


@pytest.fixture
async def embedded(sqlite_databases: NewDatabases, tmp_path: Path) -> AsyncIterator[RunningZone]:
    """The zone as one process on SQLite."""
    async with running_zone(tmp_path, sqlite_databases(), "memory://") as zone:
        yield zone


@pytest.fixture
async def production(
    postgres_databases: NewDatabases, rabbit_broker: RabbitBroker, tmp_path: Path
) -> AsyncIterator[RunningZone]:
    """The zone on PostgreSQL and RabbitMQ."""
    async with running_zone(tmp_path, postgres_databases(), rabbit_broker.url) as zone:
        yield zone


@pytest.fixture(params=["embedded", "production"])
def zone(request: pytest.FixtureRequest) -> RunningZone:
    """The same journey in both modes."""
    found: RunningZone = request.getfixturevalue(request.param)
    return found


@pytest.hookimpl(optionalhook=True)
def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that `zjtx serve` runs on; every test and fixture has the same one."""
    return {"uvloop": uvloop.new_event_loop}


# ---- several workers -----------------------------------------------------------------------------


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByUnit:
    return ByUnit(config, log)


def pytest_collection_finish() -> None:
    """As under `zjtx serve`: at its default the collector takes a fifth of the time."""
    calm_the_collector()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn_of(item.nodeid))
