"""Rehearsals: asked for, made by the worker on everybody benefits knows, kept as a report."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.firms import Firm
from services.benefits.domain.rehearsals import Report, rehearse
from services.benefits.domain.versions import Step, VersionState, after
from services.benefits.problems import RehearsalNotFound
from services.benefits.service import enterprises, firms, rulebook, versions
from services.benefits.service.version_steps import refusing, step
from services.benefits.store.tables import MeasureVersionRow, RehearsalRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.clock import real_now
from shared.conditions import Value
from shared.db import Database, Tx
from shared.uncollected import uncollected

log = logging.getLogger(__name__)
LEASE: Final = timedelta(seconds=120)
READ_AT_ONCE: Final = 5_000
_FAULT: Final = "预演未能完成，请重新预演；仍不成功请联系管理员"


@dataclass(frozen=True)
class Made:
    """A report with what it was made from."""

    report: Report
    epoch: str
    position: int
    """What of the registry's feed the population knew"""
    against: str


async def ask(tx: Tx, caller: Caller, version_id: str, budget_fen: int | None) -> RehearsalRow:
    """Of a draft, or once more of what was rehearsed and not approved yet."""
    version = await versions.locked(tx, caller, version_id, "measure.write")
    with refusing():
        after(VersionState(version.state), Step.REHEARSE)
    row = RehearsalRow(
        rehearsal_id=str(uuid4()),
        version_id=version_id,
        digest=version.digest,
        asked_by=caller.actor,
        asked_at=tx.now,
        budget_fen=budget_fen,
        day=tx.today,
        population=await store.population.count(tx),
    )
    await store.rehearsals.add(tx, row.model_dump())
    return row


async def get(tx: Tx, caller: Caller, rehearsal_id: str) -> RehearsalRow:
    """Raises RehearsalNotFound, also for one of a version that is not the caller's to see."""
    row = await store.rehearsals.find(tx, rehearsal_id)
    if row is None or not await versions.may_see(tx, caller, row.version_id):
        raise RehearsalNotFound("请核对预演编号 rehearsal_id")
    return row


# ---- the worker ------------------------------------------------------------------------------------


async def make_open(db: Database) -> None:
    """The job: takes what was asked, one after another."""
    while True:
        async with db.reading() as tx:
            if not await store.rehearsals.any_open(tx):
                return
        at = real_now()
        async with db.transaction() as tx:
            taken = await store.rehearsals.lease(tx, at, at + LEASE)
        if taken is None:
            return  # a replica has it in hand
        await _make(db, taken.rehearsal_id)


async def _make(db: Database, rehearsal_id: str) -> None:
    async with db.reading() as tx:
        asked = await store.rehearsals.find(tx, rehearsal_id)
        version = None if asked is None else await store.versions.find(tx, asked.version_id)
    assert asked is not None, "never deleted"
    assert version is not None, "never deleted"
    try:
        made = await make(db, version, asked.day, rehearsal_id)
    except (ArithmeticError, LookupError, ValueError):
        log.exception("rehearsal %s", rehearsal_id)
        made = None
    async with db.transaction() as tx:
        await _keep(tx, rehearsal_id, made)


async def make(db: Database, version: MeasureVersionRow, on: date, rehearsal_id: str | None = None) -> Made:
    """Reads everybody and holds the version against what is in force that day."""
    async with db.reading() as tx:
        in_force = await rulebook.of_day(tx, on)
        rows = await store.population.everybody(tx, on)
        proved = await firms.proofs_of(tx, on)
        epoch, position = (rows[0].epoch, rows[0].position) if rows else await store.population.position(tx)
    with uncollected():
        everybody: list[Firm] = []
        for start in range(0, len(rows), READ_AT_ONCE):
            everybody += await asyncio.to_thread(_firms, rows[start : start + READ_AT_ONCE], proved)
            if rehearsal_id is not None:
                await _progress(db, rehearsal_id, len(everybody), len(rows))
        after_it = rulebook.with_version(in_force, version, on)
        report = await asyncio.to_thread(rehearse, in_force.book, after_it, version.benefit_code, everybody, on)
    return Made(report, epoch, position, rulebook.version_of(in_force.book, version.benefit_code))


def _firms(rows: Sequence[Any], proved: Mapping[str, Mapping[str, Value]]) -> list[Firm]:
    return [firms.with_proofs(enterprises.firm_of(row), proved) for row in rows]


async def _progress(db: Database, rehearsal_id: str, done: int, population: int) -> None:
    async with db.transaction() as tx:
        await store.rehearsals.save(tx, rehearsal_id, {"done": done, "population": population})


async def _keep(tx: Tx, rehearsal_id: str, made: Made | None) -> None:
    """The version is rehearsed by it, unless it was replaced, approved or withdrawn meanwhile."""
    row = await store.rehearsals.find(tx, rehearsal_id)
    assert row is not None, "never deleted"
    version = await store.versions.find(tx, row.version_id, locked=True)
    row = await store.rehearsals.find(tx, rehearsal_id)
    if version is None or row is None or row.finished_at is not None:
        return  # its lease had run out, and another worker was faster
    if made is None:
        await store.rehearsals.save(tx, rehearsal_id, {"fault": _FAULT, "finished_at": tx.now})
        return
    kept = {"epoch": made.epoch, "position": made.position, "against": made.against, "finished_at": tx.now}
    counted = {"done": made.report.population, "population": made.report.population}
    await store.rehearsals.save(tx, rehearsal_id, {**kept, **counted, "report": canonical(made.report).decode()})
    if version.digest == row.digest and version.state in (VersionState.DRAFT, VersionState.REHEARSED):
        words = f"{made.report.population}家企业"
        await step(tx, version, Step.REHEARSE, row.asked_by, words, {"rehearsal_id": rehearsal_id})
