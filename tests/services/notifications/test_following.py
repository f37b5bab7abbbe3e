"""An inbox is followed as it changes: nothing is lost, nothing comes twice, and nobody follows another's."""

import asyncio
import json
import math
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

from services.notifications.domain.messages import Template, Words
from services.notifications.schemas.events import rendered
from services.notifications.service.following import REPLAYED, Following
from services.notifications.service.writing import say, withdraw
from shared.callers import Caller
from shared.db import Database
from shared.streams import PER_CALLER
from tests.districts import created
from tests.people import GROUND, individual
from tests.watching import watching
from tests.zone import RunningZone, person_of


async def tell(zone: RunningZone, enterprise_id: str, *texts: str) -> None:
    """Messages of one transaction."""
    async with zone.db("notifications").transaction() as tx:
        await say(tx, [(enterprise_id, str(uuid4()), Template.DUTY_DUE, Words(text, text)) for text in texts])


async def known(zone: RunningZone) -> tuple[str, str]:
    """A new enterprise that notifications knows: its USCC and id."""
    uscc = await zone.register()
    await zone.settle()
    rows: list[dict[str, Any]] = await zone.rows("notifications", "known_uscc")
    return uscc, next(row["enterprise_id"] for row in rows if row["uscc"] == uscc)


async def test_whoever_watches_hears_what_comes_and_what_becomes_of_it(zone: RunningZone) -> None:
    uscc, id_ = await known(zone)
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"
    await tell(zone, id_, "早先")
    async with watching(zone, uscc) as watcher:
        assert (watcher.status, watcher.of("unread")) == (200, [{"unread": 1}])
        await tell(zone, id_, "一", "二")
        one, two = await watcher.until(2, "message.new")
        assert [one["heading"], two["heading"]] == ["一", "二"]
        assert one == (await person.get(f"{path}/{one['message_id']}")).json()
        await watcher.until(2, "unread")
        await person.put(f"{path}/{one['message_id']}/read")
        (read,) = await watcher.until(1, "message.read")
        assert (read["message_id"], read["read_at"] is not None) == (one["message_id"], True)
        assert (await watcher.until(3, "unread"))[1:] == [{"unread": 3}, {"unread": 2}]
        for _ in range(2):  # once more is nothing
            async with zone.db("notifications").transaction() as tx:
                await withdraw(tx, two["cause_id"], Template.DUTY_DUE)
        await tell(zone, id_, "三")
        await watcher.until(3, "message.new")
        assert [one["message_id"] for one in watcher.of("message.withdrawn")] == [two["message_id"]]
    quiet = await person.get(f"/v1/enterprises/{uscc}/message-events", params={"follow": False})
    assert quiet.headers["content-type"].startswith("text/event-stream")
    assert quiet.text.startswith('event: unread\ndata: {"unread":3}\n'), "without an id nothing is sent again"


async def test_who_comes_back_loses_nothing_and_hears_nothing_twice_while_eight_write(zone: RunningZone) -> None:
    """It hangs up and comes back all the while, now and then in the middle of what one transaction told."""
    uscc, id_ = await known(zone)

    async def write(writer: int) -> None:
        for at in range(6):
            await tell(zone, id_, *(f"{writer}/{at}/{part}" for part in range(2)))

    async with watching(zone, uscc) as watcher:
        last_id = watcher.last_id
    writing = asyncio.gather(*(write(writer) for writer in range(8)))
    heard: list[str] = []
    while len(heard) < 96:
        async with watching(zone, uscc, last_id) as watcher:
            await watcher.until(1, "message.new")
            new = [one for one in watcher.events if one["event"] == "message.new"][: 1 + len(heard) % 7]
        heard += [one["data"]["heading"] for one in new]
        last_id = new[-1]["id"]
    await writing
    assert len(set(heard)) == len(heard) == 96
    for writer in range(8):
        own = [one for one in heard if one.startswith(f"{writer}/")]
        assert own == [f"{writer}/{at}/{part}" for at in range(6) for part in range(2)], "each in its order"
    async with watching(zone, uscc, last_id) as watcher:
        await tell(zone, id_, "之后")
        assert [one["heading"] for one in await watcher.until(1, "message.new")] == ["之后"]


