"""The worker that tells endpoints what changed: one message at a time to each, in order, until it has arrived.

A message is a range of changes. Its number and its range are fixed when it is first sent; what it says is read in the
transaction in which each attempt begins, so that no message tells what may no longer be seen.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain import webhooks as rules
from services.finance.domain.webhooks import State
from services.finance.service.list_readers import whole
from services.finance.service.webhooks import messages
from services.finance.store.tables import DeliveryRow, EndpointRow
from services.finance.store.webhooks import Lease
from shared.background import resting
from shared.clock import real_now
from shared.db import Database, Tx
from shared.leases import run_steadily
from shared.outbound import signing
from shared.outbound.schedule import wait_after
from shared.outbound.sender import DEADLINE_SECONDS, Failure, Outcome, Sender
from shared.pages import Cursors
from shared.problems import Unavailable
from shared.seals import Seal, Unsealable

log = logging.getLogger(__name__)
LOOK_SECONDS: Final = 0.25
LEASE: Final = timedelta(seconds=DEADLINE_SECONDS + 45)
"""Whoever dies at it holds it no longer."""
AT_ONCE: Final = 64
"""Endpoints a process has in hand: one that hangs takes one of these places, and no other's time"""
REST: Final = timedelta(seconds=5)
"""While the list is being rebuilt, or a key is missing"""
TESTED: Final = "endpoint.tested"


@dataclass(frozen=True)
class Desk:
    """What the worker needs beside the database."""

    sender: Sender
    seal: Seal
    cursors: Cursors


@dataclass(frozen=True)
class _Errand:
    """One attempt as it leaves."""

    lease: Lease
    delivery_id: str | None
    url: str
    message_id: str
    body: bytes
    challenge: str | None
    secrets: Sequence[str] = field(repr=False)


async def deliver(db: Database, desk: Desk) -> None:
    """For as long as the process lives: takes whoever is due, and waits for nobody who is slow."""
    await run_steadily(
        "webhooks",
        db,
        store.webhooks.any_due,
        lambda tx, at, most: store.webhooks.lease(tx, at, at + LEASE, most),
        lambda lease: _attempt(db, desk, lease),
        at_once=AT_ONCE,
        every_seconds=LOOK_SECONDS,
    )


async def _attempt(db: Database, desk: Desk, lease: Lease) -> None:
    """While the endpoint is called no transaction is open."""
    async with db.transaction() as tx:
        errand = await _prepare(tx, desk, lease)
    if errand is None:
        return
    headers = signing.headers(errand.secrets, errand.message_id, real_now(), errand.body)
    with resting():
        outcome = await desk.sender.send(errand.url, errand.body, headers, errand.challenge)
    async with db.transaction() as tx:
        await _conclude(tx, errand, outcome)


# ---- before --------------------------------------------------------------------------------------


async def _prepare(tx: Tx, desk: Desk, lease: Lease) -> _Errand | None:
    endpoint = await store.webhooks.lock(tx, lease.endpoint_id)
    if endpoint is None or endpoint.lease_token != lease.token:
        return None
    if not await store.admission.granted(tx, endpoint.institution_id) >= rules.SCOPES:
        await _end(tx, endpoint, State.PAUSED, rules.CLOSED)
        return None
    try:
        secrets = _secrets(endpoint, desk.seal, real_now())
        if endpoint.test_asked:
            return await _test(tx, endpoint, lease, secrets)
        if endpoint.state != State.ENABLED:
            await _release(tx, endpoint, timedelta())
            return None
        return await _tell(tx, desk, endpoint, lease, secrets)
    except (Unavailable, Unsealable) as fault:
        log.warning("endpoint %s waits: %s", endpoint.endpoint_id, type(fault).__name__)
        await _release(tx, endpoint, REST)
        return None


def _secrets(endpoint: EndpointRow, seal: Seal, at: datetime) -> list[str]:
    """The new one first; the one before as long as it is promised."""
    sealed = [endpoint.secret_sealed]
    if endpoint.old_secret_sealed and endpoint.old_secret_until and at < endpoint.old_secret_until:
        sealed.append(endpoint.old_secret_sealed)
    return [seal.opened(one) for one in sealed]


