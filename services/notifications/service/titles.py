"""Messages about titles: two halves, from two sources, in either order; with one of them it goes out after a while."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter

from services.notifications import store
from services.notifications.domain.changes import ChangeKind
from services.notifications.domain.messages import Template
from services.notifications.domain.telling import delivered, opened_codes, read_of
from services.notifications.domain.titles import PATIENCE, delivered_items, overdue, words
from services.notifications.service.arriving import Arrival, arrived
from services.notifications.service.writing import keep_words, key, message_id
from services.notifications.store.tables import MessageRow
from shared.consequences import following, tell
from shared.db import Database, Tx
from shared.events import ConsequenceRecorded, Event, MessageDelivered, Origin, TitlesChanged

DUE_AT_ONCE: Final = 200
_CHANGE: Final = TypeAdapter(TitlesChanged)
_ORIGIN: Final = TypeAdapter(Origin)


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    halves = [
        {
            **key(event.fact.enterprise_id, event.event_id),
            "change": event.fact.model_dump_json(),
            "origin": _ORIGIN.dump_json(following(event)).decode(),
            "due_at": tx.now + PATIENCE,
        }
        for event in events
    ]
    await store.messages.add_half(tx, halves, ("change", "origin", "due_at"))
    await _finish(tx, halves)


async def on_consequence_recorded(tx: Tx, events: Sequence[Event]) -> None:
    """Mostly the change is here: its message is written once, complete. A record that comes first waits for it."""
    records: dict[str, ConsequenceRecorded] = {
        message_id(event.fact.enterprise_id, event.fact.cause_id): event.fact for event in events
    }
    here = await store.messages.incomplete(tx, [(one.enterprise_id, id_) for id_, one in records.items()])
    await _deliver(tx, here, records)
    for message in here:
        del records[message.message_id]
    halves = [
        {**key(record.enterprise_id, record.cause_id), "consequence": record.model_dump_json()}
        for record in records.values()
    ]
    await store.messages.add_half(tx, halves, ("consequence",))
    await _finish(tx, halves)


async def _finish(tx: Tx, halves: Sequence[Mapping[str, Any]]) -> None:
    """Messages with both halves now go out, or, already out without amounts, are completed."""
    found = await store.messages.incomplete(tx, [(half["enterprise_id"], half["message_id"]) for half in halves])
    await _deliver(tx, [message for message in found if message.consequence])


async def deliver_due(db: Database) -> None:
    """What waited long enough for benefits goes out without amounts."""
    while await _any_due(db):
        async with db.transaction() as tx:
            due = await store.messages.due(tx, await _overdue(tx), DUE_AT_ONCE)
            await _deliver(tx, due)
        if not due:
            return  # a replica has them in hand


async def _any_due(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.messages.any_due(tx, await _overdue(tx))


async def _overdue(tx: Tx) -> datetime:
    return overdue(tx.now, await store.messages.heard_from(tx, "benefits"))


async def _deliver(
    tx: Tx, messages: Sequence[MessageRow], records: Mapping[str, ConsequenceRecorded] = MappingProxyType({})
) -> None:
    """Writes the words; an inbox shows a message from its first delivery on, and it is reported once.

    `records` are consequences heard just now, by message, that are not in the messages yet. With one the message
    names its measures; whoever had read it before that is not shown it as new, and so has read it.
    """
    said = {}
    for message in messages:
        change = _CHANGE.validate_json(message.change or "")
        record = records.get(message.message_id) or _kept_record(message)
        said[message.message_id] = (change, record, words(change, record))
    wordings = await keep_words(tx, {one for *_, one in said.values()})
    shown_in = await _changes(tx, messages)
    rows, told, new = [], [], []
    for message in messages:
        change, record, spoken = said[message.message_id]
        at = message.delivered_at or tx.now
        rows.append(
            {
                "enterprise_id": message.enterprise_id,
                "message_id": message.message_id,
                "consequence": record.model_dump_json() if record else None,
                "wording_id": wordings[spoken],
                "target_id": message.enterprise_id,
                "delivered_at": at,
                "completed_at": tx.now if record else None,
                "said_in": message.said_in or shown_in[True],
                "completed_in": shown_in[False] if message.delivered_at else None,
            }
        )
        if message.delivered_at is None:
            template = Template(message.template)
            new.append(Arrival(message.enterprise_id, message.message_id, message.cause_id, template, spoken, at))
        origin = _ORIGIN.validate_json(message.origin or "")
        told.append((origin, _report(message, change, spoken.heading)))
        if codes := opened_codes(record):
            _tell_named(tx, origin, delivered(change, message.message_id, codes), message.read_at is not None)
    await store.messages.save_words(tx, rows)
    await arrived(tx, new)
    await tell(tx, store.TOLD, told)


async def _changes(tx: Tx, messages: Sequence[MessageRow]) -> dict[bool, int]:
    """By whether a message is new to its inbox: the change of inboxes that brings it, or completes it."""
    kinds = {True: ChangeKind.SAID, False: ChangeKind.COMPLETED}
    needed = {message.delivered_at is None for message in messages}
    return {new: await store.changes.begin(tx, kinds[new]) for new in needed}


def _tell_named(tx: Tx, origin: Origin, named: MessageDelivered, read: bool) -> None:
    tx.emit(named, origin)
    if read:
        tx.emit(read_of(named), origin)


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
