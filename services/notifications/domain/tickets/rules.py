"""What a step does to a ticket: where it stands then, and the last day of whoever's turn it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.notifications.domain.refusals import Refusal
from services.notifications.domain.tickets.states import AFTER, TURN_OF_OFFICERS, TicketState, TicketStep
from services.notifications.domain.tickets.terms import Terms
from shared.days import DAY
from shared.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Ticket:
    state: TicketState
    due_on: date
    """The last day of whoever's turn it is; of a closed one the day it was closed"""
    left: int = 0
    """While the clock stands still: the working days the officers have once it goes on"""
    escalated: bool = False
    """To the city, since the officers' last day passed; until the ticket is answered"""


def asked(day: date, terms: Terms, calendar: Calendar) -> Ticket:
    return Ticket(TicketState.OPEN, calendar.after(day, terms.answer))


def taken(ticket: Ticket, step: TicketStep, day: date, terms: Terms, calendar: Calendar) -> Ticket:
    """Raises Refusal."""
    state = AFTER.get((ticket.state, step))
    if state is None:
        raise Refusal(f"工单处于“{ticket.state.label}”，不能{step.label}；请刷新后按当前状态办理")
    how = _CLOCKS.get(step, _goes_on)
    return replace(how(ticket, day, terms, calendar), state=state)


def timed(ticket: Ticket, day: date) -> TicketStep | None:
    """What time does to it on that day."""
    if ticket.state is TicketState.CLOSED or day <= ticket.due_on:
        return None
    if ticket.state not in TURN_OF_OFFICERS:
        return TicketStep.LAPSE
    return None if ticket.escalated else TicketStep.ESCALATE


def _goes_on(ticket: Ticket, _day: date, _terms: Terms, _calendar: Calendar) -> Ticket:
    """A transfer gains no time."""
    return ticket


def _answered(ticket: Ticket, day: date, terms: Terms, calendar: Calendar) -> Ticket:
    return replace(ticket, due_on=calendar.after(day, terms.silence), left=0, escalated=False)


def _paused(ticket: Ticket, day: date, terms: Terms, calendar: Calendar) -> Ticket:
    """Whoever asks on the last day, or later, has a day left: there is somebody to answer."""
    counted = calendar.counted(day + DAY, ticket.due_on) if day < ticket.due_on else {}
    return replace(ticket, left=max(1, counted.get(ticket.due_on, 0)), due_on=calendar.after(day, terms.silence))


def _resumed(ticket: Ticket, day: date, _terms: Terms, calendar: Calendar) -> Ticket:
    return replace(ticket, due_on=calendar.after(day, ticket.left), left=0)


def _anew(ticket: Ticket, day: date, terms: Terms, calendar: Calendar) -> Ticket:
    return replace(ticket, due_on=calendar.after(day, terms.again), left=0)


def _escalated(ticket: Ticket, _day: date, _terms: Terms, _calendar: Calendar) -> Ticket:
    return replace(ticket, escalated=True)


def _closed(ticket: Ticket, day: date, _terms: Terms, _calendar: Calendar) -> Ticket:
    return replace(ticket, due_on=day, left=0, escalated=False)


_CLOCKS: Final[Mapping[TicketStep, Callable[[Ticket, date, Terms, Calendar], Ticket]]] = {
    TicketStep.ANSWER: _answered,
    TicketStep.QUESTION: _paused,
    TicketStep.SUPPLEMENT: _resumed,
    TicketStep.REOPEN: _anew,
    TicketStep.ESCALATE: _escalated,
    TicketStep.CLOSE: _closed,
    TicketStep.LAPSE: _closed,
}
