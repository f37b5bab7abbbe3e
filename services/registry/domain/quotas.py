"""Quotas (推荐名额): how many applications the city may recommend to the province, per tier and year."""

from dataclasses import dataclass, replace
from typing import Final

from services.registry.domain.desks import State
from services.registry.domain.moves import PATHS
from services.registry.domain.titles import Refusal
from shared.values import Tier

LIMITED: Final = tuple(tier for tier, path in PATHS.items() if State.PROVINCE in path)
"""The tiers the province decides on: the city recommends within a quota (浙经信企业〔2025〕49号: 限额推荐)."""


@dataclass(frozen=True, slots=True)
class Quota:
    tier: Tier
    year: int
    places: int = 0
    used: int = 0
    """Recommended this year; a place once used is not given back by a later refusal or withdrawal."""
    document: str = ""
    """How the province announced it"""
    version: int = 0
    """0: nobody has entered it yet"""


def recommended(quota: Quota) -> Quota:
    """After one more recommendation. Raises Refusal."""
    if quota.version == 0:
        raise Refusal(f"尚未录入省里下达的 {quota.year} 年{quota.tier.label}推荐名额；请先录入名额")
    if quota.used >= quota.places:
        raise Refusal(
            f"{quota.year} 年{quota.tier.label}推荐名额 {quota.places} 个已用完；"
            "请待省里增加名额并录入后再推荐，或作不予通过处理"
        )
    return replace(quota, used=quota.used + 1)


def entered(quota: Quota, places: int, document: str) -> Quota:
    """As the province set it anew. Raises Refusal."""
    if places < quota.used:
        raise Refusal(f"已推荐 {quota.used} 家，名额不能少于此数；请核对省里的文件")
    return replace(quota, places=places, document=document, version=quota.version + 1)
