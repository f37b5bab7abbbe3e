"""Audiences as officers preview them, and what is missing to tell."""

from datetime import date
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.audiences import Counted, Lacking
from services.benefits.service.audiences import Undecided
from shared.strict import Body
from shared.values import DISTRICTS, TIER_LABELS, District, Tier

_CONDITION: Final[dict[str, Any]] = {
    "all": [{"fact": "title", "any_of": ["specialised", "little_giant"]}, {"fact": "staff", "at_least": 20}]
}
_LACKING: Final[dict[str, Any]] = {"fact": "staff", "label": "从业人员", "enterprises": 412, "measures": 1}
_COUNTED: Final[dict[str, Any]] = {
    "on": "2026-11-29",
    "population": 35000,
    "matched": 3120,
    "unknown": 412,
    "cells": [
        {
            "district": "330108",
            "district_label": "滨江区",
            "tier": "specialised",
            "tier_label": "省级专精特新中小企业",
            "enterprises": 640,
        }
    ],
    "lacking": [_LACKING],
    "sample": [
        {
            "uscc": "91330108MAXB0012XH",
            "name": "示例精密制造有限公司",
            "district": "330108",
            "district_label": "滨江区",
            "tier": "specialised",
            "tier_label": "省级专精特新中小企业",
        }
    ],
    "waiting": 0,
}
_UNDECIDED: Final[dict[str, Any]] = {
    "benefit_code": "example-training-330108",
    "version_id": "9d1c2b7e-53a0-4c5f-8f5e-2a6d7c1e0b44",
    "label": "示例培训补贴",
    "plain": "从业人员20人以上的企业可得示例培训补贴。",
    "claim_window": "每年3月",
    "missing": [{"fact": "staff", "label": "从业人员", "needed": "≥20人"}],
}


class AudienceIn(Body):
    """`audience`: in the language of measures; what it may ask is in `/benefits/v1/facts`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"audience": _CONDITION}]})

    audience: dict[str, Any] | str = Field(description="条件；写法同条款的 audience")
    district: District | None = Field(default=None, description="只看一个区、县（市）")


class DistrictQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    district: District | None = Field(default=None, description="只看一个区、县（市）")


class AudienceCell(BaseModel):
    district: str
    district_label: str
    tier: Tier
    tier_label: str
    enterprises: int


class LackingOut(BaseModel):
    fact: str
    label: str
    enterprises: int = Field(description="缺这一项而不能判断的企业数")
    measures: int = Field(description="因此不能判断的条款数")

    @classmethod
    def of(cls, one: Lacking) -> Self:
        return cls(fact=one.fact, label=one.label, enterprises=one.enterprises, measures=one.measures)


class SampledEnterprise(BaseModel):
    uscc: str
    name: str
    district: str
    district_label: str
    tier: Tier
    tier_label: str


class AudienceOut(BaseModel):
    """受众预览. An enterprise of which something is not known is counted as unknown, and is not told."""

    model_config = ConfigDict(json_schema_extra={"examples": [_COUNTED]})

    on: date
    population: int = Field(description="参与比对的企业数")
    matched: int
    unknown: int = Field(description="因缺少情况而不能判断的企业数；不会向其推送")
    cells: list[AudienceCell] = Field(description="符合的企业，按区、县（市）与梯度")
    lacking: list[LackingOut] = Field(description="缺什么，最常缺的在前")
    sample: list[SampledEnterprise] = Field(description="符合的企业，至多十家")
    waiting: int = Field(description="刚有变化、尚未计入的企业数")

    @classmethod
    def of(cls, counted: Counted) -> Self:
        return cls(
            on=counted.on,
            population=counted.population,
            matched=counted.matched,
            unknown=counted.unknown,
            cells=[
                AudienceCell(**_place(one.district, one.tier), enterprises=one.enterprises) for one in counted.cells
            ],
            lacking=[LackingOut.of(one) for one in counted.lacking],
            sample=[
                SampledEnterprise(uscc=uscc, name=name, **_place(district, tier))
                for uscc, name, district, tier in counted.sample
            ],
            waiting=counted.waiting,
        )


def _place(district: str, tier: Tier) -> dict[str, Any]:
    return {
        "district": district,
        "district_label": DISTRICTS[district],
        "tier": tier,
        "tier_label": TIER_LABELS[tier],
    }


class MissingFigure(BaseModel):
    fact: str
    label: str
    needed: str = Field(description="条款要求")


class UndecidedOut(BaseModel):
    """A measure in force that may be for the enterprise: nobody knows until it is told what is missing."""

    benefit_code: str
    version_id: str
    label: str
    plain: str
    claim_window: str | None
    missing: list[MissingFigure]

    @classmethod
    def of(cls, one: Undecided) -> Self:
        measure = one.measure
        assert measure.enacted is not None, "only versions are live"
        return cls(
            benefit_code=measure.benefit_code,
            version_id=measure.enacted.version_id,
            label=measure.label,
            plain=measure.plain,
            claim_window=measure.claim_window,
            missing=[MissingFigure(fact=it.fact, label=it.label, needed=it.needed) for it in one.missing],
        )


class UndecidedList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_UNDECIDED]}]})

    items: list[UndecidedOut]


class MissingFacts(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LACKING]}]})

    items: list[LackingOut] = Field(description="最常缺的在前")
