"""How the tests are shared out among the workers of `make test`: what is dear to set up is set up by one of them.

A unit is handed to one worker whole. The longest come first, so that none is left to one worker at the end; then
everything on SQLite before everything on PostgreSQL, so that each worker starts its zone on either of them once.
"""

import re
from typing import Final

from xdist.scheduler import LoadScopeScheduling

UNITS: Final = [
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^tests/faults/.*[\[-](one_process|embedded)[\]-]", "faults in one process"),
        (r"^tests/faults/", "faults in four processes"),
        (r"^tests/input/test_openapi", "tests/input/test_openapi.py"),
        (r"[\[-](production|rabbit)[\]-]", "with a broker"),
    )
]
"""By what a test is called; any other belongs to its file and its database."""
LONGEST_FIRST: Final = ["faults in four processes", "faults in one process", "tests/input/test_openapi.py"]
DATABASE: Final = re.compile(r"[\[-](sqlite|postgresql)[\]-]")
THEN: Final = ["with a broker", "sqlite", "postgresql", ""]
"""What needs no database fills the gaps."""


def unit_of(nodeid: str) -> str:
    for pattern, name in UNITS:
        if pattern.search(nodeid):
            return name
    return f"{nodeid.partition('::')[0]} {_database(nodeid)}"


def turn_of(nodeid: str) -> int:
    unit = unit_of(nodeid)
    order = [*LONGEST_FIRST, *THEN]
    return order.index(unit if unit in order else _database(nodeid))


def _database(nodeid: str) -> str:
    found = DATABASE.search(nodeid)
    return found[1] if found else ""


class ByUnit(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