async def test_a_second_replica_numbers_and_looks_for_itself(zone: RunningZone) -> None:
    """Both number what either wrote, and each gives its own clients everything once, in the same order."""
    uscc, id_ = await known(zone)
    there, replica = zone.db("notifications"), Following(rendered)
    db = Database(there.url, there.source, there.floor, there.clock, pool_size=2)
    try:
        await both(zone, db, replica, uscc, id_)
    finally:
        await db.close()


async def both(zone: RunningZone, db: Database, replica: Following, uscc: str, id_: str) -> None:
    caller = Caller("enterprise", person_of(uscc), uscc=uscc, roles=("owner",), valid_until=math.inf)
    watch, _ = await replica.begin(db, caller, uscc, None, zone.zone.runtime.cursors)
    async with watching(zone, uscc) as watcher:
        with replica.streams.joined(watch):
            writing = asyncio.gather(*(tell(zone, id_, str(at)) for at in range(20)))
            while not writing.done():
                await replica.run(db)
            await replica.run(db)
        here = [one["heading"] for one in await watcher.until(20, "message.new")]
    watch.end("over", "")
    sent = b"".join([chunk async for chunk in watch.chunks()]).decode()
    heard = [json.loads(line[6:])["heading"] for line in sent.splitlines() if '"heading"' in line]
    assert heard == here
    assert sorted(heard, key=int) == [str(at) for at in range(20)]


async def test_a_place_is_good_for_its_inbox_and_as_it_was_given(zone: RunningZone) -> None:
    (uscc, id_), (other, _) = await known(zone), await known(zone)
    async with watching(zone, uscc) as watcher:
        place = watcher.last_id
    path, params = f"/v1/enterprises/{uscc}/message-events", {"follow": False}
    for caller, last_id, status in (
        (zone.enterprise(other, "notifications"), "", 404),
        (zone.enterprise(uscc, "notifications"), place[:-4] + "AAAA", 400),
        (zone.officer(service="notifications"), "", 403),
        (zone.client("notifications", "auditor"), place, 200),
    ):
        answer = await caller.get(path, params=params, headers={"Last-Event-ID": last_id})
        assert answer.status_code == status, answer.text
    foreign = zone.enterprise(other, "notifications")
    strange = await foreign.get(f"/v1/enterprises/{other}/message-events", params=params | {"last_event_id": place})
    assert strange.status_code == 404, "another's place"
    await tell(zone, id_, *(str(at) for at in range(REPLAYED + 1)))
    async with watching(zone, uscc) as watcher:
        assert watcher.of("unread") == [{"unread": REPLAYED + 1}]
    answer = await zone.enterprise(uscc, "notifications").get(path, params=params | {"last_event_id": place})
    assert (answer.status_code, answer.json()["code"]) == (410, "MISSED_TOO_MUCH")


async def test_a_stream_ends_with_its_token_and_with_its_right(zone: RunningZone) -> None:
    uscc, _ = await known(zone)
    following: Following = zone.zone.apps["notifications"].state.following
    async with (
        watching(zone, uscc, seconds=0) as short,
        watching(zone, uscc, subject="another") as dismissed,
        watching(zone, uscc) as stays,
    ):
        owner = individual(person_of(uscc)) | GROUND
        await created(zone.officer(), f"/v1/enterprises/{uscc}/owners", owner)
        await zone.settle()
        await following.look_after(zone.db("notifications"))
        await short.until_ended()
        await dismissed.until_ended()
        assert not stays.ended
    assert [one["code"] for one in short.of("end")] == ["token_expired"]
    assert [one["code"] for one in dismissed.of("end")] == ["not_appointed"]


async def test_an_account_has_a_few_streams_and_no_more(zone: RunningZone) -> None:
    uscc, _ = await known(zone)
    async with AsyncExitStack() as stack:
        for _ in range(PER_CALLER):
            assert (await stack.enter_async_context(watching(zone, uscc))).status == 200
        refused = await stack.enter_async_context(watching(zone, uscc))
        assert refused.status == 429
        assert (await stack.enter_async_context(watching(zone, uscc, subject="another"))).status == 200
    async with watching(zone, uscc) as again:
        assert again.status == 200, "a place is given back"
