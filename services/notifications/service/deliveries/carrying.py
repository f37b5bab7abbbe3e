"""The workers: one lane for each urgency, so that nothing urgent ever waits for what is not.

An attempt is written down, with its gateway, in the transaction before it leaves, and its outcome in one after. What
has no outcome (the process died, the line broke) is asked about by reference before it is sent again.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from services.notifications import store
from services.notifications.domain import circuits
from services.notifications.domain.circuits import WELL, Health
from services.notifications.domain.delivering import Kind, Reason, State, Step, reference
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancel, Cancelled, Channel, Hold, Send, Urgency
from services.notifications.gateways import Answer, Errand, Gateway, Verdict
from services.notifications.service.attention import release
from services.notifications.service.deliveries import settling, verifying
from services.notifications.service.deliveries.desk import Desk, healths
from services.notifications.store.deliveries import Lease
from services.notifications.store.tables import ContactRow, DeliveryRow
from shared.background import resting
from shared.db import Database, Tx
from shared.leases import run_steadily
from shared.problems import Busy, database_problem
from shared.rebuilding import is_whole
from shared.seals import Unsealable

log = logging.getLogger(__name__)
DEADLINE_SECONDS: Final = 45.0
"""For one errand to a gateway, whatever it takes there"""
LEASE: Final = timedelta(seconds=DEADLINE_SECONDS + 30)
"""Whoever dies at it holds it no longer."""
REST: Final = timedelta(seconds=5)
"""While a key is missing, or whose messages they are is being read again"""


@dataclass(frozen=True)
class Lane:
    at_once: int
    """On their way"""
    hand: int
    """Taken at once by each of those, to be sent one after the other"""
    look_seconds: float


LANES: Final[Mapping[Urgency, Lane]] = {
    Urgency.URGENT: Lane(16, 1, 0.25),
    Urgency.NORMAL: Lane(8, 4, 0.5),
    Urgency.BULK: Lane(4, 25, 0.5),
}
"""Few bulk messages are on their way at a time: all lanes share one processor, and one database."""


@dataclass(frozen=True)
class _Going:
    """An attempt under way."""

    lease: Lease
    kind: Kind
    gateway: Gateway
    health: Health
    call: Callable[[], Awaitable[Answer]] = field(repr=False)
    """What is to be asked of the gateway, once nothing is open"""


async def carry(db: Database, desk: Desk, lane: Urgency) -> None:
    """For as long as the process lives."""
    slots = LANES[lane]
    await run_steadily(
        f"{lane} deliveries",
        db,
        lambda tx, at: any_due(tx, desk, at, lane),
        lambda tx, at, most: _hands(tx, desk, at, most, lane),
        lambda hand: _one_by_one(db, desk, hand),
        at_once=slots.at_once,
        every_seconds=slots.look_seconds,
    )


async def _hands(tx: Tx, desk: Desk, at: datetime, most: int, lane: Urgency) -> Sequence[Sequence[Lease]]:
    size = LANES[lane].hand
    taken = await take(tx, desk, at, most * size, lane)
    return [taken[start : start + size] for start in range(0, len(taken), size)]


async def _one_by_one(db: Database, desk: Desk, hand: Sequence[Lease]) -> None:
    """Whose lease ended meanwhile is somebody else's, and passed over."""
    for lease in hand:
        await attempt(db, desk, lease)


async def any_due(tx: Tx, desk: Desk, at: datetime, lane: Urgency) -> bool:
    return await store.deliveries.any_due(tx, at, lane, await desk.resting(tx))


async def take(tx: Tx, desk: Desk, at: datetime, most: int, lane: Urgency) -> Sequence[Lease]:
    return await store.deliveries.lease(tx, at, at + LEASE, most, lane, await desk.resting(tx))


async def attempt(db: Database, desk: Desk, lease: Lease) -> None:
    """While a gateway is called no transaction is open."""
    try:
        async with db.transaction() as tx:
            going = await _prepare(tx, desk, lease)
    except Exception as fault:
        if isinstance(fault, Busy) or database_problem(fault) is not None:
            raise
        log.exception("delivery %s cannot be put into words", lease.delivery_id)
        await _give_up(db, lease)
        return
    if going is None:
        return
    with resting():
        answer = await _call(going)
    async with db.transaction() as tx:
        await _conclude(tx, going, answer)


_FAILED_AT: Final = {Kind.ASK: Verdict.UNKNOWN, Kind.SEND: Verdict.REFUSED}


async def _call(going: _Going) -> Answer:
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await going.call()
    except TimeoutError:
        return Answer(Verdict.UNKNOWN, ill=True)
    except Exception as fault:
        # its words may hold an address; and one message that the program fails at stops no other
        log.error("gateway %s failed at %s: %s", going.gateway.name, going.kind, type(fault).__name__)
        return Answer(_FAILED_AT[going.kind])


async def _give_up(db: Database, lease: Lease) -> None:
    """One message that nobody can render stops no other."""
    async with db.transaction() as tx:
        row = await store.deliveries.lock(tx, lease.delivery_id)
        if row is not None and row.lease_token == lease.token:
            await settling.give_up(tx, row, Reason.NOT_RENDERED)
            await settling.leave_out(tx, row, Reason.NOT_RENDERED)


# ---- before --------------------------------------------------------------------------------------


async def _prepare(tx: Tx, desk: Desk, lease: Lease) -> _Going | None:
    row = await store.deliveries.lock(tx, lease.delivery_id)
    if row is None or row.lease_token != lease.token or row.next_at is None:
        return None
    if row.state in (State.SENDING, State.SENT):
        return await _enquire(tx, desk, row, lease)
    return await _set_out(tx, desk, row, lease)


