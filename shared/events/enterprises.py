"""What the registry says of enterprises and their titles."""

from datetime import date
from enum import StrEnum

from shared.events.fact import Fact
from shared.events.titles import Standing


class EnterpriseState(Fact):
    name: str
    district: str
    industry: str
    """GB/T 4754-2017, section letter and division: C39"""
    usccs: tuple[str, ...]
    """Every USCC this legal person ever had, the present one included."""


class EnterpriseRegistered(EnterpriseState):
    """An enterprise was registered in the zone."""

    kind = "enterprise.registered"


class EnterpriseUpdated(EnterpriseState):
    """Name, district or industry changed. The rest of the profile is the registry's own: nobody is told of it."""

    kind = "enterprise.updated"


class ChangeReason(StrEnum):
    RECOGNISED = "recognised"
    RENEWED = "renewed"
    REVOKED = "revoked"
    EXPIRED = "expired"
    """届满: by time alone a tier that counted counts no longer."""
    CONTINUED = "continued"
    """续期生效: by time alone a renewal took over from the title it continues."""
    REWOUND = "rewound"
    """The clock was moved back, which only development allows."""
    IMPORTED = "imported"


class TitlesChanged(EnterpriseState):
    """The set of titles changed, or which of them count; exactly one of the two kinds below per change."""

    effective_on: date
    previous: Standing
    current: Standing
    reason: ChangeReason
    reason_text: str


class TierChanged(TitlesChanged):
    """The set of titles changed, or which of them count, and with it the tier."""

    kind = "tier.changed"


class TitleChanged(TitlesChanged):
    """Titles changed, or which of them count; the tier did not: a renewal, a second title, one ended under a higher."""

    kind = "title.changed"
