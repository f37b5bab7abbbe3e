"""What a ruleset asks, in the words an enterprise reads."""

from fractions import Fraction
from functools import cache
from typing import Final

from services.registry.domain.criteria import (
    AllOf,
    AnyOf,
    Asked,
    Comparison,
    Condition,
    CountOf,
    Occasion,
    Op,
    Role,
)
from services.registry.domain.figures import FIGURES, bound_text
from services.registry.domain.figures.annual import MeanGrowth
from services.registry.domain.figures.reading import Unit
from shared.values import Tier, Verdict

_SIGNS: Final = {Op.AT_LEAST: "≥", Op.ABOVE: "＞", Op.AT_MOST: "≤", Op.BELOW: "＜"}
KIND_LABELS: Final = {
    "national_science_award": "国家级科技奖励",
    "provincial_science_award": "省级科技奖励",
    "high_tech_enterprise": "高新技术企业",
    "national_innovation_demonstration": "国家级技术创新示范企业",
    "ip_advantage": "知识产权优势企业",
    "ip_demonstration": "知识产权示范企业",
    "maker_china_50": "“创客中国”50强",
    "maker_china_500": "“创客中国”500强",
    "national_quality_award": "国家级质量奖",
    "provincial_quality_award": "省级质量奖",
    "iso9001": "ISO 9001认证",
    "management_certification": "管理体系认证",
    "tech_sme": "科技型中小企业",
    "international_certification": "国际认证",
    "manufacturing_champion": "制造业单项冠军企业",
} | {tier.value: tier.label for tier in Tier}
"""The kinds of credentials rulesets ask for, and the tiers of titles."""
VERDICT_LABELS: Final = {Verdict.MET: "符合", Verdict.UNMET: "不符合", Verdict.UNKNOWN: "不明"}
ROLE_LABELS: Final = {
    Role.VETO: "一票否决",
    Role.GATE: "必备条件",
    Role.DIRECT: "直通条件",
    Role.INDICATOR: "评分指标",
}
OCCASION_LABELS: Final = {Occasion.NEW: "新申报", Occasion.RENEWAL: "复核"}


@cache  # rulesets are few and never change while the process lives
def label(asked: Asked) -> str:
    """The figure, with its span and its year counted back from the last."""
    figure = FIGURES[asked.name]
    year = "上年度" if asked.back == 0 else f"上年度前{asked.back}年"
    mean = "平均" if isinstance(figure, MeanGrowth) else ""
    span = f"近{asked.years}年{mean}" if asked.years else ""
    if asked.kinds:
        place = f"前{asked.rank}名" if asked.rank else ""
        return span + "、".join(KIND_LABELS.get(kind, kind) for kind in asked.kinds) + place
    if asked.at_year_end:
        return f"截至上年末{figure.label}"
    return (span or (year if _of_a_year(asked) else "")) + figure.label


def _of_a_year(asked: Asked) -> bool:
    return type(FIGURES[asked.name]).__module__.endswith(".annual")


@cache
def needed(test: Comparison) -> str:
    """The bound as the law writes it: ≥3%."""
    if FIGURES[test.asked.name].unit is Unit.FLAG:
        return "否" if (test.op, test.bound) == (Op.AT_MOST, Fraction(0)) else "是"
    return _SIGNS[test.op] + bound_text(test.asked, test.bound)


@cache
def words(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        if FIGURES[condition.asked.name].unit is Unit.FLAG:
            return ("没有" if needed(condition) == "否" else "") + label(condition.asked)
        return label(condition.asked) + needed(condition)
    inner = [words(one) if isinstance(one, Comparison) else f"（{words(one)}）" for one in condition.conditions]
    if isinstance(condition, CountOf):
        return f"以下至少{condition.needed}项：{'、'.join(inner)}"
    return _JOINED[type(condition)].join(inner)


_JOINED: Final[dict[type[AllOf] | type[AnyOf] | type[CountOf], str]] = {AllOf: "，且", AnyOf: "，或"}
