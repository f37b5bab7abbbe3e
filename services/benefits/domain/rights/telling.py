"""A step of a right as it is told: nothing in it says who the person is."""

from typing import Final

from services.benefits.domain.rights.rules import Right, Taken
from services.benefits.domain.rights.words import FIELDS, State, Step
from shared.events import FieldToMend, RightAdvanced, RightState, RightStep
from shared.values import EnterpriseId

_WORDS_FOR_IT: Final = frozenset({Step.RETURN, Step.REFUSE, Step.SUSPEND, Step.END})
"""Steps whose words are the reason the enterprise is given"""


def advanced(right: Right, taken: Taken, enterprise_version: int) -> RightAdvanced:
    """The fact of a step after which the right is this."""
    return RightAdvanced(
        enterprise_id=EnterpriseId(right.enterprise_id),
        uscc=right.uscc,
        enterprise_version=enterprise_version,
        right_id=right.right_id,
        right_version=right.version,
        district=right.district,
        benefit_code=right.benefit_code,
        label=right.label,
        policy_set=right.policy_set,
        office_label=right.offices_text,
        step=RightStep(taken.step.value),
        state=RightState(right.state.value),
        state_label=right.state.label,
        ends_on=right.ends_on,
        stopped_on=right.stopped_on,
        to_mend=tuple(
            FieldToMend(code=one, label=FIELDS[one]) for one in right.to_mend if right.state is State.RETURNED
        ),
        reason=taken.words if taken.step in _WORDS_FOR_IT else None,
    )
