"""What the registry says of people: who acts for an enterprise, who is in office. No name, no number of a person.

Each person is a partition of its own: taking a right away never waits behind a parked fact of the enterprise.
"""

from datetime import date, datetime

from shared.events.fact import AnyFact
from shared.values import EnterpriseId


class ActingChanged(AnyFact):
    """A person may act for an enterprise, in a role; or may no longer."""

    kind = "acting.changed"

    person_id: str
    """Of this person at this enterprise"""
    person_version: int
    enterprise_id: EnterpriseId
    uscc: str
    subject: str
    """Who: the `sub` of the person's tokens"""
    role: str | None
    """owner, finance or reader; None: no longer"""
    since: datetime
    """In this role, or removed"""

    @property
    def partition(self) -> str:
        return self.person_id

    @property
    def about(self) -> str:
        return self.uscc


class OfficerChanged(AnyFact):
    """An officer was appointed, changed or dismissed."""

    kind = "officer.changed"

    officer_id: str
    officer_version: int
    subject: str
    """Who: the `sub` of the officer's tokens"""
    district: str
    """A district, or 330100 for the whole city"""
    department: str
    roles: tuple[str, ...]
    """Empty: dismissed"""
    active_from: date
    active_until: date | None

    @property
    def partition(self) -> str:
        return self.officer_id

    @property
    def about(self) -> str:
        return self.officer_id
