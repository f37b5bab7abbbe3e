"""Deadlines: kept as facts tell of them, recalled some days before, closed when they are done or over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.asking import About
from services.notifications.domain.attention import deadlines as domain
from services.notifications.domain.attention.deadlines import Closed, Deadline, DeadlineKind
from services.notifications.domain.messages import Template
from services.notifications.domain.targets import reminded_id
from services.notifications.service.writing import Said, say
from services.notifications.store.deadlines import Ending
from services.notifications.store.tables import DeadlineRow
from shared.days import shanghai_day
from shared.db import Database, Tx
from shared.events import Event, MeasurePublished

AT_ONCE: Final = 500


async def recall(db: Database) -> None:
    """What comes near is said once more, as a message like any other: each lead of each occasion once, for ever."""
    while await _any(db):
        async with db.transaction() as tx:
            rows = await store.deadlines.to_recall(tx, tx.today, AT_ONCE)
            await _recall(tx, [row for row in rows if row.due_on >= tx.today])
            await store.deadlines.save(tx, [_recalled(tx, row) for row in rows])
        if not rows:
            return  # a replica has them in hand


async def _any(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.deadlines.any_to_recall(tx, tx.today)


async def _recall(tx: Tx, rows: Sequence[DeadlineRow]) -> None:
    said = []
    for row in rows:
        assert row.recall_on is not None, "it was found by that day"
        cause = domain.recall_id(DeadlineKind(row.kind), row.occasion, row.due_on, row.recall_on)
        words = domain.recall_words(row.label, row.then, row.due_on, tx.today)
        about = About(target_id=reminded_id(DeadlineKind(row.kind), row.about))
        said.append(Said(row.enterprise_id, cause, Template.DEADLINE_NEAR, words, about))
    await say(tx, said)


def _recalled(tx: Tx, row: DeadlineRow) -> dict[str, Any]:
    following = domain.next_recall(row.due_on, shanghai_day(row.opened_at), tx.today, rules(tx.today).leads)
    return {
        "enterprise_id": row.enterprise_id, "kind": row.kind, "occasion": row.occasion, "recall_on": following
    }  # fmt: skip


# ---- facts: each counts from its own time, so that an old one, read again, ends nothing newer -----


async def on_duty_due(tx: Tx, events: Sequence[Event]) -> None:
    await _open(tx, [(domain.of_duty(one.fact), one.time) for one in events])


async def on_duty_done(tx: Tx, events: Sequence[Event]) -> None:
    await _close(tx, [(domain.duty_done(one.fact), one.time) for one in events])


async def on_measure_matched(tx: Tx, events: Sequence[Event]) -> None:
    """Another version's last day takes the place of the one before. Of one withdrawn since, none is due."""
    kept = await store.published.standing(tx, Template.MEASURE_MATCHED, {one.fact.version_id for one in events})
    labels = {id_: MeasurePublished.model_validate_json(words).label for id_, words in kept.items()}
    found = [
        (domain.of_match(one.fact, labels[one.fact.version_id]), one.time)
        for one in events
        if one.fact.version_id in labels
    ]
    opened = [(one, at) for one, at in found if one is not None]
    await _open(tx, opened)
    await store.deadlines.close(
        tx, [Ending(one.kind, one.about, one.enterprise_id, at, but=one.occasion) for one, at in opened]
    )


async def on_claim_advanced(tx: Tx, events: Sequence[Event]) -> None:
    await _close(tx, [(domain.claimed(one.fact), one.time) for one in events])


async def on_entitlement_closed(tx: Tx, events: Sequence[Event]) -> None:
    await _close(tx, [(domain.entitlement_closed(one.fact), one.time) for one in events])


async def on_measure_published(tx: Tx, events: Sequence[Event]) -> None:
    """What was to be done under the versions it takes over from is due no more."""
    for one in events:
        published: MeasurePublished = one.fact
        code, before = published.benefit_code, published.supersedes
        await store.deadlines.close_occasions(tx, DeadlineKind.CLAIM, code, before, one.time)


async def on_measure_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    for one in events:
        await store.deadlines.close_of_all(tx, DeadlineKind.CLAIM, one.fact.benefit_code, one.time)


async def on_consent_granted(tx: Tx, events: Sequence[Event]) -> None:
    await _open(tx, [(domain.of_consent(one.fact), one.time) for one in events])


async def on_consent_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    await _close(tx, [(domain.consent_over(one.fact), one.time) for one in events])


async def on_financing_advanced(tx: Tx, events: Sequence[Event]) -> None:
    """Step by step: what one opens the next closes."""
    for one in events:
        await _close(tx, [(over, one.time) for over in domain.financing_done(one.fact)])
        opened = domain.of_financing(one.fact)
        await _open(tx, [(opened, one.time)] if opened else [])


async def on_enterprise_ended(tx: Tx, events: Sequence[Event]) -> None:
    await store.deadlines.close_all(tx, {one.fact.enterprise_id: one.time for one in events})


async def _open(tx: Tx, opened: Sequence[tuple[Deadline, datetime]]) -> None:
    leads = rules(tx.today).leads
    rows = [
        {
            "enterprise_id": one.enterprise_id, "kind": one.kind, "occasion": one.occasion, "about": one.about,
            "due_on": one.due_on, "label": one.label, "then": one.then, "opened_at": at,
            "recall_on": domain.next_recall(one.due_on, tx.today, tx.today, leads), "closed_at": None,
        }
        for one, at in opened
    ]  # fmt: skip
    await store.deadlines.add(tx, rows)


async def _close(tx: Tx, closed: Sequence[tuple[Closed, datetime]]) -> None:
    await store.deadlines.close(tx, [Ending(one.kind, one.about, one.enterprise_id, at) for one, at in closed])
