"""What others rely on changes in plain sight: in a file, in a commit, in a review."""

import difflib
import re
from pathlib import Path

import pytest

from tests.architecture.snapshots import snapshots
from tests.architecture.sources import ROOT, files, name_of

CURRENT = snapshots()


@pytest.mark.parametrize("path", CURRENT, ids=name_of)
def test_what_others_rely_on_is_as_it_was_written_down(path: Path) -> None:
    written = path.read_text("utf-8") if path.exists() else ""
    lines = written.splitlines(), CURRENT[path].splitlines()
    names = f"{name_of(path)} as committed", "as in the code"
    difference = "\n".join(difflib.unified_diff(*lines, *names, n=2, lineterm=""))
    assert not difference, f"{difference}\n\nIf this is meant, renew it: make schemas"


def test_nothing_is_written_down_that_no_longer_exists() -> None:
    assert set((ROOT / "schemas").rglob("*.json")) <= set(CURRENT)


def test_every_variable_of_the_environment_is_explained() -> None:
    settings = CURRENT[ROOT / "docs" / "settings.md"]
    sources = [*files("shared", "services", "tests"), ROOT / "Makefile"]
    named = {name for path in sources for name in re.findall(r"ZJTX_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))}
    assert len(named) > 10
    assert {name for name in named if f"`{name}`" not in settings} == set()
