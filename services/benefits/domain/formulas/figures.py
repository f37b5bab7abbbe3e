"""What formulas read, and the words that explain them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from shared.conditions.facts import amount_text, number_text
from shared.truth import Mark

HALF_UP: Final = "四舍五入到分（ROUND_HALF_UP）"


@dataclass(frozen=True, slots=True)
class Step:
    """计算步骤: one line of a trace."""

    label: str
    text: str


class Figures(Protocol):
    """What a formula reads, of one subject or of a column of them."""

    def mark(self, name: str) -> Mark:
        """A fact; UNKNOWN where nobody knows."""

    def received(self, codes: Iterable[str]) -> Mark:
        """Fen already received under these benefit codes; nothing told is nothing received."""


class Explained(Figures, Protocol):
    """Of one subject: figures that can be shown."""

    def shown(self, name: str) -> str: ...
    def label(self, name: str) -> str: ...


# ---- words -----------------------------------------------------------------------------------------


def percent_text(hundredths: int) -> str:
    return f"{number_text(Fraction(hundredths, 100))}%"


def received_step(received: int) -> Step:
    return Step("此前已领取", f"{amount_text(received)}，从中扣除" if received else "0.00元（未提供即按未领取计）")


def result_step(fen: int) -> Step:
    return Step("结果", amount_text(fen))
