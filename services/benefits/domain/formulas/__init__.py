"""The closed set of formulas: what a measure gives, exactly, and how that came about."""

from services.benefits.domain.formulas.figures import Explained, Figures, Step
from services.benefits.domain.formulas.grants import ByLevel, Fixed, RateWithCap, Scope
from services.benefits.domain.formulas.interest import InterestSubsidy
from services.benefits.domain.formulas.prices import BidDeduction, FloorPrice, Marker
from services.benefits.domain.formulas.quotas import Fund, Increase, Quota
from services.benefits.domain.formulas.rights import Qualification, Service, Target

Formula = (
    Fixed
    | ByLevel
    | RateWithCap
    | InterestSubsidy
    | FloorPrice
    | BidDeduction
    | Marker
    | Quota
    | Fund
    | Increase
    | Qualification
    | Service
    | Target
)

__all__ = [
    "BidDeduction",
    "ByLevel",
    "Explained",
    "Figures",
    "Fixed",
    "FloorPrice",
    "Formula",
    "Fund",
    "Increase",
    "InterestSubsidy",
    "Marker",
    "Qualification",
    "Quota",
    "RateWithCap",
    "Scope",
    "Service",
    "Step",
    "Target",
]
