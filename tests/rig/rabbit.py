"""A real RabbitMQ for tests and benches."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.rig.install import SERVERS, require
from tests.rig.process import Daemon, Home, RigError, free_ports

VARIABLE: Final = SERVERS["rabbitmq-server"].variable
_HELLO: Final = b"AMQP\x00\x00\x09\x01"
_METHOD_FRAME: Final = b"\x01"


class RabbitBroker:
    """`url` is of a user who may do everything."""

    def __init__(self, url: str, daemon: Daemon | None = None, data: Path | None = None) -> None:
        self.url = url
        self._daemon = daemon
        self._data = data

    @property
    def pid(self) -> int:
        """Of the Erlang machine itself, to pause it with SIGSTOP."""
        return self._own.pid

    def start(self) -> None:
        """Start again, on the same port, with what `wipe` left."""
        self._own.start()

    def stop(self) -> None:
        """Stop in an orderly way."""
        self._own.end(signal.SIGTERM)

    def kill(self) -> None:
        """Stop as a crash would."""
        self._own.end(signal.SIGKILL)

    def wipe(self) -> None:
        """Delete all exchanges, queues and messages of the stopped broker."""
        if self._own.running:
            raise RigError("The broker is running: stop or kill it before its data is wiped.")
        if self._data and self._data.exists():
            shutil.rmtree(self._data)

    @property
    def _own(self) -> Daemon:
        if self._daemon is None:
            raise RigError(f"The broker of {VARIABLE} is not ours to stop; without it the rig starts its own.")
        return self._daemon


@contextmanager
def rabbit() -> Iterator[RabbitBroker]:
    """The broker of ZJTX_TEST_AMQP_URL, or a private one for as long as the block lasts.

    It has its own port mapper (epmd), cookie and data: it neither needs nor disturbs a broker of the machine.
    """
    if given := os.environ.get(VARIABLE):
        yield RabbitBroker(given)
        return
    [programs] = require("rabbitmq-server")
    with Home("rabbit", user="rabbitmq") as home:
        port, epmd_port, dist_port = free_ports(3)
        epmd = Daemon(
            home,
            "epmd",
            ["epmd"],
            answers=lambda _: _connects(epmd_port),
            environment=_epmd_environment(epmd_port),
        )
        broker = Daemon(
            home,
            "rabbit",
            [programs / "rabbitmq-server"],
            answers=lambda _: _connects(port, _HELLO),
            environment=_epmd_environment(epmd_port) | _environment(home.path, port, dist_port),
        )
        epmd.start()
        broker.start()
        yield RabbitBroker(f"amqp://guest:guest@127.0.0.1:{port}/", broker, home.path / "data")


def _epmd_environment(port: int) -> dict[str, str]:
    return {"ERL_EPMD_PORT": str(port), "ERL_EPMD_ADDRESS": "127.0.0.1"}


def _environment(home: Path, port: int, dist_port: int) -> dict[str, str]:
    nothing = str(home / "nothing")  # there is no such file: the configuration of the machine is not ours
    return {
        "RABBITMQ_NODENAME": "zjtx@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(dist_port),
        "RABBITMQ_MNESIA_BASE": str(home / "data"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_PID_FILE": str(home / "rabbitmq.pid-file"),
        "RABBITMQ_CONF_ENV_FILE": nothing,
        "RABBITMQ_CONFIG_FILE": nothing,
        "RABBITMQ_CONFIG_FILES": nothing,
        "RABBITMQ_ADVANCED_CONFIG_FILE": nothing,
        "RABBITMQ_ENABLED_PLUGINS_FILE": nothing,
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ("+S 2:2 -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"),
        # With its default, `none`, every file read wakes a thread: on two cores it starts in 15 s, not 5.
        "RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD": "very_short",
        # The script becomes the Erlang machine instead of its parent, so the process we kill is the broker.
        "RUNNING_UNDER_SYSTEMD": "true",
    }


def _connects(port: int, hello: bytes = b"") -> bool:
    """Whether the port accepts us, and, greeted in AMQP, answers in AMQP."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(hello)
            return not hello or connection.recv(1) == _METHOD_FRAME
    except OSError:
        return False
