"""Room rather than money: a quota of one's own, a fund of the city's, an earmark of a district's."""

from dataclasses import dataclass
from typing import ClassVar

from services.benefits.domain.arithmetic import choose, greater, less_received, safe
from services.benefits.domain.formulas.figures import Explained, Figures, Step, received_step, result_step
from services.benefits.domain.formulas.grants import Scope
from shared.conditions.facts import amount_text
from shared.truth import UNKNOWN, Mark


@dataclass(frozen=True, slots=True)
class Quota:
    """额度: what may be used in a year; what was used is taken off."""

    benefit_code: str
    amount_fen: int
    scope: Scope

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, figures: Figures) -> Mark:
        return less_received(self.amount_fen, figures.received((self.benefit_code,)))

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        return (
            Step("额度", f"{self.scope.label}至多{amount_text(self.amount_fen)}"),
            received_step(figures.received((self.benefit_code,))),
            result_step(self.fen(figures)),
        )


@dataclass(frozen=True, slots=True)
class Fund:
    """资金池: what the city sets aside in a year, at least; no share of it is any one enterprise's."""

    amount_fen: int
    scope: Scope

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, _: Figures) -> Mark:
        return UNKNOWN

    def steps(self, _: Explained) -> tuple[Step, ...]:
        return (
            Step("资金池", f"{self.scope.label}安排不少于{amount_text(self.amount_fen)}，不是单家企业的额度"),
            Step("分配", "原文未规定分配规则；默认先到先得"),
        )


@dataclass(frozen=True, slots=True)
class Increase:
    """增量专项: by how much a figure grew on the year before; never below zero."""

    of: str
    over: str

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.of, self.over)

    def fen(self, figures: Figures) -> Mark:
        this, before = figures.mark(self.of), figures.mark(self.over)
        grown = greater(safe(this) - safe(before), 0)
        return choose((this == UNKNOWN) | (before == UNKNOWN), UNKNOWN, grown)

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        steps = [Step(figures.label(name), figures.shown(name)) for name in self.needs]
        fen = self.fen(figures)
        if fen != UNKNOWN:
            steps.append(
                Step("比上年度新增", f"{amount_text(fen)}（减少时为0），由区、县（市）专项支持，不是单家企业的额度")
            )
        return tuple(steps)
