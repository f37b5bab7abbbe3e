"""Who may import whom: what the contracts of import-linter in pyproject.toml cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SERVICES, files, importers, imports, name_of, parsed, room

ROOMS = [path for service in SERVICES for path in files(f"services/{service}") if room(path) != "__init__"]
DOMAINS = [path for path in ROOMS if room(path) == "domain"]
PURE = (
    "numpy",
    "shared.canonical",
    "shared.conditions",
    "shared.days",
    "shared.masks",
    "shared.scopes",
    "shared.truth",
    "shared.values",
    "shared.working_days",
)


def own(path: Path) -> str:
    """services.registry, for every file of the registry."""
    return ".".join(path.relative_to(ROOT).parts[:2])


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", DOMAINS, ids=name_of)
def test_rules_know_values_and_facts_and_nothing_that_does_io(path: Path) -> None:
    allowed = (*PURE, "shared.events", f"{own(path)}.domain")
    strange = {
        module
        for module in imports(path)
        if module.partition(".")[0] not in sys.stdlib_module_names and not within(module, *allowed)
    }
    io = {module for module in imports(path) if within(module, "asyncio", "socket", "os", "pathlib", "time", "logging")}
    assert not strange | io, f"{name_of(path)}: rules take values in and give values or a fact out"


@pytest.mark.parametrize("path", DOMAINS, ids=name_of)
def test_rules_receive_the_day_and_never_ask_a_clock(path: Path) -> None:
    asked = {
        ast.unparse(node)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert not asked


ALLOWED_FROM_OWN_SERVICE = {
    # `measures` is the published law, read-only data; `store` is where KNOWN's handlers come with its tables.
    "router": {"service", "schemas", "problems", "measures"},
    "listeners": {"service", "store"},
    "settings": set(),
    "problems": set(),
}


@pytest.mark.parametrize("path", [path for path in ROOMS if room(path) in ALLOWED_FROM_OWN_SERVICE], ids=name_of)
def test_the_edge_of_a_service_calls_its_functions_and_leaves_tables_alone(path: Path) -> None:
    rooms = {module.split(".")[2] for module in imports(path) if within(module, own(path))}
    assert rooms <= ALLOWED_FROM_OWN_SERVICE[room(path)] | {room(path)}


def test_only_the_rabbit_body_of_the_bus_speaks_amqp() -> None:
    spoken = importers("aio_pika", "aiormq", under="shared") | importers("aio_pika", "aiormq", under="services")
    assert spoken == {"shared/bus/rabbit.py"}


def test_only_one_file_makes_engines() -> None:
    makers = {
        name_of(path)
        for path in files("shared", "services")
        if any(module.endswith((".create_async_engine", ".create_engine")) for module in imports(path))
    }
    assert makers == {"shared/dialects.py"}


def test_in_a_service_only_the_store_asks_the_database() -> None:
    askers = importers("sqlalchemy", "sqlmodel", under="services")
    assert askers
    assert {room(ROOT / asker) for asker in askers} == {"store", "migrations"}


def test_in_a_service_only_router_schemas_and_app_know_http() -> None:
    """Beside them whoever plays a stranger: it is no service, and speaks HTTP as strangers do."""
    stranger = "services/notifications/gateways/simulated.py"
    knowing = importers("fastapi", "starlette", under="services") - {"services/embedded.py", stranger}
    assert knowing
    assert {room(ROOT / one) for one in knowing} <= {"router", "schemas", "app"}


def test_a_service_calls_nobody_over_the_network() -> None:
    """Other services are heard by their facts; only the composition and the command line hold clients.

    Strangers who carry messages out of the zone are called by gateways, and by nobody else.
    """
    callers = importers("httpx", "aiohttp", "requests", "urllib3", "http", "socket", "aiosmtplib", under="services")
    outwards = {name for name in callers if name.startswith(("services/cli/", "services/notifications/gateways/"))}
    assert callers - outwards == {"services/embedded.py"}


def test_the_demonstration_loads_through_the_registry_and_knows_no_other_service() -> None:
    known = {
        (name_of(path), module.split(".")[1])
        for path in files("services/demo")
        for module in imports(path)
        if within(module, *(f"services.{name}" for name in SERVICES))
    }
    assert known == {("services/demo/loading.py", "registry"), ("services/demo/arranging.py", "registry")}


def _asks_of_peers(path: Path) -> Iterator[tuple[ast.AsyncFunctionDef, set[str]]]:
    """Functions that are given a peer, with the names they know it by."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.AsyncFunctionDef):
            names = {arg.arg for arg in node.args.args if arg.annotation and ast.unparse(arg.annotation) == "Peer"}
            if names:
                yield node, names


def test_nobody_asks_a_peer_while_a_transaction_is_open() -> None:
    """Who is given a peer is given no transaction, and asks outside the blocks that open one."""
    asked = [(path, *one) for path in files("services") for one in _asks_of_peers(path)]
    assert asked
    for path, function, names in asked:
        kinds = {ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation}
        assert "Tx" not in kinds, f"{name_of(path)}: {function.name} holds a transaction while it asks"
        for block in ast.walk(function):
            opened = " ".join(ast.unparse(item.context_expr) for item in getattr(block, "items", ()))
            if isinstance(block, ast.AsyncWith) and (".reading(" in opened or ".transaction(" in opened):
                used = {node.id for inner in block.body for node in ast.walk(inner) if isinstance(node, ast.Name)}
                assert not used & names, f"{name_of(path)}: {function.name} asks inside a transaction"
