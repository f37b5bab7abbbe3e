"""回执: what gateways report afterwards. Any order, any number of times: what arrived has arrived."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from services.notifications import problems as p
from services.notifications import store
from services.notifications.domain.delivering import Kind, Reason, State, Step, read_reference
from services.notifications.service.deliveries import settling
from services.notifications.service.deliveries.desk import Desk
from services.notifications.store.tables import DeliveryRow
from shared.clock import real_now
from shared.db import Tx
from shared.outbound import signing


@dataclass(frozen=True)
class Signed:
    """Who reports, and the bytes that are signed."""

    provider: str
    headers: Mapping[str, str]
    body: bytes


def check_signature(desk: Desk, signed: Signed) -> None:
    gateway = desk.by_name.get(signed.provider)
    if gateway is None or gateway.receipt_secret is None:
        raise p.GatewayUnknown("请核对渠道名称")
    if not signing.verified([gateway.receipt_secret], signed.headers, signed.body, real_now()):
        raise p.ReceiptUnsigned("请核对密钥与时间")


async def take(tx: Tx, provider: str, said: str, outcome: str) -> None:
    """Of a round before this one it changes nothing; what it does change is in the log of attempts."""
    id_, round_ = read_reference(said) or ("", 0)
    row = await store.deliveries.lock(tx, id_)
    if row is None or round_ > row.round or not await store.deliveries.went_through(tx, id_, provider):
        raise p.ReferenceUnknown("请核对流水号")
    if round_ == row.round and await _TAKE[outcome](tx, row):
        await _log(tx, row, provider, outcome)


async def _fail(tx: Tx, row: DeliveryRow) -> bool:
    """Taken, and then not sent on: by the gateway's own word it is nowhere."""
    return await settling.move(tx, row, Step.GIVE_UP, reason=Reason.REFUSED)


async def _accept(tx: Tx, row: DeliveryRow) -> bool:
    return row.state == State.SENDING and await settling.accept(tx, row)


_TAKE: Final[Mapping[str, Callable[[Tx, DeliveryRow], Awaitable[bool]]]] = {
    "accepted": _accept,
    "delivered": settling.arrive,
    "bounced": settling.bounce,
    "failed": _fail,
}


async def _log(tx: Tx, row: DeliveryRow, provider: str, outcome: str) -> None:
    await store.deliveries.begin_attempt(
        tx,
        {
            "delivery_id": row.delivery_id,
            "round": row.round,
            "kind": Kind.RECEIPT,
            "provider": provider,
            "token": str(uuid4()),
            "started_at": tx.now,
            "ended_at": tx.now,
            "verdict": _VERDICTS[outcome],
        },
    )


_VERDICTS: Final[Mapping[str, str]] = {
    "accepted": "accepted",
    "delivered": "delivered",
    "bounced": "bounced",
    "failed": "refused",
}
