"""What an answer, or a receipt, makes of a delivery; and what it says of the gateway."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final

from services.notifications import store
from services.notifications.domain import circuits
from services.notifications.domain.circuits import Health
from services.notifications.domain.delivering import FINAL, PATIENCE, Kind, Reason, State, Step, after, lifetime
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled
from services.notifications.gateways import Answer, Verdict
from services.notifications.service.deliveries import telling, verifying
from services.notifications.store.tables import DeliveryRow
from shared.db import Tx
from shared.outbound.schedule import wait_after

_FREE: Final[Mapping[str, Any]] = {"lease_token": None, "lease_until": None}


async def move(tx: Tx, row: DeliveryRow, step: Step, **values: Any) -> bool:
    """One step of the table; False: it does not happen to a delivery in this state. What has begun stays leased."""
    state = after(State(row.state), step)
    if state is None:
        return False
    ended = {"ended_at": tx.now, "next_at": None} if state in FINAL else {}
    leased = {} if step is Step.BEGIN else _FREE
    await store.deliveries.change(tx, row.delivery_id, state=state, **{**leased, **ended, **values})
    return True


async def put_back(tx: Tx, row: DeliveryRow, until: datetime, **values: Any) -> None:
    """As it is, for a while."""
    await store.deliveries.change(tx, row.delivery_id, next_at=until, **_FREE, **values)


async def give_up(tx: Tx, row: DeliveryRow, reason: Reason) -> None:
    await move(tx, row, Step.GIVE_UP, reason=reason)


async def expire(tx: Tx, row: DeliveryRow) -> None:
    await move(tx, row, Step.EXPIRE, reason=Reason.TOO_LATE)
    await leave_out(tx, row, Reason.TOO_LATE)


async def leave_out(tx: Tx, row: DeliveryRow, reason: Cancelled | Reason) -> None:
    """What was to leave with it no longer waits."""
    await store.attention.drop_pieces(tx, row.enterprise_id, row.occasion, row.channel, reason)


def too_late(tx: Tx, row: DeliveryRow) -> bool:
    return tx.now > row.not_before + lifetime(Template(row.template))


async def ask_again(tx: Tx, row: DeliveryRow, at: datetime, **values: Any) -> None:
    """What became of it nobody says yet: asked again, as long as it is of use."""
    if too_late(tx, row):
        await lose(tx, row)
    else:
        await put_back(tx, row, at, **values)


async def lose(tx: Tx, row: DeliveryRow) -> None:
    await move(tx, row, Step.LOSE, reason=Reason.NOT_KNOWN if row.state == State.SENDING else Reason.NO_RECEIPT)


async def arrive(tx: Tx, row: DeliveryRow) -> bool:
    """What it condemned before is lifted; a system that answered its test is verified."""
    if not await move(tx, row, Step.ARRIVE, reason=None, sent_at=row.sent_at or tx.now):
        return False
    if row.state == State.BOUNCED:
        await store.contacts.lift_of_delivery(tx, row.delivery_id)
    if row.template == Template.CONTACT_VERIFICATION:
        await verifying.arrived(tx, row)
    await telling.tell(tx, row, State.DELIVERED)
    return True


async def bounce(tx: Tx, row: DeliveryRow) -> bool:
    """Nothing is sent to that address any more, whoever gave it, until it is verified again."""
    if not await move(tx, row, Step.BOUNCE, reason=Reason.NO_SUCH_ADDRESS, sent_at=row.sent_at or tx.now):
        return False
    contact = await store.contacts.find(tx, row.contact_id) if row.contact_id else None
    if contact is not None and contact.mark:
        await store.contacts.suppress(
            tx,
            {
                "mark": contact.mark,
                "channel": contact.channel,
                "enterprise_id": contact.enterprise_id,
                "delivery_id": row.delivery_id,
                "reason": Reason.NO_SUCH_ADDRESS,
                "since": tx.now,
            },
        )
    await telling.tell(tx, row, State.BOUNCED)
    return True


async def accept(tx: Tx, row: DeliveryRow) -> bool:
    if not await move(tx, row, Step.ACCEPT, sent_at=tx.now, next_at=tx.now + PATIENCE):
        return False
    await telling.tell(tx, row, State.SENT)
    return True


# ---- answers -------------------------------------------------------------------------------------


async def settle(tx: Tx, row: DeliveryRow, kind: Kind, answer: Answer, *, asks: bool) -> None:
    """Of a delivery whose lease is held. `asks`: whether its gateway can be asked about it again."""
    table = _SENT if row.state == State.SENT else _ASKED if kind is Kind.ASK and asks else _TOLD[asks]
    await table[answer.verdict](tx, row, answer)


Settle = Callable[[Tx, DeliveryRow, Answer], Awaitable[object]]


async def _accepted(tx: Tx, row: DeliveryRow, _: Answer) -> None:
    await accept(tx, row)


async def _arrived(tx: Tx, row: DeliveryRow, _: Answer) -> None:
    await arrive(tx, row)


async def _bounced(tx: Tx, row: DeliveryRow, _: Answer) -> None:
    await bounce(tx, row)


async def _refused(tx: Tx, row: DeliveryRow, _: Answer) -> None:
    await give_up(tx, row, Reason.REFUSED)


async def _again(tx: Tx, row: DeliveryRow, answer: Answer) -> None:
    """It was not taken."""
    failed = row.failed + 1
    wait = wait_after(failed, answer.retry_after)
    if wait is None:
        await give_up(tx, row, Reason.EXHAUSTED)
    else:
        await move(tx, row, Step.RETRY, failed=failed, next_at=tx.now + wait)


async def _in_a_while(tx: Tx, row: DeliveryRow, answer: Answer) -> None:
    """It was not taken, which says nothing of this message: not counted."""
    wait = min(answer.retry_after or circuits.BUSY, circuits.MOST_PATIENCE)
    await move(tx, row, Step.RETRY, next_at=tx.now + wait)


async def _ask_later(tx: Tx, row: DeliveryRow, answer: Answer) -> None:
    """It may have been taken: only asked about from here on."""
    failed = row.failed + 1
    wait = wait_after(failed, answer.retry_after)
    if wait is None:
        await lose(tx, row)
    else:
        await ask_again(tx, row, tx.now + wait, failed=failed)


async def _lost(tx: Tx, row: DeliveryRow, _: Answer) -> None:
    await lose(tx, row)


_KNOWN: Final[Mapping[Verdict, Settle]] = {
    Verdict.DELIVERED: _arrived,
    Verdict.BOUNCED: _bounced,
    Verdict.REFUSED: _refused,
}
_TOLD: Final[Mapping[bool, Mapping[Verdict, Settle]]] = {
    True: {
        **_KNOWN, Verdict.ACCEPTED: _accepted, Verdict.LATER: _again, Verdict.BUSY: _in_a_while,
        Verdict.UNKNOWN: _ask_later, Verdict.NEVER_SEEN: _again,
    },
    False: {
        **_KNOWN, Verdict.ACCEPTED: _accepted, Verdict.LATER: _again, Verdict.BUSY: _in_a_while,
        Verdict.UNKNOWN: _again, Verdict.NEVER_SEEN: _lost,
    },
}  # fmt: skip
"""What it answered to a message, by whether it can be asked about it"""
_ASKED: Final[Mapping[Verdict, Settle]] = {
    **_KNOWN, Verdict.ACCEPTED: _accepted, Verdict.NEVER_SEEN: _again, Verdict.LATER: _ask_later,
    Verdict.BUSY: _ask_later, Verdict.UNKNOWN: _ask_later,
}  # fmt: skip
"""What it said of one that may have been taken"""
_SENT: Final[Mapping[Verdict, Settle]] = {
    **_KNOWN, **dict.fromkeys(
        (Verdict.ACCEPTED, Verdict.NEVER_SEEN, Verdict.LATER, Verdict.BUSY, Verdict.UNKNOWN), _lost
    ),
}  # fmt: skip
"""What it says of one it accepted three days ago. That it never saw it is no reason to repeat it: it said it had."""


# ---- gateways ------------------------------------------------------------------------------------


async def note_health(tx: Tx, name: str, seen: Health, answer: Answer) -> None:
    """Nothing is written of a gateway that was well and is."""
    if not answer.ill:
        if seen != circuits.WELL:
            await store.gateways.recovered(tx, name)
        return
    row = await store.gateways.lock(tx, name)
    health = Health(row.failures, row.rest_until)
    became = (
        circuits.busy(health, tx.now, answer.retry_after)
        if answer.verdict is Verdict.BUSY
        else circuits.failed(health, tx.now)
    )
    await store.gateways.change(tx, name, became.failures, became.rest_until)
