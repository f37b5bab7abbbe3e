"""What every body of the bus promises, the same suite for both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from shared.bus import Bus, Delivery, NotPublished, Range, connect
from shared.testing import eventually
from tests.rig import RabbitBroker

URLS = {"memory": "memory://", "rabbit": "rabbit_broker"}


@pytest.fixture(params=list(URLS))
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    broker: RabbitBroker | None = request.getfixturevalue("rabbit_broker") if request.param == "rabbit" else None
    bus = connect(broker.url if broker else "memory://")
    yield bus
    await bus.close()


@pytest.fixture
def source() -> str:
    """A queue of its own: the broker is shared."""
    return f"source-{uuid4().hex[:8]}"


@asynccontextmanager
async def listening(bus: Bus, listener: str, source: str) -> AsyncIterator[list[Delivery]]:
    """What arrives; ready once a first range, numbered 0, has come through."""
    heard: list[Delivery] = []
    task = asyncio.create_task(bus.listen(listener, source, heard.append))

    async def through() -> bool:
        assert not task.done(), task
        try:
            await bus.publish(Range(source, "probe", 1, 1, b"[]"))
        except NotPublished:
            return False
        await asyncio.sleep(0.05)
        return bool(heard)

    await eventually(through)
    await asyncio.sleep(0.1)
    await heard[-1].ack()
    heard.clear()
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def some(source: str, first: int = 1, last: int = 3) -> Range:
    return Range(source, "epoch", first, last, f'[{{"id":"示例 {first}"}}]'.encode())


async def hears(heard: list[Delivery], count: int) -> list[Range]:
    async def enough() -> bool:
        return len(heard) >= count

    await eventually(enough)
    return [delivery.range for delivery in heard]


async def test_a_listener_hears_what_is_published(bus: Bus, source: str) -> None:
    async with listening(bus, "a", source) as heard:
        await bus.publish(some(source))
        (range_,) = await hears(heard, 1)
        assert (range_.source, range_.epoch, range_.first, range_.last) == (source, "epoch", 1, 3)
        expected = some(source).body if bus.joins_processes else None
        assert range_.body == expected, "the facts, or in one process only the bell"
        await heard[-1].ack()


async def test_every_listener_of_a_source_hears_and_no_other(bus: Bus, source: str) -> None:
    other = f"{source}-other"
    async with (
        listening(bus, "a", source) as first,
        listening(bus, "b", source) as second,
        listening(bus, "a", other) as third,
    ):
        first.clear()
        await bus.publish(some(source))
        await hears(first, 1)
        await hears(second, 1)
        await asyncio.sleep(0.1)
        assert third == []


async def test_ranges_come_in_the_order_they_were_published(bus: Bus, source: str) -> None:
    async with listening(bus, "a", source) as heard:
        for number in range(1, 41):
            await bus.publish(some(source, number, number))
        assert [range_.first for range_ in await hears(heard, 40)] == list(range(1, 41))


async def test_whoever_stopped_listening_hears_nothing(bus: Bus, source: str) -> None:
    async with listening(bus, "a", source) as heard:
        pass
    await bus.publish(some(source))
    await asyncio.sleep(0.1)
    assert heard == []


async def test_publishing_to_nobody_ends(bus: Bus, source: str) -> None:
    """In one process nobody is nobody; a broker says that the range went nowhere."""
    async with asyncio.timeout(10):
        if bus.joins_processes:
            with pytest.raises(NotPublished):
                await bus.publish(some(source))
        else:
            await bus.publish(some(source))


async def test_what_was_not_acknowledged_comes_again(rabbit_broker: RabbitBroker, source: str) -> None:
    bus = connect(rabbit_broker.url)
    async with listening(bus, "a", source) as heard:
        for number in (1, 2, 3):
            await bus.publish(some(source, number, number))
        await hears(heard, 3)
        await heard[1].ack()  # and everything before it
        await asyncio.sleep(0.2)
    again: list[Delivery] = []
    task = asyncio.create_task(bus.listen("a", source, again.append))
    assert [range_.first for range_ in await hears(again, 1)] == [3]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await bus.close()


async def test_a_broker_that_is_not_there_fails_in_time() -> None:
    bus = connect("amqp://guest:guest@127.0.0.1:1/")
    async with asyncio.timeout(10):
        with pytest.raises(NotPublished):
            await bus.publish(some("registry"))
    await bus.close()


def test_a_bus_of_another_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="ZJTX_BUS_URL"):
        connect("kafka://somewhere")
