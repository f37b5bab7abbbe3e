"""What was told, each attempt at it, and telling it once more."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.finance import problems as p
from services.finance import store
from services.finance.service.webhooks.endpoints import soon
from services.finance.store.tables import AttemptRow, DeliveryRow, EndpointRow
from shared.db import Tx


async def deliveries(tx: Tx, row: EndpointRow, before: int | None, limit: int) -> Sequence[DeliveryRow]:
    return await store.webhooks.deliveries(tx, row.endpoint_id, before, limit)


async def attempts(tx: Tx, row: EndpointRow, before: int | None, limit: int) -> Sequence[AttemptRow]:
    return await store.webhooks.attempts(tx, row.endpoint_id, before, limit)


@dataclass(frozen=True, slots=True)
class Repeated:
    endpoint_id: str
    from_sequence: int
    upto_sequence: int
    deliveries: int


async def repeat(tx: Tx, row: EndpointRow, first: int, last: int | None = None) -> Repeated:
    """Those messages wait again, under their own ids and numbers, and are told in order before anything new.

    They say what may be seen when they are told. Of an endpoint that is not enabled they wait until it is.
    """
    last = row.sequence if last is None else last
    count = await store.webhooks.deliver_again(tx, row.endpoint_id, first, last)
    if not count:
        raise p.DeliveryNotFound("没有这个序号的推送；可在推送列表中查看")
    await store.webhooks.change(tx, row.endpoint_id, failed=0, version=row.version + 1, **soon(row))
    return Repeated(row.endpoint_id, first, last, count)
