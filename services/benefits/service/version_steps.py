"""Each step of a version: moved on under its lock, one edit further, with who did it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from services.benefits import store
from services.benefits.domain.versions import Step, StepRefused, VersionState, after
from services.benefits.problems import VersionStepRefused
from services.benefits.store.tables import MeasureVersionRow
from shared.db import Tx


async def step(
    tx: Tx, row: MeasureVersionRow, what: Step, actor: str, words: str = "", values: Mapping[str, Any] | None = None
) -> None:
    """Of a version nobody else can change now."""
    state = after(VersionState(row.state), what)
    await store.versions.save(tx, row.version_id, {"state": state, "edit": row.edit + 1, **(values or {})})
    await note(tx, row.version_id, row.edit + 1, what, actor, words)
    await tx.refresh(row)


async def note(tx: Tx, version_id: str, edit: int, what: Step, actor: str, words: str = "") -> None:
    kept = {"version_id": version_id, "edit": edit, "step": what, "actor": actor, "at": tx.now, "note": words}
    await store.versions.add_step(tx, kept)


async def begin(tx: Tx, version_id: str, what: Step, actor: str) -> None:
    """The way of a version, or of a notice, to everybody."""
    begun = {"version_id": version_id, "step": what, "begun_at": tx.now, "actor": actor, "after": ""}
    counts = {"matched": 0, "opened": 0, "closed": 0}
    await store.versions.begin_publication(tx, {**begun, **counts, "correlation_id": tx.origin.correlation_id})
    await store.versions.begin_hearing(tx, version_id)


@contextmanager
def refusing() -> Iterator[None]:
    """A rule's no, as the answer to the request."""
    try:
        yield
    except StepRefused as refusal:
        raise VersionStepRefused(str(refusal)) from refusal
