"""A copy kept by webhooks alone, with a receiver that keeps dying, equals the list; a closed bank is told nothing."""

import asyncio
import random

from services.finance import store
from shared.clock import real_now
from shared.testing import eventually
from tests.services.finance.copying import Copy
from tests.services.finance.hooked import enabled, get, institution, messages, set_state, suspend, told
from tests.sink import Received, Sink, begun_then_reset, reset, sink, status, well
from tests.zone import RunningZone

BAD = (status(500), reset, status(404), status(302, Location="http://127.0.0.1:1/"))


async def test_a_copy_kept_by_webhooks_alone_equals_the_list_by_digest(zone: RunningZone) -> None:
    _, bank = await institution(zone)
    drawn = random.Random(20261128)
    async with sink() as one:
        copy = Copy(bank)
        await copy.take()
        made = await enabled(bank, one.url, changes_cursor=copy.cursor)
        endpoint_id = made["endpoint_id"]
        applied: set[str] = set()

        async def dying(received: Received, writer: asyncio.StreamWriter) -> None:
            """Takes what comes, also when it then says that it did not; a message it had before changes nothing."""
            if drawn.random() < 0.5:
                _apply(copy, received, applied)
                await drawn.choice((*BAD, begun_then_reset))(received, writer)
            elif drawn.random() < 0.5:
                await drawn.choice(BAD)(received, writer)
            else:
                _apply(copy, received, applied)
                await well(received, writer)

        one.otherwise = dying
        titles: dict[str, str] = {}
        for _ in range(4):
            uscc = await zone.register()
            titles[uscc] = (await zone.recognise(uscc, "innovative"))["titles"][0]["title_id"]
        for uscc in drawn.sample(sorted(titles), 3):
            await zone.revoke(titles[uscc])
        await zone.settle()
        head = (await copy.get("/status"))["head"]

        async def arrived() -> bool:
            found = await get(bank, f"/{endpoint_id}")
            if found["state"] == "enabled" and found["failed_attempts"]:
                await set_state(bank, endpoint_id, "enabled")  # begins anew at once
            waiting = (await get(bank, f"/{endpoint_id}/deliveries"))["items"]
            return found["number"] == head and all(one["state"] == "delivered" for one in waiting)

        await eventually(arrived, seconds=60, every=0.2)
        assert (await copy.compare())["verdict"] == "equal"
        sequences = list(dict.fromkeys(message["sequence"] for message in messages(one)))
        assert sequences == list(range(1, len(sequences) + 1)), "dense, and in order"
        await set_state(bank, endpoint_id, "disabled")


def _apply(copy: Copy, received: Received, applied: set[str]) -> None:
    if received.headers["webhook-id"] in applied:
        return
    applied.add(received.headers["webhook-id"])
    copy.apply(received.json)


async def test_a_filter_is_kept_and_an_institution_that_was_closed_is_told_nothing_more(zone: RunningZone) -> None:
    id_, bank = await institution(zone)
    async with sink() as one:
        await enabled(bank, one.url, tier="specialised")
        other, uscc = [await zone.register() for _ in range(2)]
        await zone.recognise(other, "innovative")
        await zone.recognise(uscc, "specialised")
        await told(one, uscc, "upsert")
        assert all(item["uscc"] != other for message in messages(one) for item in message["items"])
        await suspend(zone, id_)
        arrived = len(one.received)
        late = await zone.register()
        await zone.recognise(late, "specialised")
        await zone.settle()

        async def paused() -> bool:
            board = (await zone.officer(service="finance").get("/v1/webhook-board")).json()["items"]
            return [line["state"] for line in board if line["institution_id"] == id_] == ["paused"]

        await eventually(paused)
        assert len(one.received) == arrived


async def test_what_a_worker_that_died_did_not_write_down_is_told_again_under_the_same_id(zone: RunningZone) -> None:
    """Its lease ends, another takes over, and what the first still hears counts for nothing."""
    _, bank = await institution(zone)
    async with sink() as one:
        endpoint_id = (await enabled(bank, one.url))["endpoint_id"]
        released = asyncio.Event()

        async def late(received: Received, writer: asyncio.StreamWriter) -> None:
            await released.wait()
            await status(410)(received, writer)

        one.answers = [late]
        uscc = await zone.register()
        await zone.recognise(uscc, "specialised")
        await eventually(lambda: _so_many(one, 1))
        async with zone.db("finance").transaction() as tx:
            await store.webhooks.change(tx, endpoint_id, lease_token=None, next_at=real_now())
        await eventually(lambda: _so_many(one, 2))
        released.set()

        async def answered() -> bool:
            log = (await get(bank, f"/{endpoint_id}/attempts"))["items"]
            return 410 in [line["status"] for line in log]

        await eventually(answered)
        first, second = [one.received[at] for at in (-2, -1)]
        assert first.headers["webhook-id"] == second.headers["webhook-id"]
        assert first.json["sequence"] == second.json["sequence"]
        assert (await get(bank, f"/{endpoint_id}"))["state"] == "enabled"
        await set_state(bank, endpoint_id, "disabled")


async def _so_many(one: Sink, times: int) -> bool:
    return len(messages(one)) >= times
