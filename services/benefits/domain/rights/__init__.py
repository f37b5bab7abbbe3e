"""人才权利 (clause 12 of the plan): what a person has through an enterprise's title and an office there. Pure rules."""

from services.benefits.domain.rights.grounds import Fate, Ground, fate, ground_of
from services.benefits.domain.rights.rules import Right, Taken, after, check_free, seat_of
from services.benefits.domain.rights.terms import Terms, is_right, terms
from services.benefits.domain.rights.words import FIELDS, LIVE, Office, State, Step

__all__ = [
    "FIELDS",
    "LIVE",
    "Fate",
    "Ground",
    "Office",
    "Right",
    "State",
    "Step",
    "Taken",
    "Terms",
    "after",
    "check_free",
    "fate",
    "ground_of",
    "is_right",
    "seat_of",
    "terms",
]
