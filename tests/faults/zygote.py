"""A Python that has imported zjtx already and forks itself for each command: three seconds less for each process.

A forked command runs from its first line in a process of its own, with its own pid, session, environment, folder,
output and signals; only the imports, and the making of routes, are not repeated.

`python -m tests.faults.zygote FD`: each message on the socket FD is one order, and brings two descriptors: for the
output and for the answers. The answers are the pid and, once the process has ended, its code.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from services.embedded import SERVICES
from shared.app import routes_of
from tests.rig.process import Home, RigError
from tests.rig.sqlite import do_not_sync

IMPORTED: Final = (
    "services.cli",
    "aiormq.channel",  # of crashing.py
    # what zjtx serve imports later
    "aiosqlite",
    "asyncpg",
    "httpcore",
    "shared.bus.memory",
    "shared.bus.rabbit",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
)
MODULE: Final = "-m"


# ---- our side ------------------------------------------------------------------------------------


class Forked:
    """As subprocess.Popen: the child of the zygote, which tells us its code."""

    def __init__(self, answers: socket.socket) -> None:
        self._answers = answers
        self.returncode: int | None = None
        self.pid = self._told()

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._answers], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self.returncode = self._told()
            self._answers.close()
        return self.returncode

    def send_signal(self, which: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it ended meanwhile; poll() will tell
                os.kill(self.pid, which)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _told(self) -> int:
        if not (number := self._answers.recv(4, socket.MSG_WAITALL)):
            raise RigError("the zygote is gone")
        return int.from_bytes(number, signed=True)


class Zygote:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._orders, theirs = socket.socketpair()
        self._one_at_a_time = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                env=environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def fork(self, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path, output: int) -> Forked:
        """`command` is a Python program, or the interpreter with `-m` and a module."""
        words = [str(word) for word in command if word != sys.executable]
        order = {"argv": words, "environment": dict(environment), "folder": str(folder)}
        ours, theirs = socket.socketpair()
        with theirs, self._one_at_a_time:
            line = json.dumps(order).encode() + b"\n"
            sent = socket.send_fds(self._orders, [line], [output, theirs.fileno()])
            self._orders.sendall(line[sent:])
            theirs.close()  # so that we notice when the zygote's end closes
            return Forked(ours)

    def close(self) -> None:
        self._orders.close()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class WarmHome(Home):
    """A home whose processes are forked."""

    def __init__(self, name: str, user: str, zygote: Zygote) -> None:
        super().__init__(name, user)
        self._zygote = zygote

    def spawn(self, command: list[str | Path], environment: Mapping[str, str], log: Path) -> Any:
        with log.open("ab") as output:
            surroundings = {**self._environment(), **environment}
            return self._zygote.fork(command, surroundings, self.path, output.fileno())


# ---- the zygote's side ---------------------------------------------------------------------------


@dataclass
class _Order:
    argv: list[str]
    environment: dict[str, str]
    folder: str
    output: int = -1

    def carry_out(self) -> None:
        """In the child: from here on we are that command."""
        os.setsid()
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        os.dup2(self.output, sys.stdout.fileno())
        os.dup2(self.output, sys.stderr.fileno())
        os.close(self.output)
        match self.argv:
            case [option, module, *_] if option == MODULE:
                sys.argv = self.argv[1:]
                runpy.run_module(module, run_name="__main__", alter_sys=True)
            case [program, *_]:
                sys.argv = self.argv
                runpy.run_path(program, run_name="__main__")


@dataclass
class _Parent:
    orders: socket.socket
    children: dict[int, socket.socket] = field(default_factory=dict)
    """By pid: where its code is told."""

    def bear(self) -> _Order | None:
        """Returns in each child with its order, and in the parent once nobody gives orders any more."""
        signal.signal(signal.SIGCHLD, self._bury)
        while received := self._receive():
            order, answers = received
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
            if (pid := os.fork()) == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
                for one in (self.orders, answers, *self.children.values()):
                    one.close()
                return order
            os.close(order.output)
            self.children[pid] = answers
            _tell(answers, pid)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        return None

    def _receive(self) -> tuple[_Order, socket.socket] | None:
        line, descriptors, _, _ = socket.recv_fds(self.orders, 65_536, 2)
        while line and not line.endswith(b"\n"):
            line += self.orders.recv(65_536)
        if not line:
            return None
        output, answers = descriptors
        return _Order(**json.loads(line), output=output), socket.socket(fileno=answers)

    def _bury(self, *_: object) -> None:
        for pid in list(self.children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                with self.children.pop(pid) as answers, suppress(BrokenPipeError):
                    _tell(answers, os.waitstatus_to_exitcode(status))


def _tell(answers: socket.socket, number: int) -> None:
    answers.sendall(number.to_bytes(4, signed=True))


if __name__ == "__main__":
    do_not_sync()
    for name in IMPORTED:
        importlib.import_module(name)
    for service in SERVICES.values():
        routes_of(service)
    gc.collect()
    gc.freeze()  # what is never looked at stays shared
    if order := _Parent(socket.socket(fileno=int(sys.argv[1]))).bear():
        order.carry_out()
