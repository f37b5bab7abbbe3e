"""Rights follow titles and offices: what is told of either, mergers, endings, and the last day itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.benefits import store
from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.rights import Ground, Right, Step, Taken, Terms, fate, ground_of, terms
from services.benefits.domain.rights.people import Tenure
from services.benefits.service import catalogue
from services.benefits.service.entitlements import standing
from services.benefits.service.rights.recording import SYSTEM, By, advance
from shared.consequences import following
from shared.db import Database, Tx
from shared.events import EnterpriseDeregistered, EnterpriseMerged, Event, Title, TitlesChanged

_AT_ONCE: Final = 100
_MOST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Grounds:
    """Titles and offices of an enterprise, as they are known now."""

    titles: Sequence[Title]
    titles_version: int
    tenures: Sequence[Tenure]

    def of(self, asked: Terms, talent_id: str) -> Ground:
        return ground_of(asked, self.titles, self.tenures, talent_id)


async def grounds(tx: Tx, enterprise_id: str) -> Grounds:
    """Read after the enterprise was locked: whoever tells of titles waits there too."""
    tenures = (await store.talents.tenures(tx, [enterprise_id])).get(enterprise_id, [])
    held = await standing(tx, enterprise_id)
    return Grounds(held.titles, await store.entitlements.titles_version(tx, enterprise_id), tenures)


async def settle(tx: Tx, enterprise_id: str) -> list[Right]:
    """Every right of the enterprise, locked before, as titles and offices leave it today."""
    rights = await store.rights.of_enterprise(tx, enterprise_id)
    known = await grounds(tx, enterprise_id)
    return [await _held_to(tx, right, known, SYSTEM) for right in rights]


async def _held_to(tx: Tx, right: Right, known: Grounds, by: By, because: str = "") -> Right:
    listed = await catalogue.measure(tx, right.benefit_code, right.policy_set, right.applied_on)
    right = replace(right, titles_version=max(right.titles_version, known.titles_version))
    found = fate(right, known.of(terms(listed.measure), right.talent_id), tx.today)
    if found is None:
        return right
    words = f"{found.words}{because}"[:_MOST_WORDS]
    return await advance(tx, right, Taken(found.step, words=words, on=found.on), by)


# ---- what the registry tells -----------------------------------------------------------------------


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Held to the day each change says, in the past as well; what was told before changes nothing again."""
    latest = {event.fact.enterprise_id: event for event in events}
    with_rights = await store.rights.with_rights(tx, latest)
    for enterprise_id in with_rights:
        await _on_titles(tx, latest[enterprise_id])


async def _on_titles(tx: Tx, event: Event) -> None:
    fact: TitlesChanged = event.fact
    await store.enterprises.lock(tx, fact.enterprise_id)
    rights = await store.rights.of_enterprise(tx, fact.enterprise_id)
    older = [one for one in rights if one.titles_version < fact.enterprise_version]
    tenures = (await store.talents.tenures(tx, [fact.enterprise_id])).get(fact.enterprise_id, [])
    known = Grounds(fact.current.titles, fact.enterprise_version, tenures)
    for right in older:
        moved = await _held_to(tx, right, known, _because_of(event), f"（{fact.reason_text}）")
        if moved.version == right.version:
            await store.rights.seen(tx, [right.right_id], fact.enterprise_version)


def _because_of(event: Event) -> By:
    return By(SYSTEM.actor, Seat.SYSTEM, None, event.event_id, following(event))


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """Offices at a firm that is none any more are none; at the survivor they are named, and applied for, anew."""
    for event in events:
        merger: EnterpriseMerged = event.fact
        words = f"企业已于 {merger.merged_on} 被{merger.survivor_name}吸收合并（{merger.document}）"
        await _end_all(tx, event, merger.merged_on, f"{words}；须由承继企业登记人员并申请")


async def on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    for event in events:
        end: EnterpriseDeregistered = event.fact
        await _end_all(tx, event, end.deregistered_on, f"企业已于 {end.deregistered_on} 注销（{end.document}）")


async def _end_all(tx: Tx, event: Event, on: date, words: str) -> None:
    enterprise_id = event.fact.enterprise_id
    await store.enterprises.lock(tx, enterprise_id)
    rights = await store.rights.of_enterprise(tx, enterprise_id)
    done = await store.rights.known_causes(tx, [event.event_id]) if rights else frozenset()
    for right in _open(rights):
        if (right.right_id, event.event_id) not in done:
            stop = min(on, right.stopped_on or on)
            await advance(tx, right, Taken(Step.END, words[:_MOST_WORDS], on=stop), _because_of(event))


def _open(rights: Iterable[Right]) -> list[Right]:
    return [one for one in rights if one.live]


# ---- the last day ----------------------------------------------------------------------------------


async def end_due(db: Database) -> None:
    """An office that ends on a day ends the right when the day is over: nobody tells of it."""
    async with db.reading() as tx:
        due = await store.rights.run_out(tx, tx.today, _AT_ONCE)
    for enterprise_id in due:
        async with db.transaction() as tx:
            await store.enterprises.lock(tx, enterprise_id)
            await settle(tx, enterprise_id)
