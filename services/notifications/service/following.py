"""Inboxes as they change, for whoever stays to watch: one loop asks the database once for all who watch.

Changes are numbered after their commits, so what a client was given up to a number is all there was up to it; each of
its events says where it stands, and it is given what follows when it comes back. Replicas number and look each for
themselves, several times a second, and only while somebody watches: none needs to hear of the others.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from services.notifications import store
from services.notifications.domain.changes import ChangeKind
from services.notifications.service.enterprises import visible
from services.notifications.store.changes import CHUNK, Position
from services.notifications.store.inbox import Message
from shared.callers import Caller
from shared.db import Database, Tx
from shared.pages import CursorOutdated, Cursors
from shared.streams import PING, Stream, Streams, event, event_of_json

EVERY_SECONDS: Final = 0.05
LOOK_SECONDS: Final = 10.0
"""How often those who watch hear that the line is open, and are looked at: may they still?"""
QUIET_SECONDS: Final = 60.0
"""How often changes are numbered while nobody watches"""
REPLAYED: Final = 1_000
"""Events at most: who missed more reads the inbox"""
EVENTS: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.SAID: "message.new",
    ChangeKind.COMPLETED: "message.completed",
    ChangeKind.READ: "message.read",
    ChangeKind.WITHDRAWN: "message.withdrawn",
}
_LIST: Final = "inbox-events"
Render = Callable[[Message, str], str]
"""(message, the USCC it is shown under) -> its JSON"""


class MissedTooMuch(CursorOutdated):
    code, title = "MISSED_TOO_MUCH", "错过的消息过多"


class Watch(Stream):
    """Somebody who watches one inbox."""

    def __init__(self, enterprise_id: str, uscc: str, caller: Caller, at: Position, cursors: Cursors) -> None:
        super().__init__(enterprise_id, caller, at.head)
        self.uscc, self._epoch, self._cursors = uscc, at.epoch, cursors

    def place(self, number: int, seen: int) -> str:
        """The id of an event: everything before change `number`, and the first `seen` events of it."""
        return self._cursors.write(_LIST, self.key, {}, f"{number}.{seen}", self._epoch)


class Following:
    def __init__(self, render: Render) -> None:
        self.streams = Streams()
        self._render = render
        self._look_at = self._number_at = 0.0

    # ---- one who comes -----------------------------------------------------------------------

    async def begin(
        self, db: Database, caller: Caller, uscc: str, last_seen: str | None, cursors: Cursors
    ) -> tuple[Watch, bytes]:
        """The place of one who watches, and what it is given at once: what it missed, and how many are unread.

        Raises EnterpriseUnknown, TooManyStreams, InvalidCursor, NotFound, CursorOutdated, MissedTooMuch.
        """
        at = await _numbered(db)  # what is there already does not come as new
        async with db.reading() as tx:
            return await self._place(tx, caller, uscc, last_seen, cursors, at)

    async def _place(
        self, tx: Tx, caller: Caller, uscc: str, last_seen: str | None, cursors: Cursors, at: Position
    ) -> tuple[Watch, bytes]:
        enterprise_id = (await visible(tx, caller, uscc, "inbox.read")).enterprise_id
        self.streams.refuse_too_many(caller)
        key = cursors.read(last_seen, _LIST, enterprise_id, {}, at.epoch)
        watch = Watch(enterprise_id, uscc, caller, at, cursors)
        missed = b"".join(self._events(watch, await _missed(tx, enterprise_id, key, at))) if key else b""
        unread = (await store.changes.unread(tx, [enterprise_id])).get(enterprise_id, 0)
        return watch, missed + event("unread", {"unread": unread}, watch.place(at.head + 1, 0))

    def _events(self, watch: Watch, rows: Iterable[tuple[int, int, ChangeKind, Message]]) -> Iterator[bytes]:
        for number, seen, kind, row in rows:
            yield event_of_json(EVENTS[kind], self._render(row, watch.uscc), watch.place(number, seen))

    # ---- the loop ----------------------------------------------------------------------------

    async def run(self, db: Database) -> None:
        """One round: what was committed since the last one goes to those it concerns."""
        now = time.monotonic()
        if self.streams:
            await self._deliver(db, await _numbered(db))
            if now >= self._look_at:
                self._look_at = now + LOOK_SECONDS
                await self.look_after(db)
        elif now >= self._number_at:
            self._number_at = now + QUIET_SECONDS
            await _numbered(db)

    async def _deliver(self, db: Database, at: Position) -> None:
        behind: list[Any] = [watch for watch in self.streams if watch.after < at.head]
        if not behind:
            return
        enterprises = {watch.key for watch in behind}
        async with db.reading() as tx:
            befallen = await _befallen(tx, min(watch.after for watch in behind), at.head, enterprises)
            unread = await store.changes.unread(tx, befallen) if befallen else {}
        for watch in behind:
            new = [one for one in befallen.get(watch.key, ()) if one[0] > watch.after]
            watch.after = at.head
            if new:
                count = event("unread", {"unread": unread.get(watch.key, 0)})
                watch.put(b"".join([*self._events(watch, new), count]))

    async def look_after(self, db: Database) -> None:
        """Ends what may not go on: tokens run out, people are removed."""
        async with db.reading() as tx:
            people = await store.ACTING.people_of(tx, {watch.key for watch in self.streams})
        for watch in self.streams:
            there = people.get(watch.key, {})
            if watch.caller.valid_until <= time.time():
                watch.end("token_expired", "令牌已过期，请重新登录后再连接")
            elif watch.caller.kind == "enterprise" and there and not there.get(watch.caller.subject):
                watch.end("not_appointed", "您没有代表该企业办事的授权，或授权已被取消；请联系企业负责人")
            else:
                watch.put(PING)


async def _numbered(db: Database) -> Position:
    """Where the changes stand, with a number for all that were committed before."""
    at = await _position(db)
    if not at.waiting:
        return at
    more = True
    while more:
        async with db.transaction() as tx:
            more = await store.changes.number(tx)
    return await _position(db)


async def _position(db: Database) -> Position:
    async with db.reading() as tx:
        return await store.changes.position(tx)


async def _befallen(
    tx: Tx, after: int, head: int, enterprises: Iterable[str]
) -> Mapping[str, Sequence[tuple[int, int, ChangeKind, Message]]]:
    """By enterprise: (change, place in it, kind, message), in order."""
    found: defaultdict[str, list[tuple[int, int, ChangeKind, Message]]] = defaultdict(list)
    for begin in range(after, head, CHUNK):
        until = min(begin + CHUNK, head)
        rows = []
        for kind in await store.changes.kinds(tx, begin, until):
            befell = await store.changes.befallen(tx, kind, begin, until, list(enterprises))
            rows += [(row.number, kind, row) for row in befell]
        rows.sort(key=lambda one: one[0])  # keeps the order within a change, which is of one kind
        for number, of_change in groupby(rows, key=lambda one: one[0]):
            seen: defaultdict[str, int] = defaultdict(int)
            for _, kind, row in of_change:
                seen[row.enterprise_id] += 1
                found[row.enterprise_id].append((number, seen[row.enterprise_id], kind, row))
    return found


async def _missed(tx: Tx, enterprise_id: str, key: str, at: Position) -> Sequence[tuple[int, int, ChangeKind, Message]]:
    """What one enterprise's inbox went through after a place, in order."""
    number, _, seen = key.partition(".")
    rows = await store.changes.since(tx, enterprise_id, int(number), at.head, REPLAYED + 1)
    if len(rows) > REPLAYED:
        raise MissedTooMuch("请重新读取消息列表，再不带事件编号连接")
    missed = []
    for change, of_change in groupby(rows, key=lambda row: row.number):
        already = int(seen) if change == int(number) else 0
        missed += [
            (change, place, ChangeKind(row.kind), row) for place, row in enumerate(of_change, 1) if place > already
        ]
    return missed