async def _test(tx: Tx, endpoint: EndpointRow, lease: Lease, secrets: Sequence[str]) -> _Errand:
    challenge, message_id = str(uuid4()), str(uuid4())
    body = {
        "type": TESTED,
        "timestamp": messages.instant(tx.now),
        "endpoint_id": endpoint.endpoint_id,
        "challenge": challenge,
    }
    await _begin(tx, endpoint, lease, None)
    return _Errand(lease, None, endpoint.url, message_id, json.dumps(body).encode(), challenge, secrets)


async def _tell(tx: Tx, desk: Desk, endpoint: EndpointRow, lease: Lease, secrets: Sequence[str]) -> _Errand | None:
    state = whole((await store.list_changes.state(tx, []))[0])
    delivery = await store.webhooks.first_waiting(tx, endpoint.endpoint_id)
    if delivery is None:
        cut = await messages.cut(tx, endpoint, state)
        if cut is None:
            return None
        delivery, found = cut
    else:
        found = await messages.again(tx, endpoint, delivery)
    body = messages.body(tx, desk.cursors, endpoint, delivery, found, state)
    await _begin(tx, endpoint, lease, delivery)
    return _Errand(lease, delivery.delivery_id, endpoint.url, delivery.delivery_id, body, None, secrets)


async def _begin(tx: Tx, endpoint: EndpointRow, lease: Lease, delivery: DeliveryRow | None) -> None:
    """Written down before it leaves."""
    await store.webhooks.begin_attempt(
        tx,
        {
            "endpoint_id": endpoint.endpoint_id,
            "delivery_id": delivery.delivery_id if delivery else None,
            "sequence": delivery.sequence if delivery else None,
            "lease_token": lease.token,
            "started_at": real_now(),
        },
    )


# ---- after ---------------------------------------------------------------------------------------


async def _conclude(tx: Tx, errand: _Errand, outcome: Outcome) -> None:
    """Kept only by whoever still holds the lease; the log of attempts keeps it in any case."""
    endpoint = await store.webhooks.lock(tx, errand.lease.endpoint_id)
    await store.webhooks.end_attempt(tx, errand.lease.token, real_now(), outcome.status, outcome.failure)
    if endpoint is None or endpoint.lease_token != errand.lease.token:
        return
    if errand.delivery_id is None:
        passed = {"tested_at": tx.now} if outcome.delivered else {}
        await _release(tx, endpoint, timedelta(), test_asked=False, **passed)
        return
    if outcome.delivered:
        await store.webhooks.delivered(tx, errand.delivery_id, tx.now)
    if endpoint.state != State.ENABLED:
        await _release(tx, endpoint, timedelta())
        return
    failed = 0 if outcome.delivered else endpoint.failed + 1
    wait = wait_after(failed, outcome.retry_after) if failed else timedelta()
    after = rules.concluded(outcome.delivered, outcome.failure is Failure.GONE, failed, wait)
    if after.state is State.ENABLED:
        await _release(tx, endpoint, timedelta() if endpoint.test_asked else after.wait, failed=failed)
        return
    await _end(tx, endpoint, after.state, after.reason)


async def _release(tx: Tx, endpoint: EndpointRow, wait: timedelta, **values: Any) -> None:
    """Nobody is at it any more, and it may be called again after the wait."""
    await store.webhooks.change(tx, endpoint.endpoint_id, lease_token=None, next_at=real_now() + wait, **values)


async def _end(tx: Tx, endpoint: EndpointRow, state: State, reason: str | None) -> None:
    """Not told any more until its institution enables it again; a disabled one must pass a test before."""
    log.warning("endpoint %s of %s is %s", endpoint.endpoint_id, endpoint.institution_id, state)
    became: dict[str, Any] = {"state": state, "reason": reason, "test_asked": False, "version": endpoint.version + 1}
    forgotten = {"tested_at": None} if state is State.DISABLED else {}
    await _release(tx, endpoint, timedelta(), **became, **forgotten)
