"""Parks (产业园区): who is in them, and what the city made of them (clause 13)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal
from shared.values import Verdict


class ParkKind(StrEnum):
    INDUSTRIAL = "industrial"
    """产业园区"""
    SMALL_FIRMS = "small_firms"
    """小微企业园"""
    INCUBATOR = "incubator"
    """孵化器、众创空间"""


class Honour(StrEnum):
    """What the city grants a park, or recommends it for."""

    SPECIALISED = "specialised"
    """专精特新园区"""
    DEMONSTRATION = "demonstration"
    """新制造业计划转型升级示范园"""
    NATIONAL_BASE = "national_base"
    """推荐申报国家级小型微型企业创业创新示范基地"""


KIND_LABELS: Final = {
    ParkKind.INDUSTRIAL: "产业园区",
    ParkKind.SMALL_FIRMS: "小微企业园",
    ParkKind.INCUBATOR: "孵化器、众创空间",
}
HONOUR_LABELS: Final = {
    Honour.SPECIALISED: "专精特新园区",
    Honour.DEMONSTRATION: "新制造业计划转型升级示范园",
    Honour.NATIONAL_BASE: "推荐申报国家级小型微型企业创业创新示范基地",
}


@dataclass(frozen=True, slots=True)
class Park:
    park_id: str
    name: str
    district: str
    kind: ParkKind
    area_sqm: int
    honours: tuple[Honour, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class ParkDecision:
    """The city grants an honour, or takes it back."""

    honour: Honour
    granted: bool
    document: str
    decided_on: date
    words: str | None = None


def decided(park: Park, decision: ParkDecision, today: date) -> Park:
    """The park after a decision. Raises Refusal. How many title holders are enough, the city judges: see `enough`."""
    label = HONOUR_LABELS[decision.honour]
    if decision.decided_on > today:
        raise Refusal("决定日期不能晚于今天")
    if decision.granted and decision.honour in park.honours:
        raise Refusal(f"该园区已是“{label}”，无须重复授予")
    if not decision.granted and decision.honour not in park.honours:
        raise Refusal(f"该园区不是“{label}”，无从撤销")
    if decision.granted and decision.honour is not Honour.SPECIALISED and Honour.SPECIALISED not in park.honours:
        raise Refusal("请先授予“专精特新园区”；示范园奖补和国家级基地推荐以此为前提")
    without = tuple(one for one in park.honours if one is not decision.honour)
    honours = (*without, decision.honour) if decision.granted else without
    if Honour.SPECIALISED not in honours:
        honours = ()  # the others rest on it
    return replace(park, honours=honours, version=park.version + 1)


def enough(title_holders: int, needed: int | None) -> Verdict:
    """“一定数量”: unknown while nobody has said how many."""
    if needed is None:
        return Verdict.UNKNOWN
    return Verdict.MET if title_holders >= needed else Verdict.UNMET


@dataclass(frozen=True, slots=True)
class Tenancy:
    tenancy_id: str
    park_id: str
    enterprise_id: str
    from_on: date
    until_on: date | None = None
    """The last day"""


def check_tenancy(others: tuple[Tenancy, ...], new: Tenancy) -> None:
    """Raises Refusal: an enterprise is in one park once at a time; in several at once it may be, by its sites."""
    for one in others:
        begins_after = one.until_on is not None and one.until_on < new.from_on
        ends_before = new.until_on is not None and new.until_on < one.from_on
        if one.park_id == new.park_id and not (begins_after or ends_before):
            raise Refusal(f"该企业自 {one.from_on} 起已在此园区；请先登记迁出")


def left(tenancy: Tenancy, until_on: date) -> Tenancy:
    """Raises Refusal."""
    if until_on < tenancy.from_on:
        raise Refusal(f"迁出日期不能早于入园日期 {tenancy.from_on}")
    return replace(tenancy, until_on=until_on)
