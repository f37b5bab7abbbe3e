"""What was sent, what became of it and why; and sending it once more."""

from collections.abc import Sequence
from datetime import datetime

from services.notifications import problems as p
from services.notifications import store
from services.notifications.domain.delivering import State, Step
from services.notifications.domain.messages import Template
from services.notifications.service.deliveries import settling
from services.notifications.service.enterprises import own
from services.notifications.store.deliveries import Asked
from services.notifications.store.tables import DeliveryAttemptRow, DeliveryRow, SuppressionRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden

Listed = tuple[DeliveryRow, str]
"""With the code of its enterprise"""


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, asked: Asked, before: tuple[datetime, str] | None, limit: int
) -> Sequence[Listed]:
    enterprise = await own(tx, caller, uscc, "delivery.read")
    wanted = Asked(enterprise.enterprise_id, state=asked.state, channel=asked.channel)
    return await store.deliveries.page(tx, wanted, before, limit)


async def of_district(
    tx: Tx, caller: Caller, asked: Asked, before: tuple[datetime, str] | None, limit: int
) -> Sequence[Listed]:
    district = _overseen(caller, asked.district)
    return await store.deliveries.page(tx, Asked(None, district, asked.state, asked.channel), before, limit)


async def figures(tx: Tx, caller: Caller, district: str | None) -> Sequence[tuple[str, str, int]]:
    """Channel, state, how many."""
    return await store.deliveries.counts(tx, _overseen(caller, district))


async def suppressions(
    tx: Tx, caller: Caller, district: str | None, before: tuple[datetime, str] | None, limit: int
) -> Sequence[SuppressionRow]:
    return await store.contacts.suppressions(tx, _overseen(caller, district), before, limit)


def _overseen(caller: Caller, asked: str | None) -> str | None:
    """The one district a list may be of."""
    if not decide(caller, "delivery_overview.read", Matter(district=caller.district)):
        raise Forbidden("投递情况只向主管部门和审计开放")
    return visible_district(caller, asked)


async def one(tx: Tx, caller: Caller, uscc: str, delivery_id: str) -> tuple[DeliveryRow, Sequence[DeliveryAttemptRow]]:
    row = await _own(tx, caller, uscc, delivery_id, "delivery.read")
    return row, await store.deliveries.attempts(tx, [delivery_id])


async def repeat(tx: Tx, caller: Caller, uscc: str, delivery_id: str) -> DeliveryRow:
    """Under a reference of its own: it was somebody's wish that it may arrive twice."""
    row = await _own(tx, caller, uscc, delivery_id, "delivery.repeat")
    if not await once_more(tx, row):
        said = "已送达，无须重新发送" if row.state == State.DELIVERED else "仍在发送中，请等待结果"
        raise p.NotRepeatable(said)
    return await _own(tx, caller, uscc, delivery_id, "delivery.repeat")


async def once_more(tx: Tx, row: DeliveryRow) -> bool:
    values = {"round": row.round + 1, "failed": 0, "reason": None, "sent_at": None, "ended_at": None}
    return await settling.move(tx, row, Step.REPEAT, not_before=tx.now, next_at=tx.now, **values)


async def _own(tx: Tx, caller: Caller, uscc: str, delivery_id: str, action: Action) -> DeliveryRow:
    enterprise = await own(tx, caller, uscc, action)
    row = await store.deliveries.lock(tx, delivery_id) if action == "delivery.repeat" else None
    row = row or await store.deliveries.find(tx, delivery_id)
    mine = row is not None and row.enterprise_id == enterprise.enterprise_id
    if row is None or not mine or row.template == Template.CONTACT_VERIFICATION:
        raise p.DeliveryNotFound("请核对投递编号；可在投递列表中查看")
    return row
