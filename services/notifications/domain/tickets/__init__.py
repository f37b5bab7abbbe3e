"""服务工单: what an enterprise asks the officers of its district, and by when it is answered. Values in, values out."""

from services.notifications.domain.refusals import Refusal
from services.notifications.domain.tickets.rules import Ticket, asked, taken, timed
from services.notifications.domain.tickets.states import AFTER, TURN_OF_OFFICERS, TicketState, TicketStep
from services.notifications.domain.tickets.terms import LinkKind, Terms, Topic

__all__ = [
    "AFTER",
    "TURN_OF_OFFICERS",
    "LinkKind",
    "Refusal",
    "Terms",
    "Ticket",
    "TicketState",
    "TicketStep",
    "Topic",
    "asked",
    "taken",
    "timed",
]
