"""A temporary home and the servers that live in it: both are gone when we are, however we go."""

import atexit
import os
import pwd
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

_GUARD: Final = """
trap '' HUP INT TERM
cat > /dev/null  # ends when the rig closes our input, or dies, even by kill -9
for note in "$1"/*.pid; do
  [ -f "$note" ] && read -r signal pid < "$note" && kill -s "$signal" "$pid" && kill -s CONT "$pid"
done 2> /dev/null
tries=100
until rm -rf "$1" 2> /dev/null || [ "$tries" -eq 0 ]; do tries=$((tries - 1)); sleep 0.1; done
"""


class RigError(RuntimeError):
    """A server is missing, did not start, or is not ours to stop; the text says what to do."""


def free_ports(count: int) -> list[int]:
    """Free ports of the loopback interface, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@dataclass
class Daemon:
    """One server program. It can be started again after it was stopped or killed."""

    home: "Home"
    name: str
    command: list[str | Path]
    answers: Callable[[int], bool]
    """Whether it serves; receives the process id."""
    last: signal.Signals = signal.SIGKILL
    """How it is ended with its home."""
    environment: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.home.daemons.append(self)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        if self._process is None or not self.running:
            raise RigError(f"{self.name} is not running")
        return self._process.pid

    def start(self, seconds: float = 60) -> None:
        """Returns once it serves; a running server is left as it is."""
        if self.running:
            return
        log = self.home.path / f"{self.name}.log"
        process = self._process = self.home.spawn(self.command, self.environment, log)
        self._note.write_text(f"{self.last.name[3:]} {process.pid}\n")
        deadline = time.monotonic() + seconds
        while not self.answers(process.pid):
            if not self.running or time.monotonic() > deadline:
                self.end(signal.SIGKILL)
                tail = log.read_text(errors="replace")[-4_000:]
                raise RigError(f"{self.name} did not start. The end of its log:\n{tail}")
            time.sleep(0.05)

    def end(self, how: signal.Signals, patience: float = 30) -> None:
        """Returns once it is gone; what outlives `patience` is killed."""
        if self._process is not None and self.running:
            self._process.send_signal(how)
            self._process.send_signal(signal.SIGCONT)  # one that a test has paused must wake up to hear it
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.home.path / f"{self.name}.pid"


class Home:
    """A temporary folder of `user`, as whom everything here runs when we are root: no server runs as root."""

    def __init__(self, name: str, user: str) -> None:
        self.daemons: list[Daemon] = []
        self._identity: dict[str, Any] = {}
        self.path = Path(tempfile.mkdtemp(prefix=f"zjtx-{name}-"))
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", self.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.close)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(user)
            os.chown(self.path, owner.pw_uid, owner.pw_gid)
            self._identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def call(self, *command: str | Path) -> None:
        """Run a command to its end."""
        done = subprocess.run(
            command, cwd=self.path, env=self._environment(), capture_output=True, text=True, **self._identity
        )
        if done.returncode:
            raise RigError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def spawn(self, command: list[str | Path], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                cwd=self.path,
                env={**self._environment(), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the tests; they end the servers
                **self._identity,
            )

    def close(self) -> None:
        """End the servers, the last first, and remove the folder."""
        atexit.unregister(self.close)
        for daemon in reversed(self.daemons):
            daemon.end(daemon.last)
        if self._guard.stdin:
            self._guard.stdin.close()
        self._guard.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _environment(self) -> dict[str, str]:
        # Nothing else is passed on: a PGDATA or RABBITMQ_NODENAME of the developer is not ours.
        home = str(self.path)
        return {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": home, "TMPDIR": home}
