"""Files that are made once: development keys, by whichever process comes first."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_once(path: Path, text: Callable[[], str]) -> None:
    """A complete file, readable by its owner only; nobody ever reads half of it, and of two processes one wins."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent) as draft:
        draft.write(text())
        draft.flush()
        with suppress(FileExistsError):
            os.link(draft.name, path)
