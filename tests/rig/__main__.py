"""Servers kept warm between test runs: `python -m tests.rig`; `python -m tests.rig install` only installs."""

import shlex
import signal
import sys
from contextlib import suppress

from tests.rig.install import SERVERS, require
from tests.rig.postgres import postgres
from tests.rig.process import RigError
from tests.rig.rabbit import rabbit


def main() -> None:
    match sys.argv[1:]:
        case ["install"]:
            require(*SERVERS)
        case []:
            require(*SERVERS)
            serve()
        case _:
            raise RigError("usage: python -m tests.rig [install]")


def serve() -> None:
    with postgres() as database, rabbit() as broker:
        print(f"export ZJTX_TEST_POSTGRES_URL={shlex.quote(database.url)}")
        print(f"export ZJTX_TEST_AMQP_URL={shlex.quote(broker.url)}", flush=True)
        signal.pause()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        try:
            main()
        except RigError as error:
            sys.exit(str(error))
