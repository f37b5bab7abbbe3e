"""A fact that cannot be applied waits with everything of its enterprise behind it; everyone else goes on."""

import pytest

from shared.events import EnterpriseUpdated
from shared.parking import Retried
from tests.shared.source import Listener, UpdatedLater, updated


@pytest.fixture
async def poisoned(listener: Listener) -> Listener:
    """Fact 3 (bad 2) is poisoned; facts 5 and 6 of the same enterprise come behind it."""
    listener.poisoned = {("bad", 2)}
    spoken = (("bad", 1), ("good", 1), ("bad", 2), ("good", 2), ("bad", 3), ("bad", 4), ("good", 3))
    await listener.source.tell(*(updated(*one) for one in spoken))
    await listener.subscription.catch_up()
    return listener


async def test_a_poisoned_fact_parks_its_enterprise_and_nobody_else(poisoned: Listener) -> None:
    assert await poisoned.number() == 7
    assert await poisoned.traces("good") == [("good", 1), ("good", 2), ("good", 3)]
    assert await poisoned.traces("bad") == [("bad", 1)], "what the poisoned fact wrote is rolled back"
    assert await poisoned.told() == 4, "and what it told"
    parked = await poisoned.parked()
    assert [number for number, _, _ in parked] == [3, 5, 6]
    assert "poisoned: bad 2" in parked[0][1]
    assert all("waits behind" in error for _, error, _ in parked[1:])


async def test_later_facts_queue_behind_it(poisoned: Listener) -> None:
    await poisoned.source.tell(updated("bad", 5), updated("good", 4))
    await poisoned.subscription.catch_up()
    assert [number for number, _, _ in await poisoned.parked()] == [3, 5, 6, 8]
    assert (await poisoned.traces("good"))[-1] == ("good", 4)


async def test_a_retry_that_fails_again_keeps_the_order_and_counts(poisoned: Listener) -> None:
    assert await poisoned.retry() == Retried(applied=0, still_parked=3)
    assert [attempts for _, _, attempts in await poisoned.parked()] == [2, 1, 1]
    assert await poisoned.traces("bad") == [("bad", 1)]
    assert await poisoned.told() == 4


async def test_a_retry_brings_the_enterprise_up_to_date_in_order(poisoned: Listener) -> None:
    poisoned.poisoned.clear()
    assert await poisoned.retry("somebody else") == Retried(applied=0, still_parked=3)
    assert await poisoned.retry("bad") == Retried(applied=3, still_parked=0)
    assert await poisoned.traces("bad") == [("bad", n) for n in (1, 2, 3, 4)]
    await poisoned.source.tell(updated("bad", 5))
    await poisoned.subscription.catch_up()
    assert (await poisoned.traces("bad"))[-1] == ("bad", 5)


async def test_a_second_poisoned_fact_stops_the_retry_there(poisoned: Listener) -> None:
    poisoned.poisoned = {("bad", 4)}
    assert await poisoned.retry() == Retried(applied=2, still_parked=1)
    assert [number for number, _, _ in await poisoned.parked()] == [6]
    assert "poisoned: bad 4" in (await poisoned.parked())[0][1]


async def test_a_skipped_fact_is_given_up_and_the_rest_can_follow(poisoned: Listener) -> None:
    async with poisoned.db.transaction() as tx:
        assert await poisoned.subscription.parking.skip(tx, 3)
        assert not await poisoned.subscription.parking.skip(tx, 4)
    assert await poisoned.retry() == Retried(applied=2, still_parked=0)
    assert await poisoned.traces("bad") == [("bad", 1), ("bad", 3), ("bad", 4)]


async def test_an_unknown_major_version_waits_for_the_build_that_knows_it(listener: Listener) -> None:
    await listener.source.tell(updated("new", 1), updated("new", 2, UpdatedLater), updated("new", 3), updated("old", 1))
    await listener.subscription.catch_up()
    assert await listener.traces() == [("new", 1), ("old", 1)]
    assert [number for number, _, _ in await listener.parked()] == [2, 3]
    await listener.subscription.parking.retry_unknown()
    assert len(await listener.parked()) == 2, "this build still does not know it"

    later_build = listener.subscribe({EnterpriseUpdated: listener.hear, UpdatedLater: listener.hear})
    await later_build.parking.retry_unknown()
    assert await listener.parked() == []
    assert await listener.traces("new") == [("new", 1), ("new", 2), ("new", 3)]


async def test_one_bad_fact_among_many_is_found_and_the_rest_applied(listener: Listener) -> None:
    listener.poisoned = {("e7", 137)}
    await listener.source.tell(*(updated(f"e{n % 10}", n) for n in range(1, 251)))
    await listener.subscription.catch_up()
    assert await listener.number() == 250
    assert len(await listener.traces()) == 250 - len(range(137, 251, 10))
    assert [number for number, _, _ in await listener.parked()] == list(range(137, 251, 10))


async def test_a_handler_that_writes_its_facts_in_a_savepoint_is_parked_and_takes_nobody_elses_with_it(
    listener: Listener,
) -> None:
    """What a savepoint takes back could not be told again: only the commit, or a transaction without one, writes."""
    listener.poisoned = {("bad", 1)}
    listener.writes_facts = {"eager"}
    await listener.source.tell(updated("good", 1), updated("bad", 1), updated("eager", 1), updated("good", 2))
    await listener.subscription.catch_up()
    assert await listener.traces() == [("good", 1), ("good", 2)]
    assert await listener.told() == 2
    assert [number for number, _, _ in await listener.parked()] == [2, 3]
    assert "savepoint" in (await listener.parked())[1][1]
    assert (await listener.retry("eager")).applied == 0
