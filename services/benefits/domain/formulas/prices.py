"""Rules about a price: a floor, a deduction for evaluation, a way of buying. Nobody is paid anything."""

from dataclasses import dataclass
from typing import ClassVar

from services.benefits.domain.arithmetic import WHOLE, known, safe, share
from services.benefits.domain.formulas.figures import HALF_UP, Explained, Figures, Step, percent_text
from shared.conditions.facts import amount_text
from shared.truth import UNKNOWN, Mark


@dataclass(frozen=True, slots=True)
class FloorPrice:
    """起价下限: not below a percentage of a standard. Whole fen are found upwards: the floor is never gone below."""

    hundredths: int
    of: str

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.of,)

    def fen(self, figures: Figures) -> Mark:
        standard = figures.mark(self.of)
        return known(standard, -(-(safe(standard) * self.hundredths) // WHOLE))

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        standard = Step(figures.label(self.of), figures.shown(self.of))
        if figures.mark(self.of) == UNKNOWN:
            return (standard, Step("下限比例", percent_text(self.hundredths)))
        floor = amount_text(self.fen(figures))
        text = f"{figures.shown(self.of)} × {percent_text(self.hundredths)} = {floor}，不足一分的进一分"
        return (standard, Step("起价下限", f"{text}；这是起价的下限，不是减免金额"))


@dataclass(frozen=True, slots=True)
class BidDeduction:
    """评审价格扣除: the bid is evaluated lower; the contract price stays what was bid."""

    hundredths: int
    of: str

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.of,)

    def fen(self, figures: Figures) -> Mark:
        bid = figures.mark(self.of)
        return known(bid, share(safe(bid), WHOLE - self.hundredths, WHOLE))

    def steps(self, figures: Explained) -> tuple[Step, ...]:
        bid = Step(figures.label(self.of), figures.shown(self.of))
        if figures.mark(self.of) == UNKNOWN:
            return (bid, Step("价格扣除", percent_text(self.hundredths)))
        evaluated = amount_text(self.fen(figures))
        text = f"{figures.shown(self.of)} × {percent_text(WHOLE - self.hundredths)} = {evaluated}，{HALF_UP}"
        return (bid, Step("评审价格", f"{text}；合同价仍为投标报价"))


@dataclass(frozen=True, slots=True)
class Marker:
    """Says that a way of buying is open; the purchaser decides under the law."""

    needs: ClassVar[tuple[str, ...]] = ()

    def fen(self, _: Figures) -> Mark:
        return UNKNOWN

    def steps(self, _: Explained) -> tuple[Step, ...]:
        return (Step("方式", "可不进行招标或采用单一来源方式采购；由采购人依法决定"),)
