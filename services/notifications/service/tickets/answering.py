"""What officers do with the tickets of their district: answer, ask back, pass on."""

from services.notifications.domain.sides import Side
from services.notifications.domain.tickets import TicketStep
from services.notifications.service.tickets.files import Shown, TicketRefused, advance, held, whole
from shared.callers import Caller
from shared.db import Tx


async def answer(tx: Tx, caller: Caller, ticket_id: str, step: TicketStep, words: str) -> Shown:
    row = await held(tx, caller, ticket_id, "ticket.answer")
    return await whole(tx, await advance(tx, row, step, Side.OFFICER, caller.actor, words))


async def transfer(tx: Tx, caller: Caller, ticket_id: str, district: str, department: str | None, reason: str) -> Shown:
    """To another district, the city, or a department; the time for an answer goes on."""
    row = await held(tx, caller, ticket_id, "ticket.answer")
    if (row.district, row.department) == (district, department):
        raise TicketRefused("工单已在该处办理；请选择其他区、县（市）或部门")
    to = {"district": district, "department": department}
    return await whole(tx, await advance(tx, row, TicketStep.TRANSFER, Side.OFFICER, caller.actor, reason, **to))
