"""What can be posted, and how each kind goes: whose clause it is, who posts, who looks first, how many are chosen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Direction(StrEnum):
    DEMAND = "demand"
    OFFER = "offer"

    @property
    def label(self) -> str:
        return _DIRECTIONS[self]


_DIRECTIONS: Final = {Direction.DEMAND: "需求", Direction.OFFER: "供给"}


class Poster(StrEnum):
    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    """For a programme of a district or the city"""

    @property
    def label(self) -> str:
        return _POSTERS[self]


_POSTERS: Final = {Poster.ENTERPRISE: "企业", Poster.OFFICER: "主管部门"}


class Chooses(StrEnum):
    ONE = "one"
    """揭榜"""
    SEVERAL = "several"
    """赛马"""

    @property
    def label(self) -> str:
        return _CHOOSES[self]


_CHOOSES: Final = {Chooses.ONE: "选定一家", Chooses.SEVERAL: "可选定多家"}


class Audience(StrEnum):
    """Who may see a posting while it is open, and answer it."""

    ZONE = "zone"
    TIERS = "tiers"
    INVITED = "invited"

    @property
    def label(self) -> str:
        return _AUDIENCES[self]


_AUDIENCES: Final = {Audience.ZONE: "专区全部企业", Audience.TIERS: "指定梯度的企业", Audience.INVITED: "受邀企业"}


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    label: str
    clause: str
    """Of the policy set, such as 05-1"""
    article: str
    directions: frozenset[Direction]
    posted_by: frozenset[Poster]
    reviewed: bool
    """An officer of its district looks at it before anybody else does"""
    chooses: Chooses
    choice_working_days: int
    """How long the poster has after the last day for answers"""
