"""What the registry says of enterprises and their titles."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from shared.events.fact import Fact, Value
from shared.events.titles import Standing
from shared.values import EnterpriseId


class EnterpriseState(Fact):
    name: str
    district: str
    industry: str
    """GB/T 4754-2017, section letter and division: C39"""
    usccs: tuple[str, ...]
    """Every USCC this legal person ever had, the present one included."""


class AnnualFigures(Value):
    """The newest annual figures, those that measures ask; money in fen. What nobody reported is None, never zero."""

    year: int | None = None
    """None: said at registration, without a year"""
    staff: int | None = None
    revenue_fen: int | None = None
    main_revenue_fen: int | None = None
    rd_expense_fen: int | None = None


class EnterpriseRegistered(EnterpriseState):
    """An enterprise was registered in the zone."""

    kind = "enterprise.registered"

    figures: AnnualFigures | None = None
    """None: nothing is said of them, which changes nothing"""


class EnterpriseUpdated(EnterpriseState):
    """Name, USCC, district, industry or the newest annual figures changed.

    The rest of the profile is the registry's own: nobody is told of it.
    """

    kind = "enterprise.updated"

    figures: AnnualFigures | None = None
    """None: nothing is said of them, which changes nothing"""


class EnterpriseMerged(EnterpriseState):
    """An enterprise was absorbed by another (吸收合并): from `merged_on` it is no legal person of its own any more."""

    kind = "enterprise.merged"

    merged_on: date
    document: str
    survivor_id: EnterpriseId
    survivor_uscc: str
    survivor_name: str


class EnterpriseDeregistered(EnterpriseState):
    """An enterprise was struck off the register (注销, 吊销): from `deregistered_on` there is none."""

    kind = "enterprise.deregistered"

    deregistered_on: date
    document: str


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
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    MERGED = "merged"
    """被合并 (its own titles end), or 合并 (what the absorbed one held before is no first recognition any more)."""
    DEREGISTERED = "deregistered"
    TAKEN_OVER = "taken_over"
    """承继: the surviving firm goes on with a title of the absorbed one, its term unchanged."""


class TitlesChanged(EnterpriseState):
    """The set of titles changed, or which of them count; exactly one of the two kinds below per change."""

    effective_on: date = Field(
        description="The day on which it is told. What it tells may be earlier: a title's `recognised_on`, `ended_on`"
    )
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
