"""What is told of a step of an application: where it lies and what the enterprise must know, and of nobody's person."""

from datetime import date

import pytest

from services.registry.domain.advances import advanced, is_told
from services.registry.domain.applications import Taken, after
from services.registry.domain.desks import STATE_LABELS, State, Step
from services.registry.domain.moves import MOVES
from shared.events import ApplicationAdvanced, ApplicationState, ApplicationStep
from shared.values import Tier
from tests.services.registry.test_application_rules import CALENDAR, FULL, NOTICE, PROCEDURE, TODAY, application

SECRET = "某人说"


def fact_of(state: State, step: Step) -> ApplicationAdvanced:
    """Of a little giant's application, whose way has every desk."""
    taken = Taken(step, **FULL | {"words": SECRET, "on": NOTICE.last if step is Step.OBJECT else TODAY})
    asked = {"to_mend": ("statement",), "mended": ("statement",)}
    before = application(state, Tier.LITTLE_GIANT, notice=NOTICE, returned_from=State.CITY, **asked)
    return advanced(after(before, taken, PROCEDURE, CALENDAR, TODAY), taken, 9)


STEPS = [
    (state, step) for state, steps in MOVES.items() for step in steps if is_told(state, step) and step is not Step.MEND
]


@pytest.mark.parametrize(("state", "step"), STEPS)
def test_every_step_is_told_with_where_it_then_lies(state: State, step: Step) -> None:
    fact = fact_of(state, step)
    assert (fact.step.value, fact.enterprise_version, fact.application_version) == (step.value, 9, 8)
    assert fact.state_label == STATE_LABELS[State(fact.state.value)]


@pytest.mark.parametrize(("state", "step"), STEPS)
def test_what_officers_note_of_visits_and_objections_stays_with_them(state: State, step: Step) -> None:
    for_it = step in (Step.RETURN, Step.REFUSE, Step.UPHOLD)
    assert (SECRET in fact_of(state, step).model_dump_json()) is for_it


def test_a_draft_is_the_enterprises_alone() -> None:
    assert not is_told(State.DRAFT, Step.MEND)
    assert not is_told(State.DRAFT, Step.WITHDRAW)
    assert is_told(State.DRAFT, Step.SUBMIT)


def test_the_published_words_are_those_of_the_way_itself() -> None:
    assert {one.value for one in ApplicationState} == {one.value for one in State} - {"draft"}
    assert {one.value for one in ApplicationStep} == {one.value for one in Step} - {"draft", "mend"}


def test_a_return_names_what_to_mend_and_no_later_step_does() -> None:
    fact = fact_of(State.CITY, Step.RETURN)
    assert [(one.code, one.label) for one in fact.to_mend] == [("statement", "申报说明")]
    assert fact.due_on is None, "no rule sets a day"
    assert fact_of(State.RETURNED, Step.WITHDRAW).to_mend == ()
    assert fact_of(State.RETURNED, Step.SUBMIT).to_mend == ()


def test_the_last_step_before_the_notice_tells_its_days() -> None:
    taken = Taken(Step.APPROVE, **FULL)
    moved = after(application(State.CITY, Tier.INNOVATIVE), taken, PROCEDURE, CALENDAR, TODAY)
    fact = advanced(moved, taken, 2)
    assert fact.state is ApplicationState.NOTICE
    assert fact.notice is not None
    assert (fact.notice.first_day, fact.notice.last_day) == (date(2026, 11, 24), date(2026, 11, 30))
