"""The test rig: a real PostgreSQL and a real RabbitMQ, private to the test run and gone with it."""

from tests.rig.install import require
from tests.rig.memory import work_in_memory
from tests.rig.postgres import PostgresServer, postgres
from tests.rig.process import RigError
from tests.rig.rabbit import RabbitBroker, rabbit
from tests.rig.sqlite import do_not_sync

__all__ = [
    "PostgresServer",
    "RabbitBroker",
    "RigError",
    "do_not_sync",
    "postgres",
    "rabbit",
    "require",
    "work_in_memory",
]
