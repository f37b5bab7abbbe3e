"""A step of an application (申报) as it is told: the state after it, and of the words those for the enterprise."""

from typing import Final

from services.registry.domain.applications import Application, Taken
from services.registry.domain.desks import FIELDS, STATE_LABELS, State, Step
from shared.events import (
    ApplicationAdvanced,
    ApplicationOccasion,
    ApplicationState,
    ApplicationStep,
    FieldToMend,
    NoticePeriod,
)
from shared.values import EnterpriseId

_WORDS_FOR_IT: Final = frozenset({Step.RETURN, Step.REFUSE, Step.UPHOLD})
"""Steps whose words are the reason the enterprise is given; those of visits and objections may name others.

What closes with an enterprise that has ended says so too.
"""


def is_told(before: State, step: Step) -> bool:
    """A draft is the enterprise's alone until it is submitted."""
    return before is not State.DRAFT or step is Step.SUBMIT


def advanced(application: Application, taken: Taken, enterprise_version: int) -> ApplicationAdvanced:
    """The fact of a step after which the application is this."""
    notice = application.notice
    returned = application.state is State.RETURNED
    lapses = taken.step is Step.WITHDRAW and application.ended_on is not None
    return ApplicationAdvanced(
        enterprise_id=EnterpriseId(application.enterprise_id),
        uscc=application.uscc,
        enterprise_version=enterprise_version,
        application_id=application.application_id,
        application_version=application.version,
        district=application.district,
        tier=application.tier,
        occasion=ApplicationOccasion(application.occasion.value),
        renews=application.renews,
        step=ApplicationStep(taken.step.value),
        state=ApplicationState(application.state.value),
        state_label=STATE_LABELS[application.state],
        due_on=application.due_on,
        to_mend=tuple(FieldToMend(code=one, label=FIELDS[one]) for one in application.to_mend if returned),
        reason=taken.words if taken.step in _WORDS_FOR_IT or lapses else None,
        notice=notice and NoticePeriod(first_day=notice.first, last_day=notice.last, provisional=notice.provisional),
        title_id=application.title_id,
        change_id=application.change_id,
    )
