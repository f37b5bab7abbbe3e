"""What the city and its districts are measured by (培育目标), and how each goal is counted."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal
from shared.values import CITY, DISTRICTS, PROVINCIAL_AND_ABOVE, Tier


class Goal(StrEnum):
    """The tiers, and the land sold for industry."""

    INNOVATIVE = "innovative"
    SPECIALISED = "specialised"
    HIDDEN_CHAMPION = "hidden_champion"
    LITTLE_GIANT = "little_giant"
    INDUSTRIAL_LAND = "industrial_land"
    """年度出让工业用地 (clause 13)"""


class Rule(StrEnum):
    """How a goal is counted."""

    EVER = "ever"
    """累计: every enterprise ever publicised, whatever became of the title since"""
    VALID = "valid"
    """滚动: enterprises with a title that counts on the day"""
    ENTERED = "entered"
    """Summed up over the year by the districts"""


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts towards a goal. `tiers`: an enterprise counts once, by any title of these."""

    rule: Rule
    label: str
    unit: str
    words: str
    tiers: frozenset[Tier] = frozenset()


COUNTING: Final[dict[Goal, Counting]] = {
    Goal.INNOVATIVE: Counting(
        Rule.EVER, Tier.INNOVATIVE.label, "家", "历年公告过的企业累计，含已到期和已撤销", frozenset({Tier.INNOVATIVE})
    ),
    Goal.SPECIALISED: Counting(
        Rule.VALID, Tier.SPECIALISED.label, "家", "当日有效，省级隐形冠军、国家级“小巨人”计入其中", PROVINCIAL_AND_ABOVE
    ),
    Goal.HIDDEN_CHAMPION: Counting(
        Rule.VALID, Tier.HIDDEN_CHAMPION.label, "家", "当日有效，计入省级之中", frozenset({Tier.HIDDEN_CHAMPION})
    ),
    Goal.LITTLE_GIANT: Counting(
        Rule.VALID, Tier.LITTLE_GIANT.label, "家", "当日有效，计入省级之中", frozenset({Tier.LITTLE_GIANT})
    ),
    Goal.INDUSTRIAL_LAND: Counting(Rule.ENTERED, "出让工业用地", "亩", "当年各区、县（市）录入之和"),
}
"""T-1 to T-4 of the plan (一（一）) and its clause 13."""
GOAL_LABELS: Final = {goal: how.label for goal, how in COUNTING.items()}
COUNTED: Final = tuple(goal for goal, how in COUNTING.items() if how.rule is not Rule.ENTERED)
"""Goals whose figure follows from the titles; the others are entered."""


class Kind(StrEnum):
    """What a number says of a goal."""

    TARGET = "target"
    """目标: what is to be reached by the end of the year, counted as the goal is"""
    RESULT = "result"
    """实绩: what was reached, where no titles tell"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A number an officer answers for with a document. `district` is 330100 for the whole city."""

    kind: Kind
    year: int
    goal: Goal
    district: str
    value: int | None = None
    until_on: date | None = None
    """Of a result: the day up to which it was reached"""
    document: str = ""
    version: int = 0
    """0: nobody has entered it yet"""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an officer states at a key."""

    value: int
    document: str
    until_on: date | None = None


def entered(entry: Entry, said: Stated, today: date) -> Entry:
    """The entry as it is stated anew; stating the same again leaves it as it is. Raises Refusal."""
    if said.until_on and (said.until_on.year != entry.year or said.until_on > today):
        raise Refusal(f"截至日期应在 {entry.year} 年之内，且不晚于今天")
    if entry.version and said == Stated(entry.value or 0, entry.document, entry.until_on):
        return entry
    return replace(entry, value=said.value, document=said.document, until_on=said.until_on, version=entry.version + 1)


SCOPES: Final = {CITY: "杭州市", **DISTRICTS}
"""Whom a target is set for."""


def known_scope(code: str) -> str:
    if code not in SCOPES:
        raise ValueError("没有这个区、县（市）代码；全市为 330100")
    return code
