"""What a newcomer may rely on when opening the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SERVICES, files, name_of, parsed

MAX_LINES = 300
ROOMS = {"__init__.py", "app.py", "router", "schemas", "service", "domain", "store", "listeners.py", "settings.py"}
PROSE_OF_DATA: frozenset[str] = frozenset()
"""Files that are longer because they are one table of data; none so far: data lives in parameters/*.yaml."""
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc|base)(_|$)", re.IGNORECASE)
OURS = files("shared", "services", "tests")


@pytest.mark.parametrize("service", SERVICES)
def test_who_knows_one_service_knows_all(service: str) -> None:
    there = {path.name for path in (ROOT / "services" / service).iterdir()}
    missing = {room for room in ROOMS if room not in there and f"{room}.py" not in there}
    assert not missing
    assert (ROOT / "services" / service / "migrations" / "env.py").is_file()


def test_a_file_fits_in_a_head() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in OURS}
    long = {name: lines for name, lines in lengths.items() if lines > MAX_LINES and name not in PROSE_OF_DATA}
    assert not long, "make it a folder of the same name, its files nouns of the business"


def test_files_are_named_for_what_they_hold() -> None:
    named_for_nothing = [name_of(path) for path in OURS if EMPTY_NAMES.search(path.stem)]
    assert not named_for_nothing


def _definitions(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_classes_and_functions_are_named_for_what_they_are() -> None:
    hooks = {"process_bind_param", "process_result_value", "do_POST"}  # names of SQLAlchemy and http.server
    empty = re.compile(r"(Util|Helper|Manager|Processor)s?$|^_?(process|handle|manage|do)_|_(util|helper)s?$")
    named_for_nothing = {
        f"{name_of(path)}: {name}"
        for path in files("shared", "services")
        for name in _definitions(path)
        if empty.search(name) and name not in hooks
    }
    assert not named_for_nothing


MODE_WORDS = {"environment", "mode", "dialect", "drivername", "get_backend_name", "joins_processes", "is_production"}
DECIDES_ONCE = {
    "shared/settings.py",  # refuses unsafe settings in production
    "shared/issuing.py",  # makes development keys, never in production
    "shared/db.py",  # one process per SQLite file
    "shared/migrations.py",  # SQLite changes tables by copying them
    "services/embedded.py",  # refuses a bus that cannot reach the others
    "services/cli/serving.py",  # greets in development, issues no tokens in production
}


def _branches_on_the_mode(path: Path) -> Iterator[str]:
    """Conditions that name the mode, or look into an address for it."""
    for node in ast.walk(parsed(path)):
        tests: list[ast.expr] = []
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            tests = [node.test]
        elif isinstance(node, ast.Compare):
            tests = [node]
        elif isinstance(node, ast.Match):
            tests = [node.subject]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
            tests = [arg for arg in node.args if isinstance(arg, ast.Constant)]
        for test in tests:
            names = {n.attr for n in ast.walk(test) if isinstance(n, ast.Attribute)}
            names |= {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
            text = {str(n.value) for n in ast.walk(test) if isinstance(n, ast.Constant)}
            addressed = any(word.startswith(("sqlite", "postgresql", "memory:", "amqp")) for word in text)
            if names & MODE_WORDS or addressed:
                yield f"{name_of(path)}:{test.lineno}: {ast.unparse(test)}"


def test_the_mode_is_looked_up_once_and_nothing_branches_on_it() -> None:
    branches = {branch for path in files("shared", "services") for branch in _branches_on_the_mode(path)}
    places = {branch.partition(":")[0] for branch in branches}
    assert not places - DECIDES_ONCE, "\n".join(sorted(branches))
    assert places == DECIDES_ONCE, "an exception that is no longer used goes"


def test_no_service_branches_on_the_mode() -> None:
    assert not [
        branch for name in SERVICES for path in files(f"services/{name}") for branch in _branches_on_the_mode(path)
    ]
