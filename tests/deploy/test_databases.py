"""deploy/postgres/init.sql on a real PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from sqlalchemy import NullPool, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from services.embedded import SERVICES
from shared import migrations
from shared.clock import Clock
from shared.db import Database
from tests.deploy.production import DEPLOY, environment
from tests.rig import RigError, postgres, require
from tests.rig.postgres import VARIABLE


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a private server listens that has run init.sql: roles belong to a whole server, so it is never borrowed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(VARIABLE, raising=False)
        with postgres(fsync=False) as server:
            url = make_url(server.url)
            superuser = url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
            done = subprocess.run(
                [_psql(), superuser, "-X", "-q", "-f", DEPLOY / "postgres" / "init.sql"],
                env={**os.environ, **environment("postgres")},
                capture_output=True,
                text=True,
            )
            assert (done.returncode, done.stderr) == (0, "")
            yield f"{url.host}:{url.port}"


def _psql() -> str:
    found = shutil.which("psql", path=f"{require('postgres')[0]}:{os.environ['PATH']}")
    if found is None:
        raise RigError("init.sql is run by psql, PostgreSQL's client: install it.")
    return found


def url_of(service: str, address: str) -> str:
    return environment(service)[f"ZJTX_{service.upper()}_DATABASE_URL"].replace("postgres:5432", address)


async def answer(url: str, question: str) -> object:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        return (await connection.exec_driver_sql(question)).scalar()


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_may_migrate_its_own_database(name: str, address: str) -> None:
    db = Database(url_of(name, address), name, SERVICES[name].floor, Clock())
    try:
        await migrations.upgrade(db, SERVICES[name].migrations)
        assert await migrations.at_head(db, SERVICES[name].migrations)
    finally:
        await db.close()


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_may_not_even_connect_to_another_database(name: str, address: str) -> None:
    own = make_url(url_of(name, address))
    for other in {*SERVICES, "postgres"} - {name}:
        with pytest.raises(DBAPIError, match="permission denied for database"):
            await answer(own.set(database=other).render_as_string(hide_password=False), "SELECT 1")


@pytest.mark.parametrize("name", SERVICES)
async def test_a_role_has_its_password_and_no_power_beyond_its_database(name: str, address: str) -> None:
    superuser = f"postgresql+asyncpg://zjtx@{address}/postgres"
    role = f"FROM pg_authid WHERE rolname = '{name}'"
    assert await answer(superuser, f"SELECT rolpassword LIKE 'SCRAM-SHA-256$%%' {role}") is True
    assert await answer(superuser, f"SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication {role}") is False


@pytest.mark.parametrize("name", SERVICES)
async def test_text_is_sorted_by_code_point(name: str, address: str) -> None:
    question = "SELECT datcollate || ' ' || datctype || ' ' || pg_encoding_to_char(encoding) FROM pg_database"
    assert await answer(url_of(name, address), f"{question} WHERE datname = '{name}'") == "C.UTF-8 C.UTF-8 UTF8"
