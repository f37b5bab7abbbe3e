"""What was gathered and nobody fetched in time is gathered anew: nothing waits in a message that left without it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.attention.buckets import Bucket, merged
from services.notifications.domain.attention.pieces import PieceState
from services.notifications.domain.attention.planning import Place
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held
from services.notifications.service.attention.planning import Part, put
from services.notifications.store.tables import PieceRow
from shared.db import Database, Tx

AT_ONCE: Final = 500
LONGEST: Final = timedelta(days=14)
"""After which it is of no use any more; the inbox has it"""


async def regather(db: Database) -> None:
    """A message may be written into a bundle in the very moment in which the bundle leaves. The delivery of the bundle,
    if it is still there, finds itself empty.
    """
    while await _any(db):
        async with db.transaction() as tx:
            rows = await store.attention.left_behind(tx, _by(tx), AT_ONCE)
            await _anew(tx, rows)
        if not rows:
            return  # a replica has them in hand


async def _any(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.attention.any_left_behind(tx, _by(tx))


def _by(tx: Tx) -> datetime:
    return tx.now - rules(tx.today).patience


async def _anew(tx: Tx, rows: Sequence[PieceRow]) -> None:
    """Where there is no address any more, or nobody needs to know any more, it is given up, and says so."""
    reached = set(await store.attention.reachable(tx, {row.enterprise_id for row in rows}))
    to = merged(rules(tx.today), tx.now)
    changed, parts = [], []
    for row in rows:
        if (row.enterprise_id, row.channel) not in reached:
            changed.append(_given_up(tx, row, Cancelled.NO_CONTACT))
        elif row.planned_at < tx.now - LONGEST:
            changed.append(_given_up(tx, row, Cancelled.OUTDATED))
        else:
            changed.append(_moved(row, to))
            place = Place(Channel(row.channel), to, Held.MERGING)
            parts.append(Part(row.enterprise_id, row.message_id, Template(row.template), place))
    await store.attention.change_pieces(tx, changed)
    await put(tx, parts)


def _moved(row: PieceRow, to: Bucket) -> dict[str, Any]:
    return _changed(row, PieceState.HELD, Held.MERGING, to.due_at) | {"kind": to.kind, "occasion": to.occasion}


def _given_up(tx: Tx, row: PieceRow, why: Cancelled) -> dict[str, Any]:
    return _changed(row, PieceState.DROPPED, why, tx.now) | {"kind": row.kind, "occasion": row.occasion}


def _changed(row: PieceRow, state: PieceState, reason: str, due_at: datetime) -> dict[str, Any]:
    return {
        "message_id": row.message_id, "channel": row.channel, "state": state, "reason": reason, "due_at": due_at
    }  # fmt: skip
