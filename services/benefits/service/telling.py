"""Hears from notifications which enterprise was told of which measure, what was sent of it, and which has read it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from services.benefits import store
from shared.days import shanghai_day
from shared.db import Tx
from shared.events import Event
from shared.rebuilding import is_whole


async def on_delivered(tx: Tx, events: Sequence[Event]) -> None:
    """The first message that names a measure is the one that told of it."""
    rows = [
        {"enterprise_id": one.fact.enterprise_id, "benefit_code": code, "told_on": shanghai_day(one.time)}
        for one in events
        for code in one.fact.benefit_codes
    ]
    await store.told.add(tx, rows)
    if await is_whole(tx, store.FLOOR, "notifications"):  # what is read again was counted
        await store.versions.hear(tx, Counter(one.fact.version_id for one in events if one.fact.version_id))


async def on_read(tx: Tx, events: Sequence[Event]) -> None:
    """The first reading of any message that names a measure counts. What is read was told before: one feed."""
    unread = await store.told.unread(tx, {one.fact.enterprise_id for one in events})
    firsts = {
        (one.fact.enterprise_id, code): shanghai_day(one.time)
        for one in reversed(events)
        for code in one.fact.benefit_codes
        if (one.fact.enterprise_id, code) in unread
    }
    rows = [{"enterprise_id": id_, "benefit_code": code, "read_on": day} for (id_, code), day in firsts.items()]
    await store.told.mark_read(tx, rows)


async def on_sent(tx: Tx, events: Sequence[Event]) -> None:
    """A gateway took it; later it arrived or bounced. Of each the first day counts, whatever was sent again since."""
    kept = {
        key: {"sent_on": row.sent_on, "delivered_on": row.delivered_on, "bounced_on": row.bounced_on}
        for key, row in (await store.told.sent(tx, {one.fact.enterprise_id for one in events})).items()
    }
    changed: dict[tuple[str, str, str], dict[str, date | None]] = {}
    for one in events:
        day = shanghai_day(one.time)
        for code in one.fact.benefit_codes:
            key = (one.fact.enterprise_id, code, one.fact.channel)
            row = changed.setdefault(key, kept.get(key, {"sent_on": day, "delivered_on": None, "bounced_on": None}))
            column = f"{one.fact.outcome}_on"
            row[column] = row[column] or day
    rows = [
        {"enterprise_id": id_, "benefit_code": code, "channel": channel, **days}
        for (id_, code, channel), days in changed.items()
    ]
    await store.told.save_sent(tx, rows)