async def _enquire(tx: Tx, desk: Desk, row: DeliveryRow, lease: Lease) -> _Going | None:
    """It has left, or may have: what became of it?"""
    gateway = desk.by_name.get(row.provider or "")
    if gateway is None or gateway.ask is None:
        again = gateway is not None and row.state == State.SENDING
        await settling.settle(tx, row, Kind.ASK, Answer(Verdict.LATER if again else Verdict.NEVER_SEEN), asks=False)
        return None
    known = (await healths(tx)).get(gateway.name, WELL)
    if known.rest_until is not None and circuits.rests(known, tx.now):
        await settling.ask_again(tx, row, known.rest_until)
        return None
    await _begin(tx, row, lease, Kind.ASK, gateway)
    return _Going(lease, Kind.ASK, gateway, known, partial(gateway.ask, reference(row.delivery_id, row.round)))


async def _set_out(tx: Tx, desk: Desk, row: DeliveryRow, lease: Lease) -> _Going | None:
    if settling.too_late(tx, row):
        await settling.expire(tx, row)
        return None
    if row.template != Template.CONTACT_VERIFICATION and not await is_whole(tx, store.FLOOR, "registry"):
        await settling.put_back(tx, row, tx.now + REST)
        return None
    said, contact, challenge = await _words(tx, desk, row)
    if isinstance(said, Hold):
        await settling.move(tx, row, Step.HOLD, reason=said.reason, next_at=said.until)
        return None
    if isinstance(said, Cancel) or contact is None:
        await settling.move(tx, row, Step.CANCEL, reason=said.reason if isinstance(said, Cancel) else None)
        return None
    try:
        address = desk.seal.opened(contact.address_sealed or "")
        secret = desk.seal.opened(contact.secret_sealed) if contact.secret_sealed else None
    except Unsealable:
        log.warning("delivery %s waits: the key of its address is missing", row.delivery_id)
        await settling.put_back(tx, row, tx.now + REST)
        return None
    chosen = await _choose(tx, desk, row)
    if chosen is None:
        return None
    gateway, health = chosen
    await settling.move(
        tx, row, Step.BEGIN, provider=gateway.name, contact_id=contact.contact_id, reason=None,
        template_version=said.template_version, language=said.language,
    )  # fmt: skip
    await _begin(tx, row, lease, Kind.SEND, gateway)
    ids = tuple(json.loads(row.message_ids))
    errand = Errand(reference(row.delivery_id, row.round), said, address, ids, secret, challenge)
    return _Going(lease, Kind.SEND, gateway, health, partial(gateway.send, errand))


async def _words(tx: Tx, desk: Desk, row: DeliveryRow) -> tuple[Send | Hold | Cancel, ContactRow | None, str | None]:
    """What is said, to which address, and what an enterprise's own system must echo. Whether there is a way is asked
    before: what cannot leave spends nothing of the week, and is not shown as sent.
    """
    connected = bool(desk.gateways.get(Channel(row.channel)))
    if row.template == Template.CONTACT_VERIFICATION:
        return await verifying.words(tx, desk, row) if connected else (Cancel(Cancelled.NOT_CONNECTED), None, None)
    contact = await store.contacts.in_use(tx, row.enterprise_id, row.channel)
    no = await _obstacle(tx, contact) if connected else Cancelled.NOT_CONNECTED
    if no is not None:
        await settling.leave_out(tx, row, no)
        return Cancel(no), None, None
    said = (await release(tx, [row], desk.links))[row.delivery_id]
    if row.channel == Channel.SMS and isinstance(said, Send) and said.sms is None:
        said = Cancel(Cancelled.NO_SHORT_FORM)
    return said, contact, None


async def _obstacle(tx: Tx, contact: ContactRow | None) -> Cancelled | None:
    if contact is None:
        return Cancelled.NO_CONTACT
    return Cancelled.SUPPRESSED if await store.contacts.suppressed(tx, [contact.mark or ""]) else None


async def _choose(tx: Tx, desk: Desk, row: DeliveryRow) -> tuple[Gateway, Health] | None:
    """The first that is well, or the one whose turn it is to be tried again; None: put back until one may be."""
    known = await healths(tx)
    names = circuits.order(desk.names[Channel(row.channel)], row.provider if row.failed else None)
    for name in names:
        health = known.get(name, WELL)
        if circuits.rests(health, tx.now):
            continue
        if not circuits.must_probe(health) or await store.gateways.claim_probe(tx, name, tx.now + circuits.PROBE):
            return desk.by_name[name], health
    until = min((one.rest_until for name in names if (one := known.get(name, WELL)).rest_until), default=tx.now)
    await settling.put_back(tx, row, max(until, tx.now + circuits.BUSY))
    return None


async def _begin(tx: Tx, row: DeliveryRow, lease: Lease, kind: Kind, gateway: Gateway) -> None:
    """Written down before it leaves."""
    await store.deliveries.begin_attempt(
        tx,
        {
            "delivery_id": row.delivery_id,
            "round": row.round,
            "kind": kind,
            "provider": gateway.name,
            "token": lease.token,
            "started_at": tx.now,
        },
    )


# ---- after ---------------------------------------------------------------------------------------


async def _conclude(tx: Tx, going: _Going, answer: Answer) -> None:
    """Kept only by whoever still holds the lease; the log of attempts keeps it in any case."""
    row = await store.deliveries.lock(tx, going.lease.delivery_id)
    await store.deliveries.end_attempt(tx, going.lease.token, tx.now, answer.verdict, answer.status)
    await settling.note_health(tx, going.gateway.name, going.health, answer)
    if row is not None and row.lease_token == going.lease.token:
        await settling.settle(tx, row, going.kind, answer, asks=going.gateway.ask is not None)
