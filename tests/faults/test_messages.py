"""Whatever happens to a message between the exchange and a listener, the state is the same and nothing is twice."""

import aio_pika

from shared.bus.rabbit import EXCHANGE, queue_name
from shared.testing import eventually
from tests.faults.evidence import effects_of, nothing_lost_nothing_twice, recomputed, settled
from tests.faults.mangling import between, channel_of
from tests.faults.processes import ServedZone
from tests.rig import RabbitBroker


async def test_mangled_messages_change_nothing(
    four_processes: ServedZone, broker: RabbitBroker, blank_databases: dict[str, str]
) -> None:
    zone = four_processes
    uscc = await zone.register()
    await settled(zone)
    async with between(broker.url, "benefits", "registry") as mangler:
        changes = [await zone.recognise(uscc, "innovative"), await zone.recognise(uscc, "specialised")]
        first, second = await mangler.take(), await mangler.take()
        await mangler.hand_on(second)  # overtakes the first
        await mangler.hand_on(second)
        await mangler.hand_on(first)
        await mangler.hand_on(first)
        changes.append(await zone.recognise(uscc, "hidden_champion"))
        third = await mangler.take()
        await mangler.hand_on(third, third.body[: len(third.body) // 2])
        await mangler.hand_on(third, b"")
        changes.append(await zone.recognise(uscc, "little_giant"))
        fourth = await mangler.take()
        number = int(str(fourth.headers["last"]))
        await mangler.hand_on(fourth, first=number + 1_000, last=number + 1_000)
        await mangler.hand_on(fourth, last=number + 5)
        await mangler.hand_on(first, epoch="another history", first=number + 1, last=number + 1)
        await mangler.hand_on(fourth, first="many")
        await mangler.invent(b"\xff\xfe not a batch", {"x": 1})
        await mangler.invent(b"", {})
        await mangler.hand_on(first)  # a week late
        await nothing_lost_nothing_twice(zone, changes)
    assert await effects_of(zone) == await recomputed(zone, blank_databases)


async def test_a_removed_binding_costs_time_and_no_fact(four_processes: ServedZone, broker: RabbitBroker) -> None:
    await settled(four_processes)
    async with channel_of(broker.url) as channel:
        exchange = await channel.get_exchange(EXCHANGE)
        queue = await channel.get_queue(queue_name("finance", "registry"))
        await queue.unbind(exchange, "registry")
        try:
            await nothing_lost_nothing_twice(four_processes, await four_processes.changes(5))
        finally:
            await queue.bind(exchange, "registry")


async def test_a_deleted_queue_comes_back_and_costs_no_fact(four_processes: ServedZone, broker: RabbitBroker) -> None:
    await settled(four_processes)
    name = queue_name("finance", "registry")
    async with channel_of(broker.url) as channel:
        await channel.queue_delete(name)
    await nothing_lost_nothing_twice(four_processes, await four_processes.changes(5))

    async def there_again() -> bool:
        async with channel_of(broker.url) as channel:
            try:
                return (await channel.get_queue(name)).name == name
            except aio_pika.exceptions.ChannelNotFoundEntity:
                return False

    await eventually(there_again, seconds=20, every=0.5)
