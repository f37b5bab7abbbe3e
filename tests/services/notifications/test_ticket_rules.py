"""The clock of a ticket: whose turn it is, until which working day, and what time does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.tickets import (
    AFTER,
    TURN_OF_OFFICERS,
    Refusal,
    Terms,
    Ticket,
    TicketState,
    TicketStep,
    asked,
    taken,
    timed,
)
from shared.working_days.published import calendar

TERMS = Terms(answer=5, again=3, silence=10)
TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 1))


def after(ticket: Ticket, step: TicketStep, day: date) -> Ticket:
    return taken(ticket, step, day, TERMS, calendar())


def test_five_working_days_are_a_week_and_the_day_of_asking_does_not_count() -> None:
    assert asked(TUESDAY, TERMS, calendar()).due_on == date(2026, 12, 1)
    assert asked(date(2026, 9, 30), TERMS, calendar()).due_on == date(2026, 10, 13), "around National Day"


def test_while_the_enterprise_is_asked_the_officers_clock_stands_still() -> None:
    ticket = asked(TUESDAY, TERMS, calendar())
    waiting = after(ticket, TicketStep.QUESTION, date(2026, 11, 26))
    assert (waiting.left, waiting.due_on) == (3, date(2026, 12, 10))
    resumed = after(waiting, TicketStep.SUPPLEMENT, date(2026, 12, 9))
    assert (resumed.state, resumed.due_on) == (TicketState.OPEN, date(2026, 12, 14))


def test_who_asks_back_on_the_last_day_or_later_still_has_a_day() -> None:
    ticket = asked(TUESDAY, TERMS, calendar())
    for day in (ticket.due_on, ticket.due_on + timedelta(days=9)):
        assert after(ticket, TicketStep.QUESTION, day).left == 1


def test_a_further_question_begins_a_shorter_clock() -> None:
    answered = after(asked(TUESDAY, TERMS, calendar()), TicketStep.ANSWER, TUESDAY)
    again = after(answered, TicketStep.REOPEN, date(2026, 11, 25))
    assert (again.state, again.due_on) == (TicketState.REOPENED, date(2026, 11, 30))


def test_time_escalates_once_and_closes_what_nobody_goes_on_with() -> None:
    ticket = asked(TUESDAY, TERMS, calendar())
    assert timed(ticket, ticket.due_on) is None
    late = ticket.due_on + timedelta(days=1)
    assert timed(ticket, late) is TicketStep.ESCALATE
    escalated = after(ticket, TicketStep.ESCALATE, late)
    assert timed(escalated, late) is None
    answered = after(escalated, TicketStep.ANSWER, late)
    assert not answered.escalated
    assert timed(answered, answered.due_on + timedelta(days=1)) is TicketStep.LAPSE
    closed = after(answered, TicketStep.LAPSE, answered.due_on + timedelta(days=1))
    assert timed(closed, late + timedelta(days=400)) is None


@pytest.mark.parametrize("state", list(TicketState))
def test_every_state_but_the_last_can_be_left_and_says_in_chinese_why_not(state: TicketState) -> None:
    for step in TicketStep:
        if (state, step) not in AFTER:
            with pytest.raises(Refusal, match=state.label):
                after(Ticket(state, TUESDAY), step, TUESDAY)
    ways = {to for (at, _), to in AFTER.items() if at is state} - {state}
    assert bool(ways) is (state is not TicketState.CLOSED)


@given(st.lists(st.sampled_from(list(TicketStep)), max_size=12), DAYS)
def test_whatever_is_done_somebody_has_a_last_day_that_is_not_past(steps: list[TicketStep], day: date) -> None:
    ticket = asked(day, TERMS, calendar())
    for number, step in enumerate(steps):
        now = day + timedelta(days=3 * number)
        while (due := timed(ticket, now)) is not None:
            ticket = after(ticket, due, now)
        if (ticket.state, step) in AFTER and step is not TicketStep.ESCALATE:
            ticket = after(ticket, step, now)
        assert ticket.state is TicketState.CLOSED or ticket.escalated or ticket.due_on >= now
        assert (ticket.left > 0) is (ticket.state is TicketState.WAITING)
        assert not ticket.escalated or ticket.state in TURN_OF_OFFICERS | {TicketState.WAITING}
