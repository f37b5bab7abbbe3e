"""A real PostgreSQL for tests and benches."""

import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import make_url

from tests.rig.install import SERVERS, require
from tests.rig.process import Daemon, Home, RigError, free_ports

VARIABLE: Final = SERVERS["postgres"].variable


class PostgresServer:
    """`url` has the rights to create databases; it names none."""

    def __init__(self, url: str, daemon: Daemon | None = None, copying: str = "") -> None:
        self.url = url
        self._admin = make_url(url).set(drivername="postgresql+asyncpg")
        self._daemon = daemon
        self._copying = copying

    def create_database(self, name: str, template: str = "template0") -> str:
        """A new database in UTF-8, sorted by code point on every machine, empty or as its template; returns its URL."""
        self._execute(
            f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(template)} {self._copying}"
            " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        )
        return self._admin.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Remove it, whoever is connected."""
        self._execute(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")

    @property
    def pid(self) -> int:
        return self._own.pid

    def start(self) -> None:
        """Start again, on the same port, and recover."""
        self._own.start()

    def stop(self) -> None:
        """Stop at once, as in a crash: sessions are cut, nothing is flushed that was not committed."""
        self._own.end(signal.SIGQUIT)

    @property
    def _own(self) -> Daemon:
        if self._daemon is None:
            raise RigError(f"The server of {VARIABLE} is not ours to stop; without it the rig starts its own.")
        return self._daemon

    def _execute(self, statement: str) -> None:
        async def execute() -> None:
            url = self._admin.set(drivername="postgresql", database=self._admin.database or "postgres")
            connection = await asyncpg.connect(url.render_as_string(hide_password=False))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as thread:  # the caller may be inside a running event loop
            thread.submit(asyncio.run, execute()).result()


@contextmanager
def postgres(*, fsync: bool = True, socket: bool = False, max_connections: int = 200) -> Iterator[PostgresServer]:
    """The server of ZJTX_TEST_POSTGRES_URL, or a private one for as long as the block lasts.

    `fsync=False` is for tests that do not measure: then a crash of the machine may lose a commit. With `socket` it is
    reached by a file, in half the time of a loopback port; what tests of a lost connection see is a port's.
    """
    if given := os.environ.get(VARIABLE):
        yield PostgresServer(given)
        return
    [programs] = require("postgres")
    with Home("postgres", user="postgres") as home:
        data = home.path / "data"
        home.call(
            programs / "initdb", "-D", data, "-U", "zjtx", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        [port] = free_ports(1)
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": home.path,
            "max_connections": max_connections,
            "fsync": "on" if fsync else "off",
            "timezone": "UTC",
        }
        daemon = Daemon(
            home,
            "postgres",
            [programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in options.items())],
            answers=lambda pid: _is_ready(data / "postmaster.pid", pid),
            last=signal.SIGQUIT,
        )
        daemon.start()
        where = f"/?host={home.path}&port={port}" if socket else f"127.0.0.1:{port}/"
        yield PostgresServer(f"postgresql+asyncpg://zjtx@{where}", daemon, _copying(data, fsync))


def _copying(data: Path, fsync: bool) -> str:
    """How a template is copied: as files, in half the time of its pages through the log, which version 15 prefers.

    Files ask for a checkpoint each, which costs nothing only where nothing is synced.
    """
    return "" if fsync or int((data / "PG_VERSION").read_text()) < 15 else "STRATEGY FILE_COPY"


def _is_ready(status: Path, pid: int) -> bool:
    """The server writes its process id on the first line and its state on the last."""
    try:
        words = status.read_text().split()
    except FileNotFoundError:
        return False
    return words[:1] == [str(pid)] and words[-1:] == ["ready"]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
