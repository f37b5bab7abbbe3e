"""兑付申请: the way of a claim from the enterprise's yes to the money, as tables. Values in, values out."""

from services.benefits.domain.claims.desks import (
    CLOSED,
    DESK_LABELS,
    FIELDS,
    LIVE,
    STATE_LABELS,
    STEP_LABELS,
    WAY_LABELS,
    Desk,
    Seat,
    State,
    Step,
    Way,
)
from services.benefits.domain.claims.procedures import Band, ClaimProcedure
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.claims.rules import AUTOMATIC, MOVES, Acts, Claim, Taken, after, check_person, desk_of

__all__ = [
    "AUTOMATIC",
    "CLOSED",
    "DESK_LABELS",
    "FIELDS",
    "LIVE",
    "MOVES",
    "STATE_LABELS",
    "STEP_LABELS",
    "WAY_LABELS",
    "Acts",
    "Band",
    "Claim",
    "ClaimProcedure",
    "Desk",
    "Refusal",
    "Seat",
    "State",
    "Step",
    "Taken",
    "Way",
    "after",
    "check_person",
    "desk_of",
]
