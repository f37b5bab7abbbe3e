"""zjtx whose process dies where it is told to, as by kill -9: `python -m tests.faults.crashing ORDER serve …`.

ORDER is a file. While it says `point service`, the next time that service passes that point is the last thing the
process does. The points are the rows of the table of crashes: between any two of them something became durable.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from aiormq.channel import Channel

from services.benefits import store
from services.benefits.service import publishing
from services.cli import app
from services.embedded import SERVICES
from shared.bus import Range
from shared.db import Rows, Tx
from shared.events import Event, MeasureMatched, TierChanged
from shared.feed.relay import Publisher, Relay
from shared.subscription import Subscription

STEP: Final = 20
"""Enterprises a publication takes at a time"""
Pass = Callable[[str, str], None]
"""(point, service): does not return when the order says so"""


def obey(order: Path) -> Pass:
    def passing(point: str, service: str) -> None:
        if order.exists() and order.read_text() == f"{point} {service}":
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def before_commit(passing: Pass) -> None:
    """State, fact and audit row are written, nothing is committed."""
    insert = Tx.insert

    async def insert_and_pass(self: Tx, into: Rows, rows: Sequence[Any]) -> None:
        await insert(self, into, rows)
        if into is SERVICES[self.source].floor.outbox and rows:
            passing("before-commit", self.source)

    Tx.insert = insert_and_pass  # type: ignore[method-assign]


def after_commit(passing: Pass) -> None:
    """Committed, not answered, the relay not rung."""
    ring = Relay.ring

    def pass_and_ring(self: Relay) -> None:
        passing("after-commit", self._feed.source)
        ring(self)

    Relay.ring = pass_and_ring  # type: ignore[method-assign]


def before_publish(passing: Pass) -> None:
    """Numbered, unpublished."""
    offer = Publisher.offer

    def pass_and_offer(self: Publisher, range_: Range) -> None:
        passing("before-publish", range_.source)
        offer(self, range_)

    Publisher.offer = pass_and_offer  # type: ignore[method-assign]


def before_confirm(passing: Pass) -> None:
    """The broker has the message and says so; we die before we hear it."""
    confirm, [service] = Channel._on_confirm_frame, [name for name in sys.argv if name in SERVICES] or [""]

    async def pass_and_confirm(self: Channel, frame: Any) -> None:
        passing("before-confirm", service)
        await confirm(self, frame)

    Channel._on_confirm_frame = pass_and_confirm  # type: ignore[method-assign]


def mid_handler(passing: Pass) -> None:
    """The effects of a tier change are written, nothing is committed."""
    for name, service in SERVICES.items():
        handlers: Any = service.listens.get("registry", {})
        if TierChanged in handlers:

            async def handle_and_pass(
                tx: Tx, events: Sequence[Event], name: str = name, handle: Any = handlers[TierChanged]
            ) -> None:
                await handle(tx, events)
                passing("mid-handler", name)

            handlers[TierChanged] = handle_and_pass


def mid_publication(passing: Pass) -> None:
    """What a version does to some enterprises is written, and how far it has come; nothing is committed. In small
    steps, so that a city of hundreds takes many."""
    publishing.CHUNK = STEP  # type: ignore[misc]
    save = store.versions.save_publication

    async def save_and_pass(tx: Tx, row: Any) -> None:
        await save(tx, row)
        passing("mid-publication", tx.source)

    store.versions.save_publication = save_and_pass


def mid_match(passing: Pass) -> None:
    """The messages of some matches are written, nothing is committed."""
    handlers: Any = SERVICES["notifications"].listens["benefits"]
    write = handlers[MeasureMatched]

    async def write_and_pass(tx: Tx, events: Sequence[Event]) -> None:
        await write(tx, events)
        passing("mid-match", tx.source)

    handlers[MeasureMatched] = write_and_pass


def mid_growth(passing: Pass) -> None:
    """What changed enterprises grew into is written and told, nothing is committed."""
    settle = store.portraits.settle

    async def settle_and_pass(tx: Tx, rows: Any) -> None:
        await settle(tx, rows)
        passing("mid-growth", tx.source)

    store.portraits.settle = settle_and_pass


def before_ack(passing: Pass) -> None:
    """Effects and cursor are committed; the broker does not know."""
    acknowledge = Subscription._acknowledge

    async def pass_and_acknowledge(self: Subscription, deliveries: Any, number: int) -> None:
        passing("before-ack", self.listener)
        await acknowledge(self, deliveries, number)

    Subscription._acknowledge = pass_and_acknowledge  # type: ignore[method-assign]


if __name__ == "__main__":
    passing = obey(Path(sys.argv.pop(1)))
    of_facts = (before_commit, after_commit, before_publish, before_confirm, mid_handler, before_ack)
    for lay in (*of_facts, mid_publication, mid_match, mid_growth):
        lay(passing)
    app()
