"""额度 of an enterprise's own for a year, as benefits tells it."""

from datetime import date
from enum import StrEnum

from shared.events.fact import Fact


class QuotaStep(StrEnum):
    """What became of it."""

    GRANTED = "granted"
    CHANGED = "changed"
    """Raised or lowered by the authority"""
    INHERITED = "inherited"
    """More of it, from a firm that was absorbed"""
    LAPSING = "lapsing"
    """The year ends soon, and not all of it is used"""


class QuotaAdvanced(Fact):
    """A quota was granted, changed, or will soon lapse; with the whole state after it, amounts in fen."""

    kind = "quota.advanced"

    quota_id: str
    quota_version: int
    """One more with each change of what is granted"""
    benefit_code: str
    label: str
    year: int
    step: QuotaStep
    granted_fen: int
    reserved_fen: int
    used_fen: int
    remaining_fen: int
    usable_until: date
    """The last day on which it can be used"""
    basis: str
    """Clause and document, as an enterprise reads them"""
    reason: str | None
    """The document and reason of the decision; None: nobody decided, the year ends"""
