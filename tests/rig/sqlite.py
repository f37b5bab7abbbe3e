"""SQLite where nothing is measured: a crash of the machine may lose a commit, as with `postgres(fsync=False)`.

A process that is killed loses none: what it wrote is the system's by then.
"""

from shared.dialects import SQLITE_PRAGMAS


def do_not_sync() -> None:
    """For every connection this process opens from now on."""
    SQLITE_PRAGMAS["synchronous"] = "OFF"
