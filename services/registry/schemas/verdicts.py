"""A verdict as it crosses HTTP: every criterion with figure used, figure needed, clause, source and date."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.assessment import Assessment
from services.registry.domain.criteria import Occasion, Role
from services.registry.domain.profile import SOURCE_LABELS, Source
from services.registry.domain.wording import OCCASION_LABELS, ROLE_LABELS, VERDICT_LABELS
from services.registry.schemas import assessment_examples as examples
from shared.canonical import plain
from shared.values import Tier, Verdict


class FigureOut(BaseModel):
    """One figure a criterion rests on."""

    label: str
    shown: str = Field(description="现值；不四舍五入越过界线")
    value: str | None = Field(description="精确值：金额为分，比例为百分数，可为分数；不明为 null")
    needed: str
    verdict: Verdict
    source: Source | None
    source_label: str | None
    on: date | None = Field(description="数据日期")
    reason: str = Field(description="不明时缺什么")


class CriterionOut(BaseModel):
    role: Role
    role_label: str
    code: str
    label: str
    clause: str
    verdict: Verdict
    verdict_label: str
    needed: str
    figures: list[FigureOut]
    manual: bool = Field(description="由主管部门或外部平台给出")
    note: str
    group: str | None = Field(description="评分指标所属的组")
    points: int = Field(description="评分指标得分；不明按0分")
    points_at_best: int = Field(description="缺的数据都最好时的得分")
    full: int


class GroupOut(BaseModel):
    code: str
    label: str
    points: int
    points_at_best: int
    full: int
    floor: int = Field(description="本组最低分，0为无")
    verdict: Verdict


class ManualReview(BaseModel):
    """人工核定: what only an officer or a platform outside can say, and has not."""

    code: str
    label: str
    clause: str
    needed: str


class VerdictOut(BaseModel):
    """测评结论"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.VERDICT]})

    ruleset: str
    document: str = Field(description="认定标准文件")
    tier: Tier
    tier_label: str
    occasion: Occasion
    occasion_label: str
    judged_on: date
    size_rules: str
    verdict: Verdict = Field(description="met 符合，unmet 不符合，unknown 不明：缺数据不作否定")
    verdict_label: str
    by_score: Verdict | None = Field(description="评分是否达标；标准无评分为 null")
    points: int | None
    points_at_best: int | None
    pass_mark: int | None
    groups: list[GroupOut]
    vetoes: list[CriterionOut]
    gates: list[CriterionOut]
    direct_passes: list[CriterionOut]
    indicators: list[CriterionOut]
    manual_review: list[ManualReview] = Field(description="待人工核定")

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        return cls.model_validate(verdict_members(plain(assessment)))


def verdict_members(result: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a VerdictOut, from a result as it is kept."""
    criteria = [_criterion(one) for one in result["criteria"]]
    by_role = {role: [one for one in criteria if one["role"] == role] for role in Role}
    return {
        **{name: result[name] for name in _AS_KEPT},
        "document": result["title"],
        "tier_label": Tier(result["tier"]).label,
        "occasion_label": OCCASION_LABELS[Occasion(result["occasion"])],
        "judged_on": result["on"],
        "verdict_label": VERDICT_LABELS[Verdict(result["verdict"])],
        "vetoes": by_role[Role.VETO],
        "gates": by_role[Role.GATE],
        "direct_passes": by_role[Role.DIRECT],
        "indicators": by_role[Role.INDICATOR],
        "manual_review": manual_review(result),
    }


_AS_KEPT = (
    "ruleset", "tier", "occasion", "size_rules", "verdict", "by_score", "points", "points_at_best", "pass_mark",
    "groups",
)  # fmt: skip


def manual_review(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: one[name] for name in ManualReview.model_fields}
        for one in result["criteria"]
        if one["manual"] and one["verdict"] == Verdict.UNKNOWN
    ]


def _criterion(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "role_label": ROLE_LABELS[Role(one["role"])],
        "verdict_label": VERDICT_LABELS[Verdict(one["verdict"])],
        "figures": [
            {**figure, "source_label": SOURCE_LABELS[Source(figure["source"])] if figure["source"] else None}
            for figure in one["figures"]
        ],
    }
