"""Coverage (覆盖率): of the holders of 省级以上, how many have what the plan wants all of them to have."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from services.registry.domain.board import percent
from services.registry.domain.profile import InstitutionLevel


class Cover(StrEnum):
    RESEARCH = "research"
    """市级以上研发机构 (clause 4)"""
    DIAGNOSIS = "diagnosis"
    """管理现代化对标提升诊断 (clause 16)"""


COVER_LABELS: Final = {Cover.RESEARCH: "市级以上研发机构", Cover.DIAGNOSIS: "管理现代化对标提升诊断"}
RECOGNISED_INSTITUTIONS: Final = frozenset({InstitutionLevel.CITY, InstitutionLevel.PROVINCE, InstitutionLevel.NATION})
"""市级以上"""


@dataclass(frozen=True, slots=True)
class Covered:
    """Of the holders in one district, or in all that are shown."""

    district: str
    holders: int
    covered: int
    """Those that have it for certain"""
    unknown: int
    """Those of whom nobody has said whether they have it: a missing figure is not a no"""

    def __add__(self, other: "Covered") -> "Covered":
        """Both together, under the name of the first."""
        return Covered(
            self.district,
            self.holders + other.holders,
            self.covered + other.covered,
            self.unknown + other.unknown,
        )

    @property
    def percent(self) -> Decimal | None:
        """None where there is nobody to cover."""
        return percent(Fraction(self.covered, self.holders)) if self.holders else None

    @property
    def missing(self) -> int:
        return self.holders - self.covered
