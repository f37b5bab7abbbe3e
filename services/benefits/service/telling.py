"""Hears from notifications which enterprise was told of which measure, and which has read of it."""

from collections import Counter
from collections.abc import Sequence

from services.benefits import store
from shared.days import shanghai_day
from shared.db import Tx
from shared.events import Event


async def on_delivered(tx: Tx, events: Sequence[Event]) -> None:
    """The first message that names a measure is the one that told of it."""
    rows = [
        {"enterprise_id": one.fact.enterprise_id, "benefit_code": code, "told_on": shanghai_day(one.time)}
        for one in events
        for code in one.fact.benefit_codes
    ]
    await store.told.add(tx, rows)
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
