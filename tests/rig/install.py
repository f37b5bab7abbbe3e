"""Where the server programs are; on a Debian machine where we are root, they are installed when missing."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.rig.process import RigError

_POLICY: Final = Path("/usr/sbin/policy-rc.d")
_DPKG: Final = Path("/var/lib/dpkg")


@dataclass(frozen=True)
class Server:
    """The programs of a server, and how to come by them."""

    programs: tuple[str, ...]
    """All in one folder, or it is not the real one: distributions put wrappers of some of them elsewhere."""
    places: str
    """Where distributions hide them, as a pattern below `/`; the highest version wins."""
    variable: str
    package: str
    formula: str
    scripts: bool = False
    """Its programs are shell scripts; of another server a script is only a wrapper."""

    def folder(self) -> Path | None:
        hidden = sorted(Path("/").glob(self.places), key=_version, reverse=True)
        for place in [*map(Path, os.get_exec_path()), *hidden]:
            folder = (place / self.programs[0]).resolve().parent
            if all(self._is_real(folder / program) for program in self.programs):
                return folder
        return None

    def _is_real(self, program: Path) -> bool:
        if not os.access(program, os.X_OK):
            return False
        with program.open("rb") as file:
            return self.scripts or file.read(2) != b"#!"


SERVERS: Final = {
    "postgres": Server(
        programs=("postgres", "initdb"),
        places="usr/lib/postgresql/*/bin",
        variable="ZJTX_TEST_POSTGRES_URL",
        package="postgresql",
        formula="postgresql",
    ),
    "rabbitmq-server": Server(
        programs=("rabbitmq-server", "rabbitmq-env"),
        places="usr/lib/rabbitmq/lib/*/sbin",
        variable="ZJTX_TEST_AMQP_URL",
        package="rabbitmq-server",
        formula="rabbitmq",
        scripts=True,
    ),
}


def require(*binaries: str) -> list[Path]:
    """The folders of these server programs (`postgres`, `rabbitmq-server`), after installing what is missing.

    Raises RigError with the ways to get them.
    """
    servers = [SERVERS[binary] for binary in binaries]
    if any(server.folder() is None for server in servers) and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(servers)
    folders = [server.folder() for server in servers]
    missing = [server for server, folder in zip(servers, folders, strict=True) if folder is None]
    if missing:
        raise RigError(_advice(missing))
    return [folder for folder in folders if folder]


def _install(servers: list[Server]) -> None:
    with _alone():
        packages = [server.package for server in servers if server.folder() is None]
        if not packages:
            return  # another process was faster
        print(f"tests.rig: installing {' '.join(packages)} with apt-get", file=sys.stderr, flush=True)
        with _no_services():
            updated = _apt_get("update")
            installed = _apt_get("install", "-y", "--no-install-recommends", *packages)
        if installed.returncode:
            raise RigError(f"apt-get could not install {packages}:\n{updated.stdout}{installed.stdout}")


def _apt_get(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=600", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One rig at a time on this machine."""
    folder = os.open(_DPKG, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _no_services() -> Iterator[None]:
    """Debian starts what it installs unless this file forbids it; the rig starts its own."""
    if _POLICY.exists():
        yield
        return
    _POLICY.write_text("#!/bin/sh\nexit 101\n")
    _POLICY.chmod(0o755)
    try:
        yield
    finally:
        _POLICY.unlink()


def _advice(missing: list[Server]) -> str:
    packages = " ".join(server.package for server in missing)
    formulas = " ".join(server.formula for server in missing)
    variables = " and ".join(server.variable for server in missing)
    return (
        f"The tests need {packages}, which this machine lacks. Install it\n"
        f"  on Debian or Ubuntu:  sudo apt-get install --no-install-recommends {packages}\n"
        f"  on macOS:             brew install {formulas}\n"
        f"or set {variables} to a running server that the tests may use."
    )


def _version(folder: Path) -> list[int]:
    """Of `/usr/lib/postgresql/15/bin`: 15, as a number, for 9 is below 15."""
    digits = "".join(letter if letter.isdigit() else " " for letter in folder.parent.name)
    return [int(number) for number in digits.split()]
