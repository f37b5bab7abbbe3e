"""Formulas as a policy officer writes them: one key says which, its members the figures of the clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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
from services.benefits.domain.loans import CapMethod
from shared.conditions import Condition, Fact, Kind, Vocabulary, read
from shared.conditions.reading import written
from shared.values import PROVINCIAL_AND_ABOVE, Money, YuanIn

Percent = Annotated[str, StringConstraints(pattern=r"^\d{1,3}(\.\d{1,2})?$")]
"""In percent: "50", "1.5\""""


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleData(Data):
    """Levels of one thing, lowest first; the highest reached counts."""

    label: str
    fact: str
    scope: Scope
    levels: dict[str, str]
    """Level → benefit_code"""


class Settings(Data):
    """What the set chooses where the text is silent; shown with every answer it touches."""

    awards: Literal["each", "difference"] = "each"
    """首次认定奖励 of several tiers: each paid in full, or the higher less what was received for the lower"""
    award_codes: tuple[str, ...] = ()
    """The awards it is about, lowest first"""
    loan_cap: CapMethod = CapMethod.BY_LOAN
    day_count: Literal[360, 365] = 360
    long_tenor_over_years: int = 5
    scales: dict[str, ScaleData] = {}

    @property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(scale.levels.values()) for name, scale in self.scales.items()}

    @property
    def words(self) -> tuple[str, ...]:
        """For whoever reads an answer."""
        awards = {"each": "各级首次认定奖励各付一次", "difference": "升级的首次认定奖励扣除已领的低一级奖励"}
        return (
            f"贴息：{self.loan_cap.label}；ACT/{self.day_count}；合同期限超过{self.long_tenor_over_years}年用5年期以上LPR",
            awards[self.awards],
            *(f"{one.label}：{one.scope.label}按最高级别计一次，升级付差额" for one in self.scales.values()),
            "金额精确到分，四舍五入（ROUND_HALF_UP）；同一事项只按一套政策兑付",
        )

    def lower_awards(self, benefit_code: str) -> tuple[str, ...]:
        """What is taken off a higher award."""
        if self.awards == "each" or benefit_code not in self.award_codes:
            return ()
        return self.award_codes[: self.award_codes.index(benefit_code)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands."""

    clause: str
    benefit_code: str
    facts: Vocabulary

    def fact(self, name: str, *kinds: Kind) -> Fact:
        """Raises ValueError."""
        if name not in self.facts:
            raise ValueError(f"清单中没有事实“{name}”，或本条的对象没有这个事实")
        if self.facts[name].kind not in kinds:
            raise ValueError(f"“{self.facts[name].label}”不是可计算的数")
        return self.facts[name]


class FixedData(Data):
    amount: YuanIn
    by_contribution: bool = False

    def make(self, place: Place, settings: Settings) -> Formula:
        lower = settings.lower_awards(place.benefit_code)
        return Fixed(place.benefit_code, _fen(self.amount), self.by_contribution, lower)


class ByLevelData(Data):
    scale: str
    level: str
    amount: YuanIn

    def make(self, place: Place, settings: Settings) -> Formula:
        scale = settings.scales.get(self.scale)
        if scale is None:
            raise ValueError(f"set.yaml 的 scales 中没有“{self.scale}”")
        if scale.levels.get(self.level) != place.benefit_code:
            raise ValueError(f"“{scale.label}”的级别 {self.level} 不是本条的 benefit_code")
        fact = place.fact(scale.fact, Kind.ONE, Kind.SOME)
        return ByLevel(
            scale=self.scale,
            scale_label=scale.label,
            level=self.level,
            level_label=fact.choices[self.level],
            amount_fen=_fen(self.amount),
            scope=scale.scope,
            codes=settings.codes[self.scale],
        )


class RateData(Data):
    percent: Percent | None
    """None: the text says 一定比例, 适当补助"""
    of: str
    cap: YuanIn | None
    scope: Scope

    def make(self, place: Place, _: Settings) -> Formula:
        place.fact(self.of, Kind.MONEY)
        rate = None if self.percent is None else _hundredths(self.percent)
        cap = None if self.cap is None else _fen(self.cap)
        return RateWithCap(place.benefit_code, rate, self.of, cap, self.scope)


class InterestData(Data):
    share: Percent
    loan_cap: YuanIn
    scope: Literal[Scope.ENTERPRISE_YEAR]

    def make(self, place: Place, settings: Settings) -> Formula:
        for name in InterestSubsidy.needs:
            place.fact(name, Kind.MONEY, Kind.DAY)
        return InterestSubsidy(
            benefit_code=place.benefit_code,
            share=_hundredths(self.share),
            loan_cap_fen=_fen(self.loan_cap),
            scope=self.scope,
            day_count=settings.day_count,
            method=settings.loan_cap,
            long_over_years=settings.long_tenor_over_years,
            tiers=tuple(sorted(tier.value for tier in PROVINCIAL_AND_ABOVE)),
        )


class FloorData(Data):
    percent: Percent
    of: str

    def make(self, place: Place, _: Settings) -> Formula:
        return FloorPrice(_hundredths(self.percent), place.fact(self.of, Kind.MONEY).name)


class DeductionData(Data):
    percent: Percent
    of: str

    def make(self, place: Place, _: Settings) -> Formula:
        return BidDeduction(_hundredths(self.percent), place.fact(self.of, Kind.MONEY).name)


class MarkerData(Data):
    def make(self, _: Place, __: Settings) -> Formula:
        return Marker()


class QuotaData(Data):
    amount: YuanIn
    scope: Scope

    def make(self, place: Place, _: Settings) -> Formula:
        return Quota(place.benefit_code, _fen(self.amount), self.scope)


class FundData(Data):
    amount: YuanIn
    scope: Literal[Scope.CITY_YEAR]

    def make(self, _: Place, __: Settings) -> Formula:
        return Fund(_fen(self.amount), self.scope)


class IncreaseData(Data):
    of: str
    over: str

    def make(self, place: Place, _: Settings) -> Formula:
        return Increase(place.fact(self.of, Kind.MONEY).name, place.fact(self.over, Kind.MONEY).name)


class QualificationData(Data):
    words: str = ""

    def make(self, _: Place, __: Settings) -> Formula:
        return Qualification(self.words)


class ServiceData(Data):
    support: str = ""

    def make(self, _: Place, __: Settings) -> Formula:
        return Service(self.support)


class TargetData(Data):
    figure: str
    at_least: str | int
    goal: str | None = Field(default=None)
    """What a district was set; without one the same bound holds for it"""

    def make(self, place: Place, _: Settings) -> Formula:
        figure = place.fact(self.figure, Kind.COUNT, Kind.NUMBER, Kind.PERCENT)
        bound = figure.accept(written(figure, self.at_least))
        goal = None if self.goal is None else place.fact(self.goal, figure.kind)
        return Target(figure, figure.mark(bound), bound, goal)


_SHAPES: Final[dict[str, type[Any]]] = {
    "fixed": FixedData,
    "by_level": ByLevelData,
    "rate_with_cap": RateData,
    "interest_subsidy": InterestData,
    "floor_price": FloorData,
    "bid_deduction": DeductionData,
    "purchase_without_tender": MarkerData,
    "quota": QuotaData,
    "fund": FundData,
    "increase": IncreaseData,
    "qualification": QualificationData,
    "service": ServiceData,
    "target": TargetData,
}


def formula_from(data: Mapping[str, Any], place: Place, settings: Settings) -> Formula:
    """Raises ValueError (pydantic's among them)."""
    [(name, members)] = data.items()
    if name not in _SHAPES:
        raise ValueError(f"没有公式“{name}”；可用：{'、'.join(_SHAPES)}")
    made: Formula = _SHAPES[name].model_validate(members or {}).make(place, settings)
    return made


def level_condition(formula: Formula, facts: Vocabulary, settings: Settings) -> Condition | None:
    """This level is reached, and none above it."""
    if not isinstance(formula, ByLevel):
        return None
    scale = settings.scales[formula.scale]
    levels = list(scale.levels)
    above = levels[levels.index(formula.level) + 1 :]
    reached: Any = {"fact": scale.fact, "any_of": [formula.level]}
    if not above or facts[scale.fact].kind is Kind.ONE:
        return read(reached, facts)
    return read({"all": [reached, {"not": {"fact": scale.fact, "any_of": above}}]}, facts)


def _fen(yuan: str) -> int:
    return int(Money.from_yuan(yuan))


def _hundredths(percent: str) -> int:
    return int(Decimal(percent) * 100)
