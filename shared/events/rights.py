"""How a person's right (人才权利) goes on, as benefits tells it."""

from datetime import date
from enum import StrEnum

from shared.events.applications import FieldToMend
from shared.events.fact import Fact


class RightStep(StrEnum):
    """What was done with it."""

    APPLY = "apply"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    GRANT = "grant"
    REFUSE = "refuse"
    RETURN = "return"
    FOLLOW = "follow"
    """Its last day moved with a title or an office"""
    SUSPEND = "suspend"
    END = "end"


class RightState(StrEnum):
    """Where it lies after the step."""

    REVIEW = "review"
    RETURNED = "returned"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class RightAdvanced(Fact):
    """A person's right took a step. Nothing of who the person is, of who took the step, or of any document number."""

    kind = "right.advanced"

    right_id: str
    right_version: int
    """One more with each step: of two facts the higher is the later."""
    district: str
    benefit_code: str
    label: str
    policy_set: str
    office_label: str
    """What the person is to the enterprise: 董事长"""
    step: RightStep
    state: RightState
    state_label: str
    ends_on: date | None
    """Granted: the last day, as far as titles and offices are known"""
    stopped_on: date | None
    """Suspended, ended or given up: the first day it does not hold"""
    to_mend: tuple[FieldToMend, ...] = ()
    """While it is returned: what the enterprise has to mend."""
    reason: str | None = None
    """Why it was returned, refused, suspended or ended, in words for the enterprise."""
