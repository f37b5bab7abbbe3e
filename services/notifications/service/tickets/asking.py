"""What an enterprise does with tickets: asks, says more, closes and rates."""

from services.notifications.domain.sides import Side
from services.notifications.domain.tickets import TicketState, TicketStep
from services.notifications.domain.tickets.states import SAYS_MORE
from services.notifications.service.enterprises import visible
from services.notifications.service.tickets.files import Question, Shown, TicketRefused, advance, begin, held, whole
from shared.callers import Caller
from shared.db import Tx


async def ask(tx: Tx, caller: Caller, uscc: str, question: Question) -> Shown:
    """It goes to the officers of the enterprise's district."""
    enterprise = await visible(tx, caller, uscc, "ticket.write")
    if enterprise.ended_on is not None:
        raise TicketRefused("企业已终止，不能提出工单；请由承继的企业提出")
    return await whole(tx, await begin(tx, enterprise, question, caller.actor))


async def say_more(tx: Tx, caller: Caller, ticket_id: str, words: str) -> Shown:
    """What the officer asked for, a further question, or just more to know: which it is, the ticket's state says."""
    row = await held(tx, caller, ticket_id, "ticket.write")
    step = SAYS_MORE.get(TicketState(row.state), TicketStep.SUPPLEMENT)
    return await whole(tx, await advance(tx, row, step, Side.ENTERPRISE, caller.actor, words))


async def close(tx: Tx, caller: Caller, ticket_id: str) -> Shown:
    row = await held(tx, caller, ticket_id, "ticket.write")
    return await whole(tx, await advance(tx, row, TicketStep.CLOSE, Side.ENTERPRISE, caller.actor))


async def rate(tx: Tx, caller: Caller, ticket_id: str, stars: int, words: str | None) -> Shown:
    """Once, when it is closed."""
    row = await held(tx, caller, ticket_id, "ticket.write")
    if row.stars is not None:
        raise TicketRefused("该工单已评价，评价不能更改")
    after = await advance(tx, row, TicketStep.RATE, Side.ENTERPRISE, caller.actor, words, stars=stars)
    return await whole(tx, after)
