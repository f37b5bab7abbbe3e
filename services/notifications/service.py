"""What notifications does: writes one message per change of titles, and keeps the inbox."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from pydantic import TypeAdapter

from services.notifications import store
from services.notifications.domain import (
    PATIENCE,
    Template,
    Words,
    absorbed_words,
    application_words,
    claim_words,
    delivered_items,
    deregistered_words,
    duty_words,
    merged_words,
    overdue,
    words,
)
from services.notifications.domain.consents import consent_ended_words, granted_words
from services.notifications.domain.measures import closed_words, matched_words, withdrawn_words
from services.notifications.store import MessageRow
from shared.callers import Caller
from shared.consequences import following, tell
from shared.db import Database, Tx
from shared.events import (
    ConsequenceRecorded,
    EnterpriseMerged,
    EntitlementClosed,
    Event,
    MeasureMatched,
    MeasurePublished,
    MeasureWithdrawn,
    Origin,
    TitlesChanged,
)
from shared.known import EnterpriseUnknown
from shared.permissions import Matter, decide
from shared.problems import NotFound
from shared.subscription import Handler

DUE_AT_ONCE: Final = 200
_APART: Final = timedelta(microseconds=1)
_INSTANTS: Final = "instants given to messages"
_CHANGE: Final = TypeAdapter(TitlesChanged)
_ORIGIN: Final = TypeAdapter(Origin)


class MessageNotFound(NotFound):
    code, title = "MESSAGE_NOT_FOUND", "没有找到该消息"


# ---- the two halves ------------------------------------------------------------------------------


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    halves = [
        {
            **_key(event.fact.enterprise_id, event.event_id),
            "change": event.fact.model_dump_json(),
            "origin": _ORIGIN.dump_json(following(event)).decode(),
            "due_at": tx.now + PATIENCE,
        }
        for event in events
    ]
    await store.add_half(tx, halves, ("change", "origin", "due_at"))
    await _finish(tx, halves)


async def on_consequence_recorded(tx: Tx, events: Sequence[Event]) -> None:
    """Mostly the change is here: its message is written once, complete. A record that comes first waits for it."""
    records: dict[str, ConsequenceRecorded] = {
        message_id(event.fact.enterprise_id, event.fact.cause_id): event.fact for event in events
    }
    here = await store.incomplete(tx, list(records))
    await _deliver(tx, here, records)
    for message in here:
        del records[message.message_id]
    halves = [
        {**_key(record.enterprise_id, record.cause_id), "consequence": record.model_dump_json()}
        for record in records.values()
    ]
    await store.add_half(tx, halves, ("consequence",))
    await _finish(tx, halves)


def message_id(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> str:
    """The same for ever, whoever computes it."""
    return str(uuid5(NAMESPACE_URL, f"{enterprise_id}/{cause_id}/{template}"))


def _key(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "cause_id": cause_id,
        "template": template,
        "message_id": message_id(enterprise_id, cause_id, template),
        "heading": "",
        "text": "",
    }


async def _finish(tx: Tx, halves: Sequence[Mapping[str, Any]]) -> None:
    """Messages with both halves now go out, or, already out without amounts, are completed."""
    found = await store.incomplete(tx, [half["message_id"] for half in halves])
    await _deliver(tx, [message for message in found if message.consequence])


async def deliver_due(db: Database) -> None:
    """What waited long enough for benefits goes out without amounts."""
    while await _any_due(db):
        async with db.transaction() as tx:
            due = await store.due(tx, await _overdue(tx), DUE_AT_ONCE)
            await _deliver(tx, due)
        if not due:
            return  # a replica has them in hand


async def _any_due(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.any_due(tx, await _overdue(tx))


async def _overdue(tx: Tx) -> datetime:
    return overdue(tx.now, await store.heard_from(tx, "benefits"))


async def _deliver(
    tx: Tx, messages: Sequence[MessageRow], records: Mapping[str, ConsequenceRecorded] = MappingProxyType({})
) -> None:
    """Writes the words; an inbox shows a message from its first delivery on, and it is reported once.

    `records` are consequences heard just now, by message, that are not in the messages yet.
    """
    rows, told = [], []
    for message in messages:
        change = _CHANGE.validate_json(message.change or "")
        record = records.get(message.message_id) or _kept_record(message)
        said = words(change, record)
        rows.append(
            {
                "enterprise_id": message.enterprise_id,
                "cause_id": message.cause_id,
                "template": message.template,
                "consequence": record.model_dump_json() if record else None,
                **asdict(said),
                "delivered_at": message.delivered_at or tx.now,
                "completed_at": tx.now if record else None,
            }
        )
        told.append((_ORIGIN.validate_json(message.origin or ""), _report(message, change, said.heading)))
    await store.save_words(tx, rows)
    await tell(tx, store.TOLD, told)


def _kept_record(message: MessageRow) -> ConsequenceRecorded | None:
    return ConsequenceRecorded.model_validate_json(message.consequence) if message.consequence else None


def _report(message: MessageRow, change: TitlesChanged, heading: str) -> ConsequenceRecorded:
    return ConsequenceRecorded(
        enterprise_id=change.enterprise_id,
        uscc=change.uscc,
        enterprise_version=change.enterprise_version,
        cause_id=message.cause_id,
        gained=delivered_items(heading),
    )


# ---- messages of one half -------------------------------------------------------------------------


async def on_duty_due(tx: Tx, events: Sequence[Event]) -> None:
    """One message per duty, for ever."""
    said = [(one.fact.enterprise_id, one.fact.duty_id, Template.DUTY_DUE, duty_words(one.fact)) for one in events]
    await _say(tx, said)


def _each_that_tells(template: Template, words_of: Callable[[Any], Words | None]) -> Handler:
    """One message per fact that tells, in the inbox of whom it is about: also where it was absorbed since."""

    async def hear(tx: Tx, events: Sequence[Event]) -> None:
        said = [(one.fact.enterprise_id, one.event_id, template, words_of(one.fact)) for one in events]
        await _say(tx, [(owner, cause, template, words) for owner, cause, template, words in said if words])

    return hear


on_application_advanced: Final = _each_that_tells(Template.APPLICATION_ADVANCED, application_words)
on_claim_advanced: Final = _each_that_tells(Template.CLAIM_ADVANCED, claim_words)
on_consent_granted: Final = _each_that_tells(Template.CONSENT_GRANTED, granted_words)
on_consent_withdrawn: Final = _each_that_tells(Template.CONSENT_WITHDRAWN, consent_ended_words)


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """Both are told, each what it means for it."""
    await store.KNOWN.learn_merged(tx, events)
    for one in events:
        merger: EnterpriseMerged = one.fact
        both = [
            (merger.enterprise_id, one.event_id, Template.ENTERPRISE_MERGED, merged_words(merger)),
            (merger.survivor_id, one.event_id, Template.ENTERPRISE_ABSORBED, absorbed_words(merger)),
        ]
        await _say(tx, both)


async def on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    await store.KNOWN.learn_deregistered(tx, events)
    template = Template.ENTERPRISE_DEREGISTERED
    said = [(one.fact.enterprise_id, one.event_id, template, deregistered_words(one.fact)) for one in events]
    await _say(tx, said)


async def on_measure_published(tx: Tx, events: Sequence[Event]) -> None:
    """Keeps the words; who is told comes with the matches."""
    rows = [{"version_id": one.fact.version_id, "published": one.fact.model_dump_json()} for one in events]
    await store.save_measures(tx, rows)


async def on_measure_matched(tx: Tx, events: Sequence[Event]) -> None:
    """One message for each enterprise and version, for ever."""
    kept = await store.published(tx, {one.fact.version_id for one in events})
    measures = {version_id: MeasurePublished.model_validate_json(words) for version_id, words in kept.items()}
    facts: list[MeasureMatched] = [one.fact for one in events]
    template = Template.MEASURE_MATCHED
    await _say(
        tx,
        [(one.enterprise_id, one.version_id, template, matched_words(measures[one.version_id], one)) for one in facts],
    )


async def on_entitlement_closed(tx: Tx, events: Sequence[Event]) -> None:
    facts: list[EntitlementClosed] = [one.fact for one in events]
    template = Template.MEASURE_ENDED
    await _say(tx, [(one.enterprise_id, one.version_id, template, closed_words(one)) for one in facts])


async def on_measure_withdrawn(tx: Tx, events: Sequence[Event]) -> None:
    """Whoever was told that it is for them is told that it ended, whether or not anything had been open."""
    for one in events:
        ended: MeasureWithdrawn = one.fact
        owners = await store.told(tx, ended.version_id, Template.MEASURE_MATCHED)
        said = withdrawn_words(ended)
        await _say(tx, [(owner, ended.version_id, Template.MEASURE_ENDED, said) for owner in owners])


async def _say(tx: Tx, messages: Sequence[tuple[str, str, Template, Words]]) -> None:
    """Whole at once; a message seen before stays as it was."""
    rows = [
        {**_key(owner, cause, template), **asdict(said), "delivered_at": at, "completed_at": at}
        for (owner, cause, template, said), at in zip(messages, _instants(tx, len(messages)), strict=True)
    ]
    await store.add_whole(tx, rows)


def _instants(tx: Tx, messages: int) -> list[datetime]:
    """One transaction applies many facts; the inbox keeps what it tells in the order in which it happened."""
    told = tx.info.get(_INSTANTS, 0)
    tx.info[_INSTANTS] = told + messages
    return [tx.now + n * _APART for n in range(told, told + messages)]


# ---- the inbox -----------------------------------------------------------------------------------


async def list_inbox(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int, *, unread: bool
) -> tuple[Sequence[MessageRow], int]:
    """A page of the inbox, newest first, and how many are unread."""
    enterprise_id = await _own(tx, caller, uscc)
    messages = await store.inbox(tx, enterprise_id, before, limit, unread=unread)
    return messages, await store.count_unread(tx, enterprise_id)


async def read(tx: Tx, caller: Caller, uscc: str, message_id: str) -> MessageRow:
    """Marks a message as read; reading it again changes nothing."""
    enterprise_id = await _own(tx, caller, uscc)
    message = await store.find(tx, enterprise_id, message_id)
    if message is None:
        raise MessageNotFound("请核对消息编号")
    await store.mark_read(tx, message_id)
    await tx.refresh(message)
    return message


async def _own(tx: Tx, caller: Caller, uscc: str) -> str:
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is not None:
        usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
        if decide(caller, "inbox.read", Matter(usccs=usccs, district=enterprise.district)):
            return str(enterprise.enterprise_id)
    raise EnterpriseUnknown("请核对统一社会信用代码")
