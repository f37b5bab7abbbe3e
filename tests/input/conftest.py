"""One zone per database for the whole folder: what is refused leaves nothing behind for the next test."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.rig import PostgresServer
from tests.zone import RunningZone, running_zone, sqlite_copies


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_urls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return _DATABASES[request.param](request, tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
async def zone(database_urls: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningZone]:
    async with running_zone(tmp_path_factory.mktemp("zone"), database_urls, "memory://") as running:
        yield running


def _on_sqlite(request: pytest.FixtureRequest, folder: Path) -> dict[str, str]:
    return sqlite_copies(request.getfixturevalue("sqlite_templates"), folder)


def _on_postgresql(request: pytest.FixtureRequest, folder: Path) -> dict[str, str]:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    templates: dict[str, str] = request.getfixturevalue("postgres_templates")
    made = {name: f"input_{template}" for name, template in templates.items()}
    for name in made.values():
        request.addfinalizer(partial(server.drop_database, name))
    return {name: server.create_database(database, template=templates[name]) for name, database in made.items()}


_DATABASES = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
