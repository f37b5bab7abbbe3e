"""A listing that finance tells of is the announcement an enterprise would bring, verified: whichever comes first.

Both have the key of evidence (enterprise, kind, number), so what one of them brought the other finds there; and what
10-4 gives for it is one occasion, once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain.claims import Desk
from services.benefits.domain.evidence import State
from services.benefits.domain.facts import SubjectKind
from services.benefits.service import stirring
from services.benefits.service.claims.advancing import SYSTEM, By
from services.benefits.service.claims.following import stop
from services.benefits.store.tables import EvidenceRow
from shared.canonical import canonical
from shared.consequences import following
from shared.db import Tx
from shared.events import Event, ListingCompleted
from shared.values import spelled

KIND: Final = "listing_notice"
FACT: Final = "listed_on"
_ENDED: Final = "上市登记已更正，原凭证不再作数"
_OTHERWISE: Final = "与金融监管部门登记的上市地不符"


async def on_completed(tx: Tx, events: Sequence[Event]) -> None:
    """Each once for ever: what was corrected since is not told again by a replay."""
    new = await tx.add_unseen(store.LISTINGS_HEARD, [event.event_id for event in events])
    for event in events:
        if event.event_id in new:
            await store.enterprises.lock(tx, event.fact.enterprise_id)
            await _take(tx, event)


async def _take(tx: Tx, event: Event) -> None:
    fact: ListingCompleted = event.fact
    standing = [row for row in await store.evidence.standing(tx, fact.enterprise_id) if row.kind == KIND]
    gives = _gives(fact)
    there, ended = None, []
    for row in standing:
        same = spelled(row.number) == spelled(fact.document) and not fact.taken_back
        if same and row.gives == gives:
            there = row
        elif same and row.state == State.STATED:
            ended.append(await _end(tx, row, State.REJECTED, _OTHERWISE, _decided(tx, event)))
        elif same or row.listing_id == fact.listing_id:
            ended.append(await _end(tx, row, State.WITHDRAWN, _ENDED, {}))
    if there is None and not fact.taken_back:
        await store.evidence.add(tx, _row(tx, event, gives))
    elif there is not None and there.state == State.STATED:
        decided = {"state": State.VERIFIED, "version": there.version + 1, "listing_id": fact.listing_id}
        await store.evidence.save(tx, {"evidence_id": there.evidence_id, **decided, **_decided(tx, event)})
    if ended:
        await _follow(tx, event, ended)
    await stirring.on_changed(tx, [event])


async def _end(tx: Tx, row: EvidenceRow, state: State, words: str, decided: Mapping[str, Any]) -> EvidenceRow:
    ended: dict[str, Any] = {"state": state, "stands": False, "version": row.version + 1, "words": words}
    await store.evidence.save(tx, {"evidence_id": row.evidence_id, **ended, **decided})
    return row


async def _follow(tx: Tx, event: Event, ended: Sequence[EvidenceRow]) -> None:
    """What was claimed upon what ended: unpaid it is held, paid its recovery is proposed.

    A claim that named none of it goes on while another announcement says the same.
    """
    standing = await store.evidence.standing(tx, event.fact.enterprise_id)
    said = {row.gives for row in standing if row.kind == KIND}
    unsaid = any(row.gives not in said for row in ended)
    named = {row.evidence_id for row in ended}
    codes = {
        measure.benefit_code
        for policy_set in measures.policy_sets()
        for measure in policy_set.measures
        if any(one.kind == KIND for one in measure.evidence)
    }
    by = By(SYSTEM, Desk.SYSTEM, event.event_id, following(event))
    for claim in await store.claims.live_of(tx, {event.fact.enterprise_id}):
        if not named.isdisjoint(claim.evidence) or (unsaid and claim.benefit_code in codes):
            await stop(tx, claim, _ENDED, by)


def _gives(fact: ListingCompleted) -> str:
    return canonical({FACT: fact.exchange}).decode()


def _decided(tx: Tx, event: Event) -> dict[str, Any]:
    return {"decided_by": event.origin.actor, "department": event.fact.department, "decided_at": tx.now}


def _row(tx: Tx, event: Event, gives: str) -> dict[str, Any]:
    fact: ListingCompleted = event.fact
    return {
        "evidence_id": str(uuid4()),
        "enterprise_id": fact.enterprise_id,
        "kind": KIND,
        "subject": SubjectKind.ENTERPRISE,
        "ref": "",
        "issuer": fact.issuer,
        "number": fact.document,
        "issued_on": fact.listed_on,
        "valid_until": None,
        "gives": gives,
        "state": State.VERIFIED,
        "stands": True,
        "version": 1,
        "stated_by": event.origin.actor,
        "stated_at": tx.now,
        "listing_id": fact.listing_id,
        **_decided(tx, event),
    }
