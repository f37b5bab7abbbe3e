"""The house's own Python files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SERVICES: Final = ("registry", "benefits", "finance", "notifications")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file; `from a import b` counts as `a.b`, `a` included in it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relative to itself"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    """router, service, store …: the room of a service a file lies in; a room may be a folder."""
    return path.relative_to(ROOT).parts[2].removesuffix(".py")


def importers(*libraries: str, under: str) -> set[str]:
    """The files that import one of these libraries."""
    return {
        name_of(path) for path in files(under) if any(module.partition(".")[0] in libraries for module in imports(path))
    }
