"""The zones of the fault tests: one per mode for the whole folder, on servers of their own that tests may stop."""

import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest

from services.embedded import SERVICES
from tests.conftest import NewDatabases
from tests.faults.processes import ServedZone, home, warm
from tests.faults.zygote import Zygote
from tests.rig import PostgresServer, RabbitBroker, postgres, rabbit
from tests.rig.postgres import VARIABLE as POSTGRES
from tests.rig.rabbit import VARIABLE as RABBIT
from tests.zone import migrate, sqlite_copies


@pytest.fixture(scope="session")
def own_servers() -> Iterator[tuple[PostgresServer, RabbitBroker]]:
    """Even where others are given: those are not ours to stop."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in (POSTGRES, RABBIT):
            patch.delitem(os.environ, variable, raising=False)
        with postgres(fsync=False) as database, rabbit() as broker:
            yield database, broker


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with warm() as made:
        yield made


@pytest.fixture(scope="session")
async def served_embedded(sqlite_templates: dict[str, Path], zygote: Zygote) -> AsyncIterator[ServedZone]:
    with home(zygote) as folder:
        zone = ServedZone(folder, sqlite_copies(sqlite_templates, folder.path), "memory://", [tuple(SERVICES)])
        yield zone
        await zone.forget_connections()


@pytest.fixture(scope="session")
async def served_production(
    own_servers: tuple[PostgresServer, RabbitBroker], zygote: Zygote
) -> AsyncIterator[ServedZone]:
    database, broker = own_servers
    urls = {name: database.create_database(name) for name in SERVICES}
    await migrate(urls)
    with home(zygote) as folder:
        zone = ServedZone(folder, urls, broker.url, [(name,) for name in SERVICES])
        yield zone
        await zone.forget_connections()


@pytest.fixture
async def one_process(served_embedded: ServedZone) -> ServedZone:
    """`zjtx serve` on SQLite."""
    await served_embedded.start()
    return served_embedded


@pytest.fixture
async def four_processes(
    served_production: ServedZone, own_servers: tuple[PostgresServer, RabbitBroker]
) -> AsyncIterator[ServedZone]:
    """`zjtx serve registry` and its three peers on PostgreSQL and RabbitMQ; whatever a test broke is whole again."""
    for server in own_servers:
        server.start()
    await served_production.start()
    yield served_production
    served_production.end_replicas()


@pytest.fixture
def blank_databases(sqlite_databases: NewDatabases) -> dict[str, str]:
    """To compute the same once more in, undisturbed."""
    return sqlite_databases()


@pytest.fixture
def broker(own_servers: tuple[PostgresServer, RabbitBroker]) -> RabbitBroker:
    return own_servers[1]


@pytest.fixture
def database_server(own_servers: tuple[PostgresServer, RabbitBroker]) -> PostgresServer:
    return own_servers[0]


@pytest.fixture(params=["one_process", "four_processes"])
def zone(request: pytest.FixtureRequest) -> ServedZone:
    """The same fault in both modes."""
    found: ServedZone = request.getfixturevalue(request.param)
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        for fixture in getattr(item, "funcargs", {}).values():
            if isinstance(fixture, ServedZone):
                report.sections.append(("the services", fixture.last_words()))
                break
    return report
