"""What is numbered goes out in ranges; a bus that is away or full costs ranges, never numbers."""

import asyncio
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.bus import NotPublished, Range
from shared.feed import relay
from shared.feed.numbering import Numbered
from shared.feed.relay import QUEUED_RANGES, RANGE_BYTES, RANGE_FACTS, Publisher, Relay, _ranges
from shared.telemetry import Metrics
from shared.testing import eventually
from tests.shared.source import Source, updated


def ranges(bodies: list[str]) -> list[Range]:
    return list(_ranges("registry", Numbered("epoch", 11, bodies)))


def fact(size: int = 20) -> str:
    return json.dumps({"id": "x" * (size - 10)})


def test_one_fact_travels_alone() -> None:
    (only,) = ranges([fact()])
    assert (only.first, only.last, only.body) == (11, 11, f"[{fact()}]".encode())


def test_a_burst_travels_by_the_hundred() -> None:
    spans = [(one.first, one.last) for one in ranges([fact()] * 250)]
    assert spans == [(11, 110), (111, 210), (211, 260)]


def test_large_facts_travel_in_smaller_company() -> None:
    found = ranges([fact(50_000)] * 5)
    assert [one.last - one.first + 1 for one in found] == [2, 2, 1]


def test_a_fact_larger_than_a_range_travels_alone() -> None:
    assert [(one.first, one.last) for one in ranges([fact(), fact(200_000), fact()])] == [(11, 11), (12, 12), (13, 13)]


@given(st.lists(st.integers(12, 70_000), min_size=1, max_size=300))
def test_ranges_are_consecutive_whole_and_within_their_limits(sizes: list[int]) -> None:
    bodies = [fact(size) for size in sizes]
    found = ranges(bodies)
    following = 11
    for one in found:
        assert one.first == following
        following = one.last + 1
        count = one.last - one.first + 1
        assert count <= RANGE_FACTS
        assert one.body is not None
        assert len(json.loads(one.body)) == count
        assert count == 1 or len(one.body) <= RANGE_BYTES + RANGE_FACTS + 2
    assert following == 11 + len(bodies)


class AwayBus:
    """A broker that is not there."""

    joins_processes = True

    async def publish(self, range_: Range) -> None:
        raise NotPublished("away")

    async def listen(self, listener: str, source: str, receive: Any) -> None: ...

    async def close(self) -> None: ...


async def test_a_bus_that_is_away_never_stops_the_numbering(source: Source) -> None:
    metrics = Metrics("registry")
    publisher = Publisher(AwayBus(), metrics)
    numbering = Relay(source.feed, publisher, metrics)
    source.db.committed = numbering.ring
    tasks = [asyncio.create_task(publisher.run()), asyncio.create_task(numbering.run())]
    for number in range(20):
        async with source.db.transaction() as tx:
            tx.emit(updated("e", number))

    async def all_numbered() -> bool:
        return (await source.feed.position()).head == 20

    await eventually(all_numbered)
    assert not any(task.done() for task in tasks)
    assert metrics.dropped.labels("not published")._value.get() >= 1
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_a_full_queue_drops_what_will_be_pulled() -> None:
    metrics = Metrics("registry")
    publisher = Publisher(AwayBus(), metrics)
    for number in range(QUEUED_RANGES + 7):
        publisher.offer(Range("registry", "epoch", number + 1, number + 1, b"[]"))
    assert metrics.dropped.labels("queue full")._value.get() == 7


async def test_a_fact_whose_writer_died_before_ringing_is_numbered_all_the_same(source: Source) -> None:
    metrics = Metrics("registry")
    numbering = Relay(source.feed, Publisher(AwayBus(), metrics), metrics)
    task = asyncio.create_task(numbering.run())
    await asyncio.sleep(relay.FLOOR_SECONDS / 5)
    async with source.db.transaction() as tx:
        tx.emit(updated("e", 1))

    async def numbered() -> bool:
        return (await source.feed.position()).head == 1

    await eventually(numbered, seconds=10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
