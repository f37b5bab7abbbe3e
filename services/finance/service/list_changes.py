"""Tells institutions what changed on the list since their copy, and waits a while for the next change."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from services.finance import store
from services.finance.domain import shared_list as rules
from services.finance.domain.shared_list import ListFilter
from services.finance.service.list_readers import NOWHERE, REBUILDING, Place, Reader, check, following, outdated
from services.finance.service.watching import Watch
from shared.db import Tx
from shared.problems import Unavailable
from shared.signing import KeyRing

MAX_WAIT: Final = 20
"""Seconds: less than proxies allow, and than a process may take to stop"""
CHANGES_TYPE: Final = "zjtx-list-changes+jws"


@dataclass(frozen=True, slots=True)
class Question:
    asked: ListFilter
    cursor: str | None
    limit: int
    wait: float
    """Seconds, while there is nothing to tell"""


@dataclass(frozen=True, slots=True)
class Changes:
    head: int
    items: Sequence[bytes]
    """Each as it leaves"""
    upto: Place
    """The copy is here once it has done all of them."""


async def changes(
    tx: Tx, reader: Reader, question: Question, watch: Watch, left: Callable[[], Awaitable[None]]
) -> tuple[Changes, str]:
    """What happened after a cursor, the last word per enterprise with the line as it is now; and the next cursor.

    Nothing of the database is held while it waits, and whoever asks is checked anew after it.
    """
    state = await check(tx, reader.caller)
    history, place = state.history, reader.read_copy(question.cursor, state.history) or NOWHERE
    ends = asyncio.get_running_loop().time() + question.wait
    while True:
        await following(tx, place, state)
        found = await after(tx, place, state.head, question.asked, question.limit)
        seconds = ends - asyncio.get_running_loop().time()
        if found.items or found.upto.number < state.head or seconds <= 0:
            return found, reader.copy(found.upto, history)
        place = found.upto
        await tx.rollback()  # gives its connection back
        if not await watch.beyond(place.number, seconds, left):
            return found, reader.copy(place, history)
        state = await check(tx, reader.caller)
        if state.history != history:
            raise outdated()


async def after(tx: Tx, place: Place, upto: int, asked: ListFilter, limit: int) -> Changes:
    """What happened after a place, up to that change or for so many of them: one item for each enterprise.

    Raises Unavailable while a rebuild has not brought back the very next line.
    """
    found = await store.list_changes.after(tx, place.number, upto, limit)
    rows = list(takewhile(lambda row: row.document is not None, found))
    if found and not rows:
        raise Unavailable(REBUILDING)  # not one line is back; an empty page would pass over its change
    if not rows:
        return Changes(upto, (), place)
    by_enterprise: dict[str, list[Any]] = {}
    for row in rows:
        by_enterprise.setdefault(row.enterprise_id, []).append(row)
    last = sorted(by_enterprise.values(), key=lambda steps: steps[-1].number)
    items = [item for steps in last if (item := _item(steps, asked)) is not None]
    return Changes(upto, items, Place(rows[-1].number, rows[-1].cause_id))


def _item(steps: Sequence[Any], asked: ListFilter) -> bytes | None:
    """What a copy must do about one enterprise: the line is put in as it is kept, not read and written again."""
    row, now = steps[-1], store.list_changes.now(steps[-1])
    op = rules.told(asked, now, [store.list_changes.before(step) for step in steps])
    if op is None:
        return None
    gone = op == "remove"
    left_filter = gone and rules.ListFilter().admits(now)
    members = {
        "number": row.number,
        "op": op,
        "reason": f"{row.reason}（{rules.LEFT_THE_FILTER}）" if left_filter else row.reason,
        "at": _instant(row.at),
        "enterprise_id": row.enterprise_id,
        "uscc": json.loads(row.document)["uscc"],
    }
    head = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"entry":{"null" if gone else row.document}}}'.encode()


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Told:
    body: bytes
    signature: str


def told(found: Changes, cursor: str, keys: KeyRing) -> Told:
    """The answer as it leaves, signed."""
    members = {"head": found.head, "upto": found.upto.number, "cursor": cursor}
    tail = json.dumps(members, separators=(",", ":")).encode()
    body = b'{"items":[%b],%b' % (b",".join(found.items), tail[1:])
    return Told(body, keys.sign_detached(body, CHANGES_TYPE))
