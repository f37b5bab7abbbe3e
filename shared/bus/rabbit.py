"""The bus of many processes: RabbitMQ, declared the same on 3.10 and 4.x.

A message is a range of facts. Whatever goes wrong here costs time, never a fact: the listener pulls.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

import aio_pika
from aio_pika import DeliveryMode, ExchangeType, Message
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange, AbstractIncomingMessage
from aio_pika.connection import make_url

from shared.bus import Delivery, NotPublished, Range

log = logging.getLogger(__name__)
EXCHANGE: Final = "zjtx.events.v1"
DEAD_LETTERS: Final = "zjtx.dlx.v1"
CONTENT_TYPE: Final = "application/cloudevents-batch+json; charset=UTF-8"
PREFETCH_RANGES: Final = 50
TIMEOUT: Final = 5.0
"""Seconds for any single call: a stopped broker answers never, not slowly."""


def queue_name(listener: str, source: str) -> str:
    return f"{listener}.{source}.v1"


def queue_arguments(name: str) -> dict[str, Any]:
    """Frozen with the name: another value means `.v2`. The limits are only a backstop; we never nack."""
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": 20,
        "x-dead-letter-exchange": DEAD_LETTERS,
        "x-dead-letter-routing-key": name,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length": 1_000_000,
    }


class RabbitBus:
    joins_processes = True

    def __init__(self, url: str) -> None:
        self._url = url if "heartbeat=" in url else f"{url}{'&' if '?' in url else '?'}heartbeat=10"
        self._connection: AbstractConnection | None = None
        self._channel: AbstractChannel | None = None
        self._exchange: AbstractExchange | None = None
        self._opening = asyncio.Lock()

    async def publish(self, range_: Range) -> None:
        assert range_.body is not None, "a range published to a broker carries its facts"
        message = Message(
            range_.body,
            content_type=CONTENT_TYPE,
            delivery_mode=DeliveryMode.PERSISTENT,  # aio-pika's default is transient
            headers={"epoch": range_.epoch, "first": range_.first, "last": range_.last},
            app_id=range_.source,
        )
        try:
            exchange = await self._publishing()
            await exchange.publish(message, range_.source, mandatory=True, timeout=TIMEOUT)
        except (aio_pika.exceptions.AMQPError, OSError, TimeoutError, RuntimeError) as fault:
            raise NotPublished(f"{type(fault).__name__}: {fault}") from fault

    async def _publishing(self) -> AbstractExchange:
        async with self._opening:
            if self._exchange is None or self._channel is None or self._channel.is_closed:
                await self.close()
                self._connection = await self._connect()
                async with asyncio.timeout(TIMEOUT):
                    # on_return_raises: without it an unroutable message counts as confirmed.
                    self._channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
                    self._exchange = await _exchange(self._channel)
            return self._exchange

    async def _connect(self) -> AbstractConnection:
        """Closed here when it does not open: the collector would close what is half open, outside any loop."""
        connection = aio_pika.Connection(make_url(self._url))
        try:
            await connection.connect(timeout=TIMEOUT)
        except BaseException:
            await connection.close()
            raise
        return connection

    async def listen(self, listener: str, source: str, receive: Callable[[Delivery], None]) -> None:
        connection = await self._connect()
        async with connection:
            closed = asyncio.Event()
            connection.close_callbacks.add(lambda *_: closed.set())
            async with asyncio.timeout(3 * TIMEOUT):
                channel = await connection.channel(publisher_confirms=False)
                channel.close_callbacks.add(lambda *_: closed.set())
                # A deleted queue ends the consumer, not the channel: without this nobody would declare it again.
                underlay = await channel.get_underlay_channel()
                underlay.on_consumer_cancel_callbacks.add(lambda _: closed.set())
                await channel.set_qos(prefetch_count=PREFETCH_RANGES)
                queue = await self._declare(channel, listener, source)

                async def on_message(message: AbstractIncomingMessage) -> None:
                    receive(Delivery(_range(source, message), lambda: message.ack(multiple=True)))

                await queue.consume(on_message)
            await closed.wait()
        raise ConnectionError("the broker ended the listening")

    async def _declare(self, channel: AbstractChannel, listener: str, source: str) -> Any:
        exchange = await _exchange(channel)
        letters = await channel.declare_exchange(DEAD_LETTERS, ExchangeType.TOPIC, durable=True)
        name = queue_name(listener, source)
        dead = await channel.declare_queue(
            f"{name}.dlq", durable=True, arguments={"x-queue-type": "quorum", "x-delivery-limit": 1000}
        )
        await dead.bind(letters, name)
        queue = await channel.declare_queue(name, durable=True, arguments=queue_arguments(name))
        await queue.bind(exchange, source)
        return queue

    async def close(self) -> None:
        connection, self._connection, self._exchange = self._connection, None, None
        if connection is not None and not connection.is_closed:
            try:
                async with asyncio.timeout(1):
                    await connection.close()
            except (OSError, TimeoutError, aio_pika.exceptions.AMQPError) as fault:
                log.info("closing the broker connection: %s", fault)


async def _exchange(channel: AbstractChannel) -> AbstractExchange:
    return await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)


def _range(source: str, message: AbstractIncomingMessage) -> Range:
    """What the headers say; anything odd makes the message a mere bell."""
    match message.headers:
        case {"epoch": str(epoch), "first": int(first), "last": int(last)} if 0 < first <= last:
            return Range(source, epoch, first, last, message.body)
        case _:
            return Range(source, "", 0, 0)
