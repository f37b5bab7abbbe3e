"""Messages of one half: they wait for nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from services.notifications import store
from services.notifications.domain.applications import application_words
from services.notifications.domain.asking import about, moved_on
from services.notifications.domain.claims import claim_words
from services.notifications.domain.consents import consent_ended_words, granted_words
from services.notifications.domain.enterprises import absorbed_words, deregistered_words, duty_words, merged_words
from services.notifications.domain.financing import all_in_words, financing_words
from services.notifications.domain.measures import closed_words, matched_words
from services.notifications.domain.messages import Template, Words
from services.notifications.domain.quotas import quota_words
from services.notifications.domain.rights import right_words
from services.notifications.domain.telling import delivered
from services.notifications.service.writing import Said, message_id, say
from shared.consequences import following
from shared.db import Tx
from shared.events import EnterpriseMerged, Event, MeasureMatched, MeasurePublished, MeasureWithdrawn


async def on_duty_due(tx: Tx, events: Sequence[Event]) -> None:
    """One message per duty, for ever."""
    template = Template.DUTY_DUE
    facts = [one.fact for one in events]
    await say(tx, [_said(fact, fact.duty_id, template, duty_words(fact)) for fact in facts])


async def on_duty_done(tx: Tx, events: Sequence[Event]) -> None:
    """Nothing is said of it; it waits no longer."""
    await _move_on(tx, [one.fact for one in events])


async def on_application_advanced(tx: Tx, events: Sequence[Event]) -> None:
    """One message per step that tells, in the inbox of whoever applied: also where it was absorbed since."""
    await _say_each(tx, events, Template.APPLICATION_ADVANCED, application_words)


async def on_claim_advanced(tx: Tx, events: Sequence[Event]) -> None:
    """One message per step that tells, in the inbox of whoever claimed."""
    await _say_each(tx, events, Template.CLAIM_ADVANCED, claim_words)


async def on_quota_advanced(tx: Tx, events: Sequence[Event]) -> None:
    await _say_each(tx, events, Template.QUOTA_ADVANCED, quota_words)


async def on_right_advanced(tx: Tx, events: Sequence[Event]) -> None:
    await _say_each(tx, events, Template.RIGHT_ADVANCED, right_words)


async def on_consent_granted(tx: Tx, events: Sequence[Event]) -> None:
    await _say_each(tx, events, Template.CONSENT_GRANTED, granted_words)


async def on_consent_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    await _say_each(tx, events, Template.CONSENT_WITHDRAWN, consent_ended_words)


async def on_financing_advanced(tx: Tx, events: Sequence[Event]) -> None:
    """What an institution answered; and once more when nobody is left to answer."""
    for one in events:  # one after the other: the inbox keeps their order
        await _say_each(tx, [one], Template.FINANCING_ADVANCED, financing_words)
        await _say_each(tx, [one], Template.FINANCING_ALL_IN, all_in_words)


async def _say_each(tx: Tx, events: Sequence[Event], template: Template, make: Callable[[Any], Words | None]) -> None:
    """What was asked before in the threads that move on is done, also where nothing is said of it."""
    await _move_on(tx, [one.fact for one in events])
    said = [(one, make(one.fact)) for one in events]
    await say(tx, [_said(one.fact, one.event_id, template, words) for one, words in said if words])


async def _move_on(tx: Tx, facts: Sequence[Any]) -> None:
    threads = {(one.enterprise_id, thread): at for one in facts for thread, at in moved_on(one).items()}
    await store.messages.move_on(tx, threads)


def _said(fact: Any, cause_id: str, template: Template, words: Words) -> Said:
    return Said(fact.enterprise_id, cause_id, template, words, about(template, fact))


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """Both are told, each what it means for it."""
    await store.KNOWN.learn_merged(tx, events)
    for one in events:
        merger: EnterpriseMerged = one.fact
        both = [
            Said(merger.enterprise_id, one.event_id, Template.ENTERPRISE_MERGED, merged_words(merger)),
            Said(merger.survivor_id, one.event_id, Template.ENTERPRISE_ABSORBED, absorbed_words(merger)),
        ]
        await say(tx, both)


async def on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    await store.KNOWN.learn_deregistered(tx, events)
    await _say_each(tx, events, Template.ENTERPRISE_DEREGISTERED, deregistered_words)


async def on_measure_published(tx: Tx, events: Sequence[Event]) -> None:
    """Keeps the words; who is told comes with the matches. What was told of the versions it takes over from holds no
    longer, also for whom it is not.
    """
    template = Template.MEASURE_MATCHED
    published: list[MeasurePublished] = [one.fact for one in events]
    await store.published.save(tx, template, {one.version_id: one.model_dump_json() for one in published})
    await store.published.end(tx, template, {id_: one.since for one in published for id_ in one.supersedes})


async def on_measure_matched(tx: Tx, events: Sequence[Event]) -> None:
    """One message for each enterprise and version, for ever; that it names the measure is told with the first. Of a
    version withdrawn since, nobody is told any more.
    """
    template = Template.MEASURE_MATCHED
    kept = await store.published.standing(tx, template, {one.fact.version_id for one in events})
    measures = {version_id: MeasurePublished.model_validate_json(words) for version_id, words in kept.items()}
    events = [one for one in events if one.fact.version_id in measures]
    facts: list[MeasureMatched] = [one.fact for one in events]
    ids = [message_id(one.enterprise_id, one.version_id, template) for one in facts]
    there = await store.messages.existing(tx, [(one.enterprise_id, id_) for one, id_ in zip(facts, ids, strict=True)])
    for event, id_ in zip(events, ids, strict=True):
        if id_ not in there:
            told: MeasureMatched = event.fact
            tx.emit(delivered(told, id_, (told.benefit_code,), told.version_id), following(event))
    await say(tx, [_said(one, one.version_id, template, matched_words(measures[one.version_id], one)) for one in facts])


async def on_entitlement_closed(tx: Tx, events: Sequence[Event]) -> None:
    """One message each time. Some were told under their version, when that was the key: they stay told."""
    template = Template.MEASURE_ENDED
    ids = [message_id(one.fact.enterprise_id, one.fact.version_id, template) for one in events]
    keys = [(one.fact.enterprise_id, id_) for one, id_ in zip(events, ids, strict=True)]
    before = await store.messages.existing(tx, keys)
    new = [one for one, id_ in zip(events, ids, strict=True) if id_ not in before]
    await say(tx, [_said(one.fact, one.event_id, template, closed_words(one.fact)) for one in new])


async def on_measure_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    """What was not told yet is taken back; what was told is marked (`withdrawing`), and is no second message. Whoever
    loses something that was open hears of that.
    """
    ended: list[MeasureWithdrawn] = [one.fact for one in events]
    await store.published.end(tx, Template.MEASURE_MATCHED, {one.version_id: one.withdrawn_on for one in ended})
