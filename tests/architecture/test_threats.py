"""docs/threats.md and the tests it names say the same."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import ROOT, parsed

PAGE = (ROOT / "docs" / "threats.md").read_text("utf-8")
TABLES = [f"tests/services/finance/test_threats_{what}.py" for what in ("assertions", "tokens", "webhooks")]


def _attempts(path: str) -> Iterator[str]:
    """The names of the threats that a file tries."""
    for node in ast.walk(parsed(ROOT / path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Threat":
            yield ast.literal_eval(node.args[0])


def test_every_test_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE))
    assert len(named) >= 12
    for path, name in named:
        functions = {node.name for node in ast.walk(parsed(ROOT / path)) if hasattr(node, "name")}
        assert name in functions, f"{path}::{name}"


def test_every_attempt_has_its_row_and_every_row_its_attempt() -> None:
    tried = [name for path in TABLES for name in _attempts(path)]
    rows = set(re.findall(r"^\| ([^|`]+) \| [^|]+ \|$", PAGE, re.MULTILINE)) - {"attempt"}
    of_codes = {row for row in rows if row.startswith(("code ", "access token as a code"))}
    assert len(tried) == len(set(tried)) >= 80
    assert rows - of_codes == set(tried)
