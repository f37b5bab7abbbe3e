"""What benefits says of the measures officers publish, and of the enterprises they are for (docs/decisions/0020)."""

from datetime import date
from enum import StrEnum

from shared.events.fact import AnyFact, Fact, Value
from shared.values import Certainty


class MeasureFact(AnyFact):
    """Something that happened to a version of a measure."""

    version_id: str
    benefit_code: str
    number: int
    """Of its benefit_code: 1, 2, 3 …"""
    label: str

    @property
    def partition(self) -> str:
        return self.version_id

    @property
    def about(self) -> str:
        return self.benefit_code


class MeasurePublished(MeasureFact):
    """A version came into force. Its words travel once; each match that follows only names it."""

    kind = "measure.published"

    document: str
    issuer: str
    district: str | None
    """Whose enterprises alone it is for; None: those of the whole city"""
    since: date
    plain: str
    """What it gives, for citizens"""
    formula: str
    """In words and figures"""
    basis: str
    """Clause and document, as an enterprise reads them"""
    automatic: bool
    """Open on the title alone; else it is to be applied for"""
    claim_window: str | None
    contact: str
    supersedes: tuple[str, ...] = ()
    """The versions it takes over from, which are in force no longer"""


class MeasureWithdrawn(MeasureFact):
    """A version is in force no longer, and none follows it."""

    kind = "measure.withdrawn"

    withdrawn_on: date
    reason: str


class MatchOccasion(StrEnum):
    """Why it is told now."""

    PUBLISHED = "published"
    """The version came into force"""
    REGISTERED = "registered"
    """The enterprise became known while it is in force"""
    CHANGED = "changed"
    """The enterprise grew into it"""


class ChangedFact(Value):
    """A fact that made the difference, in words."""

    fact: str
    label: str
    before: str
    after: str


class MeasureMatched(Fact):
    """A version in force is for this enterprise; once for each enterprise and version, whatever made it so."""

    kind = "measure.matched"

    version_id: str
    benefit_code: str
    opened: bool
    """Its entitlement is open by itself; else it may apply, and bring what is still to be shown"""
    amount_fen: int | None
    certainty: Certainty
    reason: str
    until_on: date | None
    """The last day of the title it rests on"""
    occasion: MatchOccasion = MatchOccasion.PUBLISHED
    changed: tuple[ChangedFact, ...] = ()
    """Of an enterprise that grew into it: what has changed"""
    missing: tuple[str, ...] = ()
    """What must still be known for the verdict or the amount, in words"""


class EntitlementClosed(Fact):
    """What was open is open no longer because a version changed or was withdrawn; by titles: `consequence.recorded`."""

    kind = "entitlement.closed"

    version_id: str
    """Of the version that closed it"""
    benefit_code: str
    occasion: str
    label: str
    reason: str
    closed_on: date
