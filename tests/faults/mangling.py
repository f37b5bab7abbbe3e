"""Stands between the exchange and one listener's queue: what it receives of its source is what we hand on."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aio_pika
from aio_pika import Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue

from shared.bus.rabbit import EXCHANGE, queue_name
from shared.testing import eventually


@dataclass(frozen=True)
class Mangler:
    channel: AbstractChannel
    tap: AbstractQueue
    queue: str

    async def take(self) -> AbstractIncomingMessage:
        """The next message that the listener should have had."""
        message = await eventually(lambda: self.tap.get(no_ack=True, fail=False), every=0.05)
        assert message is not None
        return message

    async def hand_on(self, message: AbstractIncomingMessage, body: bytes | None = None, **headers: Any) -> None:
        await self.invent(message.body if body is None else body, {**message.headers, **headers})

    async def invent(self, body: bytes, headers: Mapping[str, Any]) -> None:
        message = Message(body, headers=dict(headers), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await self.channel.default_exchange.publish(message, self.queue)


@asynccontextmanager
async def channel_of(url: str) -> AsyncIterator[AbstractChannel]:
    connection = await aio_pika.connect(url, timeout=5)
    async with connection:
        yield await connection.channel()


@asynccontextmanager
async def between(url: str, listener: str, source: str) -> AsyncIterator[Mangler]:
    async with channel_of(url) as channel:
        exchange = await channel.get_exchange(EXCHANGE)
        queue = await channel.get_queue(queue_name(listener, source))
        tap = await channel.declare_queue(exclusive=True, auto_delete=True)
        await tap.bind(exchange, source)
        await queue.unbind(exchange, source)
        try:
            yield Mangler(channel, tap, queue.name)
        finally:
            await queue.bind(exchange, source)
