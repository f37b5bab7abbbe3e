"""A formula in the words and figures of a catalogue, before anybody asks for their own amount."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.benefits.domain.facts import FACTS
from services.benefits.domain.formulas import (
    BidDeduction,
    ByLevel,
    Fixed,
    FloorPrice,
    Formula,
    Fund,
    Increase,
    InterestSubsidy,
    Marker,
    Qualification,
    Quota,
    RateWithCap,
    Scope,
    Service,
    Target,
)
from services.benefits.domain.formulas.figures import percent_text
from shared.conditions.facts import amount_text


@dataclass(frozen=True, slots=True)
class Described:
    kind: str
    text: str
    amount_fen: int | None = None
    """What the text names outright"""
    cap_fen: int | None = None
    """The most there is; of an interest subsidy, of the loans"""
    scope: Scope | None = None
    """Over what the cap counts"""


def described(formula: Formula) -> Described:
    return _DESCRIBE[type(formula)](formula)


def _fixed(one: Fixed) -> Described:
    basis = "，按照其贡献核定" if one.by_contribution else ""
    return Described("fixed", f"定额{amount_text(one.amount_fen)}{basis}", one.amount_fen)


def _by_level(one: ByLevel) -> Described:
    text = f"{one.scale_label}：{one.level_label}{amount_text(one.amount_fen)}，按最高级别计一次，升级付差额"
    return Described("by_level", text, one.amount_fen, None, one.scope)


def _rate(one: RateWithCap) -> Described:
    base = FACTS[one.of].label
    if one.hundredths is None:
        return Described("rate_with_cap", f"按{base}的一定比例，原文未规定比例", None, None, one.scope)
    cap = "" if one.cap_fen is None else f"，{one.scope.label}最高{amount_text(one.cap_fen)}"
    return Described("rate_with_cap", f"{base}的{percent_text(one.hundredths)}{cap}", None, one.cap_fen, one.scope)


def _interest(one: InterestSubsidy) -> Described:
    text = (
        f"不超过当年1月份同期限档次LPR的{percent_text(one.share)}，{one.scope.label}贷款{amount_text(one.loan_cap_fen)}"
        f"以内，不超过实付利息；{one.method.label}；ACT/{one.day_count}；合同期限超过{one.long_over_years}年用5年期以上LPR"
    )
    return Described("interest_subsidy", text, None, one.loan_cap_fen, one.scope)


def _floor(one: FloorPrice) -> Described:
    return Described("floor_price", f"起价不低于{FACTS[one.of].label}的{percent_text(one.hundredths)}")


def _deduction(one: BidDeduction) -> Described:
    return Described("bid_deduction", f"评审时{FACTS[one.of].label}扣除{percent_text(one.hundredths)}，合同价不变")


def _marker(_: Marker) -> Described:
    return Described("purchase_without_tender", "可不进行招标或采用单一来源方式采购，由采购人依法决定")


def _quota(one: Quota) -> Described:
    text = f"{one.scope.label}额度至多{amount_text(one.amount_fen)}"
    return Described("quota", text, one.amount_fen, one.amount_fen, one.scope)


def _fund(one: Fund) -> Described:
    text = f"{one.scope.label}安排不少于{amount_text(one.amount_fen)}，不是单家企业的额度"
    return Described("fund", text, one.amount_fen, None, one.scope)


def _increase(one: Increase) -> Described:
    return Described("increase", f"{FACTS[one.of].label}比上年度的新增部分，减少时为0")


def _qualification(one: Qualification) -> Described:
    return Described("qualification", one.words)


def _service(one: Service) -> Described:
    return Described("service", f"{one.support}（未给出金额或比例）" if one.support else "提供服务，原文没有金额")


def _target(one: Target) -> Described:
    district = f"；区、县（市）对照“{one.goal.label}”" if one.goal else ""
    return Described("target", f"{one.figure.label}≥{one.figure.shown(one.bound)}{district}")


_DESCRIBE: Final[Mapping[type[Any], Callable[[Any], Described]]] = {
    Fixed: _fixed,
    ByLevel: _by_level,
    RateWithCap: _rate,
    InterestSubsidy: _interest,
    FloorPrice: _floor,
    BidDeduction: _deduction,
    Marker: _marker,
    Quota: _quota,
    Fund: _fund,
    Increase: _increase,
    Qualification: _qualification,
    Service: _service,
    Target: _target,
}
