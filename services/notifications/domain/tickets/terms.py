"""What a ticket is about, and how long each side has."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """“点对点”专业服务: the seven kinds of the plan's article 18 (18-1), and whatever else."""

    POLICY = "policy"
    MANAGEMENT = "management"
    TESTING = "testing"
    TECHNOLOGY = "technology"
    TRAINING = "training"
    MARKET = "market"
    FINANCE = "finance"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _TOPIC_LABELS[self]


_TOPIC_LABELS: Final = {
    Topic.POLICY: "政策咨询",
    Topic.MANAGEMENT: "管理提升",
    Topic.TESTING: "检验检测",
    Topic.TECHNOLOGY: "技术转移",
    Topic.TRAINING: "人才培训",
    Topic.MARKET: "市场开拓",
    Topic.FINANCE: "投资融资",
    Topic.OTHER: "其他",
}


class LinkKind(StrEnum):
    """What of the zone's a ticket is about: the app goes there."""

    MEASURE = "measure"
    CLAIM = "claim"
    APPLICATION = "application"
    FINANCING = "financing"

    @property
    def label(self) -> str:
        return _LINK_LABELS[self]


_LINK_LABELS: Final = {
    LinkKind.MEASURE: "政策条款",
    LinkKind.CLAIM: "兑付申请",
    LinkKind.APPLICATION: "称号申报",
    LinkKind.FINANCING: "融资申请",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """In working days, each counted from the day after."""

    answer: int
    """For the first answer"""
    again: int
    """For an answer to a further question"""
    silence: int
    """After which a ticket that waits for its enterprise is closed"""
