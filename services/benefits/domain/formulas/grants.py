"""Money given: a fixed amount, an amount by level, a rate with a cap."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from services.benefits.domain.arithmetic import WHOLE, choose, known, less_received, lesser, safe, share
from services.benefits.domain.formulas.figures import (
    HALF_UP,
    Explained,
    Figures,
    Step,
    percent_text,
    received_step,
    result_step,
)
from shared.conditions.facts import amount_text
from shared.truth import UNKNOWN, Mark

CONTRIBUTION = "contribution"


class Scope(StrEnum):
    """Over what a cap counts."""

    ENTERPRISE = "enterprise"
    ENTERPRISE_YEAR = "enterprise_year"
    PLATFORM = "platform"
    PRODUCT = "product"
    DEAL = "deal"
    CITY_YEAR = "city_year"

    @property
    def label(self) -> str:
        return _SCOPES[self]


_SCOPES = {
    Scope.ENTERPRISE: "每家企业",
    Scope.ENTERPRISE_YEAR: "每家企业每年",
    Scope.PLATFORM: "单个平台",
    Scope.PRODUCT: "每个产品",
    Scope.DEAL: "每项交易",
    Scope.CITY_YEAR: "全市每年",
}


@dataclass(frozen=True, slots=True)
class Fixed:
    """定额: the amount, once; with `by_contribution` times the coefficient the authority has set (按照其贡献)."""

    benefit_code: str
    amount_fen: int
    by_contribution: bool = False
    less_codes: tuple[str, ...] = ()
    """What was received under these is taken off, too (升级补差)."""

    needs: ClassVar[tuple[str, ...]] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.benefit_code, *self.less_codes)

    def fen(self, figures: Figures) -> Mark:
        return less_received(self._full(figures), figures.received(self.codes))

    def _full(self, figures: Figures) -> Mark:
        if not self.by_contribution:
            return self.amount_fen
        coefficient = figures.mark(CONTRIBUTION)
        granted = share(self.amount_fen, safe(coefficient) // 2, WHOLE)  # a mark is twice the hundredths
        return choose(coefficient == UNKNOWN, self.amount_fen, granted)

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        steps = [Step("定额", amount_text(self.amount_fen))]
        if self.by_contribution:
            steps.append(self._contribution(figures))
        steps.append(received_step(figures.received(self.codes)))
        return (*steps, result_step(self.fen(figures)))

    def _contribution(self, figures: Explained) -> Step:
        if figures.mark(CONTRIBUTION) == UNKNOWN:
            return Step("按照其贡献", "主管部门尚未核定贡献系数，按名义金额计（BASIS_CONTRIBUTION）")
        full = amount_text(self._full(figures))
        return Step("按照其贡献", f"{amount_text(self.amount_fen)} × {figures.shown(CONTRIBUTION)} = {full}，{HALF_UP}")


@dataclass(frozen=True, slots=True)
class ByLevel:
    """分级定额: the highest level reached counts, once; an upgrade pays the difference to what was received."""

    scale: str
    scale_label: str
    level: str
    level_label: str
    amount_fen: int
    scope: Scope
    codes: tuple[str, ...]
    """The benefit codes of every level of the scale"""

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, figures: Figures) -> Mark:
        return less_received(self.amount_fen, figures.received(self.codes))

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        return (
            Step("级别", f"{self.scale_label}：{self.level_label}，{self.scope.label}按最高级别计一次"),
            Step("该级别金额", amount_text(self.amount_fen)),
            received_step(figures.received(self.codes)),
            result_step(self.fen(figures)),
        )


@dataclass(frozen=True, slots=True)
class RateWithCap:
    """按比例、有上限: a percentage of a figure up to a cap. Without a percentage in the text there is no amount."""

    benefit_code: str
    hundredths: int | None
    """Of a percent; None: 一定比例, 适当补助"""
    of: str
    cap_fen: int | None
    scope: Scope

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.of,) if self.hundredths is not None else ()

    def fen(self, figures: Figures) -> Mark:
        if self.hundredths is None:
            return UNKNOWN
        base = figures.mark(self.of)
        full = share(safe(base), self.hundredths, WHOLE)
        capped = full if self.cap_fen is None else lesser(full, self.cap_fen)
        return known(base, less_received(capped, figures.received((self.benefit_code,))))

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        base = Step(figures.label(self.of), figures.shown(self.of))
        if self.hundredths is None:
            return (base, Step("比例", "原文未规定比例，只记录基数，不计算金额（RATE_UNSPECIFIED）"))
        if figures.mark(self.of) == UNKNOWN:
            return (base, Step("比例", percent_text(self.hundredths)))
        full = share(figures.mark(self.of), self.hundredths, WHOLE)
        said = f"{figures.shown(self.of)} × {percent_text(self.hundredths)} = {amount_text(full)}，{HALF_UP}"
        steps = [base, Step("按比例", said)]
        if self.cap_fen is not None:
            reached = "超过上限，取上限" if full > self.cap_fen else "未超过上限"
            steps.append(Step("上限", f"{self.scope.label}不超过{amount_text(self.cap_fen)}：{reached}"))
        steps.append(received_step(figures.received((self.benefit_code,))))
        return (*steps, result_step(self.fen(figures)))

    @property
    def kink(self) -> int | None:
        """The base from which the cap holds, in fen: the first that gives the whole cap."""
        if self.hundredths is None or self.cap_fen is None:
            return None
        return -(-(2 * self.cap_fen - 1) * WHOLE // (2 * self.hundredths))
