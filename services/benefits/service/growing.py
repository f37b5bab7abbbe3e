"""A changed enterprise against every version in force: one that grows into a measure is told so, once for ever.

The portrait is what the enterprise was when it was last matched: what is for it now and was not then, it has grown
into. Versions that come into force go through everybody by themselves (`publishing`), so nobody falls between the two.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.benefits import store
from services.benefits.domain.firms import Firm
from services.benefits.domain.matching import Match, matches
from services.benefits.domain.measures import Measure
from services.benefits.domain.portraits import NOTHING, Marks, changes_on, decisive, portrait
from services.benefits.service import firms, publishing, rulebook
from services.benefits.service.matches import match_row, matched
from services.benefits.service.rulebook import InForce
from services.benefits.store.tables import PortraitRow, StirredRow
from shared.days import shanghai_day
from shared.db import Database, Tx
from shared.events import ChangedFact, MatchOccasion, Origin
from shared.rebuilding import is_whole

_BY_TIME: Final = "by time alone"


@dataclass(frozen=True, slots=True)
class Grown:
    """An enterprise, and what is for it now and was not before."""

    firm: Firm
    cause: StirredRow
    """The first thing that happened since it was last matched"""
    measures: Sequence[Measure]
    """Without what opened by itself with a change of titles: it is told with that, and gives no second message"""
    before: Marks | None
    """None: it was not known"""
    after: Marks


async def follow(db: Database) -> None:
    """The job: no faster than it is heard, as publications."""
    chunk, told = publishing.FEWEST, 0
    while True:
        async with db.reading() as tx:  # a quiet round takes no lock
            if not await store.portraits.any_to_match(tx) or not await is_whole(tx, store.FLOOR, "registry"):
                return
        await publishing.heard(db, max(publishing.FEWEST, told))
        started = time.monotonic()
        async with db.transaction() as tx:
            grown = await follow_on(tx, chunk)
        if grown is None:
            return
        told, chunk = grown, publishing.next_chunk(chunk, time.monotonic() - started)


async def follow_on(tx: Tx, chunk: int) -> int | None:
    """The next of those that changed: how many were told something. None: a replica has them in hand, or enterprises
    are read anew and may not be back yet.
    """
    stirred = await store.portraits.lease_stirred(tx, chunk)
    if not stirred:
        return None
    causes = {row.enterprise_id: row for row in sorted(stirred, key=lambda row: row.at, reverse=True)}
    in_force = await rulebook.applied(tx)
    rows = await store.population.those(tx, list(causes), tx.today)
    if not await is_whole(
        tx, store.FLOOR, "registry"
    ):  # asked after reading them: as they were before a rebuild, or not used
        return None
    before = await store.portraits.of(tx, list(causes))
    rows = [row for row in rows if not _behind(row, before.get(row.enterprise_id))]
    there = {one.enterprise_id: one for one in await firms.known(tx, rows, tx.today)}
    portraits, grown = [], []
    for row in rows:
        id_, firm = row.enterprise_id, there[row.enterprise_id]
        marks = portrait(firm, tx.today) if row.ended_on is None else NOTHING
        portraits.append(store.portraits.row_of(id_, _version(row), row.ended_on is None, tx.today, marks))
        if row.ended_on is None:
            was = before.get(id_)
            grown.append(_grown(in_force, firm, causes[id_], was, marks))
    await store.portraits.save(tx, portraits)
    told = await _tell(tx, in_force, [one for one in grown if one.measures])
    later = [(id_, day, _BY_TIME) for id_, firm in there.items() if (day := changes_on(firm, tx.today))]
    await store.portraits.stir(tx, later)
    await store.portraits.settle(tx, stirred)
    return told


def _version(row: Any) -> int:
    """Of the enterprise as far as the registry has told: titles carry their own."""
    return int(max(row.version, row.titles_version or 0))


def _behind(row: Any, portrait_row: PortraitRow | None) -> bool:
    """The registry's feed is read again and is not yet where this enterprise was matched: later facts follow."""
    return portrait_row is not None and _version(row) < portrait_row.version


def _grown(in_force: InForce, firm: Firm, cause: StirredRow, was: PortraitRow | None, marks: Marks) -> Grown:
    before = store.portraits.marks_of(was) if was is not None and was.there else None
    return Grown(firm, cause, in_force.live.grown_into(before, marks), before, marks)


async def _tell(tx: Tx, in_force: InForce, grown: Sequence[Grown]) -> int:
    """How many messages will follow. What has its day and is not published yet goes through everybody by itself."""
    wanted = {one.enacted.version_id for each in grown for one in each.measures if one.enacted}
    published = await store.versions.published_at(tx, wanted)
    found = [
        (one, match, measure)
        for one in grown
        for measure in one.measures
        if measure.enacted and measure.enacted.version_id in published
        for match in _match(in_force, one, measure, tx.today)
    ]
    new = await store.told.add_matches(tx, [match_row(measure, match, tx.today) for _, match, measure in found])
    for one, match, measure in found:
        assert measure.enacted is not None, "only versions are live"
        version_id, why = measure.enacted.version_id, one.cause.cause_id
        if (one.firm.enterprise_id, version_id) in new:
            occasion = _occasion(one, published[version_id])
            changed = _changed(one, measure) if occasion is MatchOccasion.CHANGED else ()
            tx.emit(matched(measure, match, occasion, changed), Origin(tx.origin.actor, why, why))
    await store.versions.grow(tx, Counter(version_id for _, version_id in new))
    return len(new)


def _match(in_force: InForce, one: Grown, measure: Measure, on: date) -> Sequence[Match]:
    """Judged as its publication does; an automatic measure opens once, whatever the occasions."""
    return list(matches(in_force.book, in_force.automatic, measure, [one.firm], on))[:1]


def _occasion(one: Grown, published_at: datetime) -> MatchOccasion:
    """What changed before the version came was merely matched before its publication had got here."""
    if one.cause.at <= published_at and one.cause.due_on <= shanghai_day(published_at):
        return MatchOccasion.PUBLISHED
    return MatchOccasion.REGISTERED if one.before is None else MatchOccasion.CHANGED


def _changed(one: Grown, measure: Measure) -> tuple[ChangedFact, ...]:
    assert one.before is not None, "it was known before it changed"
    found = decisive(measure, one.before, one.after)
    return tuple(ChangedFact(fact=it.fact, label=it.label, before=it.before, after=it.after) for it in found)
