"""How an application for a title (申报) goes on, as the registry tells it."""

from datetime import date
from enum import StrEnum

from shared.events.fact import Fact, Value
from shared.values import Tier


class ApplicationStep(StrEnum):
    """What was done with it. What an enterprise does with its own draft is told to nobody."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    """受理"""
    APPROVE = "approve"
    """审核通过，送下一环节: the city's for a 省级 title is the recommendation (推荐)."""
    RETURN = "return"
    """退回更正"""
    REFUSE = "refuse"
    VISIT = "visit"
    """实地核查"""
    OBJECT = "object"
    """公示期内收到异议"""
    UPHOLD = "uphold"
    """异议成立"""
    DISMISS = "dismiss"
    """异议不成立"""
    RECOGNISE = "recognise"


class ApplicationState(StrEnum):
    """Where it lies after the step."""

    SUBMITTED = "submitted"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    MIIT = "miit"
    NOTICE = "notice"
    """公示"""
    OBJECTION = "objection"
    """公示异议核查"""
    RETURNED = "returned"
    RECOGNISED = "recognised"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ApplicationOccasion(StrEnum):
    NEW = "new"
    RENEWAL = "renewal"
    """复核"""


class NoticePeriod(Value):
    """公示期."""

    first_day: date
    last_day: date
    provisional: bool
    """Counted in a year whose holidays are not published"""


class FieldToMend(Value):
    code: str
    label: str


class ApplicationAdvanced(Fact):
    """An application for a title took a step. Nothing of who took it, who objected, or what they noted."""

    kind = "application.advanced"

    application_id: str
    application_version: int
    """One more with each step and each edit: of two facts the higher is the later."""
    district: str
    """Whose desk it was submitted to; the enterprise may have moved since."""
    tier: Tier
    occasion: ApplicationOccasion
    renews: str | None
    """The title it asks to renew."""
    step: ApplicationStep
    state: ApplicationState
    state_label: str
    due_on: date | None
    """The last day of the desk it lies at; None: closed, with the enterprise, or with an authority above the city."""
    to_mend: tuple[FieldToMend, ...] = ()
    """While it is returned: what the enterprise has to mend."""
    reason: str | None = None
    """Why it was returned or refused, in words for the enterprise."""
    notice: NoticePeriod | None = None
    """From the day on which the notice was set."""
    title_id: str | None = None
    """Recognised: the title it gave,"""
    change_id: str | None = None
    """and the change of titles that tells it."""
