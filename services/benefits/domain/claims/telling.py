"""A step of a claim as it is told: the state after it, and of the words those for the enterprise."""

from typing import Final

from services.benefits.domain.claims.desks import FIELDS, STATE_LABELS, State, Step
from services.benefits.domain.claims.rules import Claim, Taken
from shared.events import ClaimAdvanced, ClaimState, ClaimStep, FieldToMend
from shared.values import EnterpriseId

_WORDS_FOR_IT: Final = frozenset(
    {Step.RETURN, Step.REFUSE, Step.HOLD, Step.DISMISS, Step.PROPOSE, Step.VOID, Step.FAIL}
)
"""Steps whose words are the reason the enterprise is given."""


def advanced(claim: Claim, taken: Taken, enterprise_version: int) -> ClaimAdvanced:
    """The fact of a step after which the claim is this."""
    returned = claim.state is State.RETURNED
    return ClaimAdvanced(
        enterprise_id=EnterpriseId(claim.enterprise_id),
        uscc=claim.uscc,
        enterprise_version=enterprise_version,
        claim_id=claim.claim_id,
        claim_version=claim.version,
        district=claim.district,
        benefit_code=claim.benefit_code,
        label=claim.label,
        policy_set=claim.policy_set,
        occasion=claim.occasion,
        automatic=claim.way == "automatic",
        amount_fen=claim.amount_fen,
        step=ClaimStep(taken.step.value),
        state=ClaimState(claim.state.value),
        state_label=STATE_LABELS[claim.state],
        due_on=claim.due_on,
        to_mend=tuple(FieldToMend(code=one, label=FIELDS[one]) for one in claim.to_mend if returned),
        reason=taken.words if taken.step in _WORDS_FOR_IT else None,
    )
