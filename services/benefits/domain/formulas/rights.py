"""What is no amount at all: a qualification, a service, a target of the city."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from services.benefits.domain.formulas.figures import Explained, Figures, Step
from shared.conditions import Fact
from shared.conditions.facts import number_text
from shared.truth import UNKNOWN, Mark, Truth


@dataclass(frozen=True, slots=True)
class Qualification:
    """资格"""

    words: str = ""

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, _: Figures) -> Mark:
        return UNKNOWN

    def steps(self, _: Explained) -> tuple[Step, ...]:
        return (Step("资格", self.words),) if self.words else ()


@dataclass(frozen=True, slots=True)
class Service:
    """服务: what is offered; `support` where the text promises money by another policy."""

    support: str = ""

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, _: Figures) -> Mark:
        return UNKNOWN

    def steps(self, _: Explained) -> tuple[Step, ...]:
        return (
            (Step("支持", f"原文：{self.support}；未给出金额或比例，不计算（RATE_UNSPECIFIED）"),)
            if self.support
            else ()
        )


@dataclass(frozen=True, slots=True)
class Target:
    """目标: a figure of the city that is to reach a bound; of a district, the number it was set."""

    figure: Fact
    at_least: int
    """As a mark"""
    bound: Any
    """The same in the unit of the figure"""
    goal: Fact | None
    """What a district was set; None: the same bound for all"""

    needs: ClassVar[tuple[str, ...]] = ()

    def reached(self, figures: Figures, by_goal: bool) -> Truth:
        actual, needed = figures.mark(self.figure.name), self._needed(figures, by_goal)
        enough = actual >= needed
        certain = enough & (actual != UNKNOWN) & (needed != UNKNOWN)
        return Truth(certain, enough | (actual == UNKNOWN) | (needed == UNKNOWN))

    def _needed(self, figures: Figures, by_goal: bool) -> Mark:
        return figures.mark(self.goal.name) if by_goal and self.goal is not None else self.at_least

    def needed_text(self, figures: Explained, by_goal: bool) -> str:
        if not by_goal or self.goal is None:
            return f"≥{self.figure.shown(self.bound)}"
        return (
            f"≥{figures.shown(self.goal.name)}" if figures.mark(self.goal.name) != UNKNOWN else f"“{self.goal.label}”"
        )

    def fen(self, _: Figures) -> Mark:
        return UNKNOWN

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        return (Step(self.figure.label, figures.shown(self.figure.name)),)

    def shortfall(self, figures: Figures, by_goal: bool) -> str:
        """How much is missing, in the unit of the figure; empty when nothing is, or nobody knows."""
        actual, needed = figures.mark(self.figure.name), self._needed(figures, by_goal)
        if UNKNOWN in (actual, needed) or actual >= needed:
            return ""
        scale = self.figure.mark(1)  # the mark of one unit
        return f"{number_text(Fraction(needed - actual, scale))}{self.figure.unit or '%'}"
