"""Whatever a bus does, each fact is applied once and in order."""

import asyncio
from dataclasses import replace

import pytest

from shared.bus import Range
from shared.subscription import next_portion
from shared.testing import eventually
from tests.shared.source import Listener, updated


async def reaches(listener: Listener, number: int) -> None:
    async def there() -> bool:
        return await listener.number() == number

    await eventually(there)


async def told(listener: Listener, count: int) -> list[tuple[str, int]]:
    facts = [updated(f"e{n % 3}", n) for n in range(1, count + 1)]
    await listener.source.tell(*facts)
    return [(fact.enterprise_id, fact.enterprise_version) for fact in facts]


async def test_ranges_that_follow_the_cursor_are_applied_without_asking_the_source(listening: Listener) -> None:
    expected = await told(listening, 9)
    first = await listening.source.range(1, 1)
    listening.bus.deliver(first)  # the first epoch is learnt by a pull
    await reaches(listening, 9)
    expected += [("e9", 10), ("e9", 11)]
    await listening.source.tell(updated("e9", 10), updated("e9", 11))
    pulls = listening.source.pulls
    listening.bus.deliver(await listening.source.range(10, 10), await listening.source.range(11, 11))
    await reaches(listening, 11)
    assert listening.source.pulls == pulls
    assert await listening.traces() == expected
    assert await listening.told() == 11


@pytest.fixture
async def at_three(listening: Listener) -> Listener:
    """The listener has applied three facts and knows the epoch; six more are told."""
    await told(listening, 3)
    listening.bus.deliver(await listening.source.range(1, 3))
    await reaches(listening, 3)
    await listening.source.tell(*(updated(f"e{n % 3}", n) for n in range(4, 10)))
    return listening


ALL = [(f"e{n % 3}", n) for n in range(1, 10)]


async def test_a_duplicate_is_old_news(at_three: Listener) -> None:
    ranges = [await at_three.source.range(*span) for span in ((4, 6), (4, 6), (1, 9), (5, 9), (2, 3), (1, 9))]
    at_three.bus.deliver(*ranges)
    await reaches(at_three, 9)
    at_three.bus.deliver(*ranges)
    await eventually(lambda: acknowledged(at_three, ranges[-1], 2))
    assert await at_three.traces() == ALL


async def acknowledged(listener: Listener, range_: Range, times: int) -> bool:
    return listener.bus.acknowledged.count(range_) >= times


async def test_a_message_behind_its_successor_costs_nothing(at_three: Listener) -> None:
    pulls = at_three.source.pulls
    spans = [await at_three.source.range(*span) for span in ((7, 9), (4, 6))]
    at_three.bus.deliver(*spans)
    await reaches(at_three, 9)
    assert await at_three.traces() == ALL
    assert at_three.source.pulls == pulls


async def test_a_hole_is_filled_from_the_feed(at_three: Listener) -> None:
    pulls = at_three.source.pulls
    late = await at_three.source.range(4, 6)
    at_three.bus.deliver(await at_three.source.range(7, 9))
    await reaches(at_three, 9)
    assert at_three.source.pulls > pulls
    at_three.bus.deliver(late)
    await eventually(lambda: acknowledged(at_three, late, 1))
    assert await at_three.traces() == ALL


@pytest.mark.parametrize("how", ["cut", "one too few", "other source", "no batch", "bell", "other epoch", "no type"])
async def test_a_mangled_message_is_only_a_bell(at_three: Listener, how: str) -> None:
    right = await at_three.source.range(4, 6)
    assert right.body is not None
    mangled = {
        "cut": replace(right, body=right.body[: len(right.body) // 2]),
        "one too few": replace(right, last=7),
        "other source": replace(right, body=right.body.replace(b"/zjtx/registry", b"/zjtx/benefits")),
        "no batch": replace(right, body=b'{"id": 1}'),
        "bell": replace(right, body=None),
        "other epoch": replace(right, epoch="another"),
        "no type": replace(right, body=right.body.replace(b'"type":', b'"tipe":')),
    }[how]
    pulls = at_three.source.pulls
    at_three.bus.deliver(mangled)
    await reaches(at_three, 9)
    assert at_three.source.pulls > pulls
    assert await at_three.traces() == ALL
    assert await at_three.parked() == []


async def test_a_number_above_the_head_is_ignored_and_counted(at_three: Listener) -> None:
    right = await at_three.source.range(4, 6)
    beyond = replace(right, first=100, last=102)
    at_three.bus.deliver(beyond)
    await reaches(at_three, 9)
    await eventually(lambda: acknowledged(at_three, beyond, 1))
    assert at_three.ignored("above the head") == 1
    assert await at_three.traces() == ALL


async def test_two_replicas_apply_each_fact_once(listener: Listener) -> None:
    await told(listener, 200)
    twin = Listener(listener.db, listener.source, listener.bus)
    await asyncio.gather(listener.subscription.catch_up(), twin.subscription.catch_up())
    assert await listener.number() == 200
    assert len(await listener.traces()) == len(set(await listener.traces())) == 200
    assert await listener.told() == 200


async def test_a_cursor_of_another_history_stops_and_alarms_and_applies_nothing(listening: Listener) -> None:
    await told(listening, 3)
    listening.bus.deliver(await listening.source.range(1, 3))
    await reaches(listening, 3)
    await listening.source.feed.new_epoch()
    await listening.source.tell(updated("e0", 4))
    listening.bus.deliver(await listening.source.range(4, 4))

    async def alarmed() -> bool:
        return bool(listening.metrics.forks.labels("registry")._value.get() >= 1)

    await eventually(alarmed)
    assert await listening.number() == 3
    assert len(await listening.traces()) == 3


@pytest.mark.parametrize(
    ("portion", "facts", "seconds", "following"),
    [
        (100, 100, 0.1, 200),  # quick: twice as many at most
        (800, 800, 0.1, 1_000),
        (100, 100, 2.0, 25),  # dear: as many as fit into half a second
        (25, 25, 0.5, 25),
        (100, 100, 60.0, 10),
        (100, 1, 0.02, 25),  # one alone says what one costs
        (100, 1, 0.0, 200),
    ],
)
def test_dear_facts_are_applied_in_small_portions(portion: int, facts: int, seconds: float, following: int) -> None:
    assert next_portion(portion, facts, seconds) == following
