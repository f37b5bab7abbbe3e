"""What follows for everybody when a version comes into force or is withdrawn: set-wise, in chunks, each exactly once.

How far it has come stands in the row that every chunk moves in its own transaction, so that it goes on where it was.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.describing import described
from services.benefits.domain.firms import Firm
from services.benefits.domain.matching import Match, matches
from services.benefits.domain.measures import Measure
from services.benefits.domain.versions import Step
from services.benefits.service import enterprises, firms, noticing, rulebook
from services.benefits.service.matches import match_row, matched
from services.benefits.service.rulebook import InForce
from services.benefits.service.version_steps import begin, step
from services.benefits.store.tables import EntitlementRow, MeasureVersionRow, PublicationRow
from shared.background import resting
from shared.db import Database, Tx
from shared.events import EntitlementClosed, MeasurePublished, MeasureWithdrawn, Origin
from shared.rebuilding import is_whole

CHUNK: Final = 500
"""Enterprises at a time, at most; as many as take about `SECONDS`"""
FEWEST: Final = 25
SECONDS: Final = 0.1
"""Aimed at: whatever else benefits tells meanwhile, as what a change of titles opened, is never far behind"""
LOOK_SECONDS: Final = 0.02
CLOSED_PER_SECOND: Final = 2_000
"""What closes is told without being answered"""


@dataclass(frozen=True, slots=True)
class Gone:
    """A step of a publication."""

    matched: int = 0
    closed: int = 0


async def publish_due(db: Database) -> None:
    """The job: what is due comes into force; what was begun goes on to its end."""
    chunk, gone = min(CHUNK, 2 * FEWEST), Gone()
    while await _under_way(db):
        await heard(db, max(FEWEST, gone.matched))
        started = time.monotonic()
        async with db.transaction() as tx:
            step_taken = await go_on(tx, chunk)
        if step_taken is None:
            return
        gone, chunk = step_taken, next_chunk(chunk, time.monotonic() - started)
        with resting():
            await asyncio.sleep(gone.closed / CLOSED_PER_SECOND)


async def _under_way(db: Database) -> bool:
    """Whether there is anybody left to go through. Looked at before every step: a day may begin on the way."""
    async with db.reading() as tx:  # a quiet round takes no lock
        due = await store.versions.any_due(tx, tx.today)
    if due:
        async with db.transaction() as tx:
            await come_into_force(tx)
    async with db.reading() as tx:
        return await store.versions.any_open_publication(tx) and await is_whole(tx, store.FLOOR, "registry")


def next_chunk(chunk: int, seconds: float) -> int:
    """How many the next step may take, when the last took so long; twice as many at most."""
    fitting = int(chunk * SECONDS / max(seconds, 1e-6))
    return min(CHUNK, max(FEWEST, min(fitting, 2 * chunk)))


async def heard(db: Database, unheard: int) -> None:
    """Until fewer than so many are in no inbox yet; for whoever is away nobody waits."""
    while True:
        async with db.reading() as tx:
            if await store.versions.unheard(tx) < unheard:
                return
        with resting():
            await asyncio.sleep(LOOK_SECONDS)


async def come_into_force(tx: Tx) -> None:
    """Approved versions whose day has come, each over the one before it."""
    due = await store.versions.due(tx, tx.today)
    if not due:
        return
    await store.versions.change_rules(tx, str(uuid4()))
    over: dict[str, list[str]] = {}
    for row in due:
        actor = row.approved_by or row.drafted_by
        for before in await store.versions.others_in_force(tx, row.benefit_code, row.version_id):
            await step(tx, before, Step.SUPERSEDE, actor, f"由第{row.number}版替代")
            over.setdefault(row.benefit_code, []).append(before.version_id)
        await step(tx, row, Step.PUBLISH, actor, values={"published_at": tx.now})
        await begin(tx, row.version_id, Step.PUBLISH, actor)
        in_force = await rulebook.of_day(tx, tx.today)
        measure = in_force.book.policy_set.find(row.benefit_code)
        if measure is not None and rulebook.version_of(in_force.book, row.benefit_code) == row.version_id:
            tx.emit(
                _published(in_force, measure, over.get(row.benefit_code, ())), Origin(actor, tx.origin.correlation_id)
            )


async def tell_withdrawn(tx: Tx, row: MeasureVersionRow, reason: str) -> None:
    """Of a version that was in force and is withdrawn in this transaction."""
    assert row.withdrawn_on is not None, "withdrawn just now"
    await begin(tx, row.version_id, Step.WITHDRAW, tx.origin.actor)
    tx.emit(
        MeasureWithdrawn(
            version_id=row.version_id,
            benefit_code=row.benefit_code,
            number=row.number,
            label=row.label,
            withdrawn_on=row.withdrawn_on,
            reason=reason,
        )
    )


async def go_on(tx: Tx, chunk: int) -> Gone | None:
    """The next enterprises of the oldest publication; None: there is none that a replica has not in hand, or
    enterprises are read anew, and who is not back yet would be passed over.
    """
    row = await store.versions.lease_publication(tx)
    if row is None:
        return None
    version = await store.versions.find(tx, row.version_id)
    page = await store.population.page(tx, row.after, chunk, tx.today)
    if not await is_whole(
        tx, store.FLOOR, "registry"
    ):  # asked after the page: it was read before a rebuild, or is not used
        return None
    there = await firms.known(tx, page, tx.today)
    if version is None:
        done, overtaken = await noticing.tell(tx, row, there), False
    else:
        done, overtaken = await _of_version(tx, row, version, there)
    last = overtaken or len(there) < chunk
    await store.versions.save_publication(
        tx,
        {
            "version_id": row.version_id,
            "step": row.step,
            "after": there[-1].enterprise_id if there else row.after,
            "finished_at": tx.now if last else None,
            **{name: getattr(row, name) + number for name, number in done.items()},
        },
    )
    return Gone(done["matched"], done["closed"])


async def _of_version(
    tx: Tx, row: PublicationRow, version: MeasureVersionRow, there: Sequence[Firm]
) -> tuple[dict[str, int], bool]:
    """What it does to these; and whether another version has taken over."""
    in_force = await rulebook.applied(tx)
    measure = in_force.book.policy_set.find(version.benefit_code)
    overtaken = rulebook.version_of(in_force.book, version.benefit_code) not in ("", version.version_id)
    if overtaken or not there:
        return {"matched": 0, "opened": 0, "closed": 0}, overtaken
    found = [] if measure is None else list(matches(in_force.book, in_force.automatic, measure, there, tx.today))
    done = await _apply(tx, row, version, measure, found, {one.enterprise_id: one for one in there})
    return done, False


async def _apply(
    tx: Tx,
    row: PublicationRow,
    version: MeasureVersionRow,
    measure: Measure | None,
    found: Sequence[Match],
    there: Mapping[str, Firm],
) -> dict[str, int]:
    """Opens, closes and tells, for the enterprises of one chunk. Who grew into it meanwhile was told already."""
    origin = Origin(row.actor, row.correlation_id, row.version_id)
    was = await store.entitlements.open_of(tx, version.benefit_code, list(there))
    opens = {(one.firm.enterprise_id, one.opens.occasion): one.opens for one in found if one.opens}
    open_ = {(one.enterprise_id, one.occasion): one for one in was}
    gone = [one for key, one in open_.items() if key not in opens]
    still = {one.firm.enterprise_id for one in found}
    rows = [enterprises.entitlement_row(key[0], one, version.version_id, tx.today) for key, one in opens.items()]
    words = {one.enterprise_id: _why_closed(row, version, one.enterprise_id in still) for one in gone}
    by = {"cause_id": version.version_id, "version_id": version.version_id}
    closed = [
        {**one.model_dump(), **by, "status": "closed", "closed_on": tx.today, "reason": words[one.enterprise_id]}
        for one in gone
    ]
    await store.entitlements.save_entitlements(tx, [*rows, *closed])
    new = await _tell(tx, measure, found, origin) if measure is not None else 0
    for lost in gone:
        if lost.enterprise_id not in still:  # whom it is still for was told how: nothing is over
            firm = there[lost.enterprise_id]
            tx.emit(_closed(tx, version, lost, firm, words[lost.enterprise_id]), origin)
    return {"matched": new, "opened": len(opens.keys() - open_.keys()), "closed": len(gone)}


def _why_closed(row: PublicationRow, version: MeasureVersionRow, still: bool) -> str:
    """`still`: the version is for this enterprise, in another way than what it had."""
    if row.step == Step.WITHDRAW:
        return f"{version.label}：{version.withdrawal}"
    return f"由第{version.number}版替代" if still else f"第{version.number}版施行后不再符合"


async def _tell(tx: Tx, measure: Measure, found: Sequence[Match], origin: Origin) -> int:
    """One fact for each enterprise that was not told of this version before; how many."""
    new = await store.told.add_matches(tx, [match_row(measure, one, tx.today) for one in found])
    told = {enterprise_id for enterprise_id, _ in new}
    first = {one.firm.enterprise_id: one for one in reversed(found) if one.firm.enterprise_id in told}
    for match in reversed(first.values()):
        tx.emit(matched(measure, match), origin)
    return len(first)


# ---- rows and facts --------------------------------------------------------------------------------


def _published(in_force: InForce, measure: Measure, over: Sequence[str]) -> MeasurePublished:
    enacted = measure.enacted
    assert enacted is not None, "only versions are published"
    of_set = in_force.book.policy_set
    return MeasurePublished(
        version_id=enacted.version_id,
        benefit_code=measure.benefit_code,
        number=enacted.number,
        label=measure.label,
        document=enacted.document,
        issuer=enacted.issuer,
        district=enacted.district,
        since=enacted.since,
        plain=measure.plain,
        formula=described(measure.formula).text,
        basis=of_set.basis(measure),
        automatic=measure.automatic,
        claim_window=measure.claim_window,
        contact=of_set.contact_of(measure),
        supersedes=tuple(over),
    )


def _closed(tx: Tx, version: MeasureVersionRow, lost: EntitlementRow, firm: Any, words: str) -> EntitlementClosed:
    return EntitlementClosed(
        enterprise_id=firm.enterprise_id,
        uscc=firm.uscc,
        enterprise_version=firm.version,
        version_id=version.version_id,
        benefit_code=version.benefit_code,
        occasion=lost.occasion,
        label=lost.label,
        reason=words,
        closed_on=tx.today,
    )
