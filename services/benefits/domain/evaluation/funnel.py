"""The way of enterprises from being eligible to being paid, counted.

An enterprise is at a stage when it has reached that stage or a later one: who claims without having opened the message
was told all the same. So no stage counts more than the one before it; how many of them have a record of the stage
itself is said beside it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, TypeVar


class Stage(StrEnum):
    ELIGIBLE = "eligible"
    TOLD = "told"
    READ = "read"
    CLAIMED = "claimed"
    APPROVED = "approved"
    PAID = "paid"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Stage.ELIGIBLE: "应享",
    Stage.TOLD: "已告知",
    Stage.READ: "已阅读",
    Stage.CLAIMED: "已申领",
    Stage.APPROVED: "已审批",
    Stage.PAID: "已兑付",
}
STAGES: Final = tuple(Stage)
"""In their order"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Enterprises of one measure, district and tier that have the same records."""

    benefit_code: str
    district: str
    tier: str
    recorded: frozenset[Stage]
    """The stages there is a record of; everybody is eligible"""
    enterprises: int
    fen: Mapping[Stage, int]
    """What stands in the records of a stage: entitled, claimed, approved, paid"""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a funnel. Amounts in fen; None: the stage has none of its own, or is not counted here."""

    stage: Stage
    reached: int | None
    """None: not counted here, which is not zero"""
    recorded: int | None
    fen: int | None
    of_eligible: Decimal | None
    """Percent; None: nobody is eligible, or nobody knows who"""
    of_before: Decimal | None
    """Percent of the stage before; None: nobody was there"""


Funnel = tuple[Step, ...]
_WITH_AMOUNT: Final = frozenset({Stage.ELIGIBLE, Stage.CLAIMED, Stage.APPROVED, Stage.PAID})
K = TypeVar("K")
C = TypeVar("C")


def funnel(cells: Iterable[Cell], counted: Collection[Stage] = STAGES) -> Funnel:
    """Over all of them; an enterprise counts once for each measure. Of stages not `counted` nothing is said."""
    reached, recorded, fen = (dict.fromkeys(Stage, 0) for _ in range(3))
    for cell in cells:
        furthest = max((STAGES.index(stage) for stage in cell.recorded), default=0)
        for place, stage in enumerate(STAGES):
            reached[stage] += cell.enterprises if place <= furthest else 0
            recorded[stage] += cell.enterprises if stage in cell.recorded or stage is Stage.ELIGIBLE else 0
            fen[stage] += cell.fen.get(stage, 0)
    steps = []
    for place, stage in enumerate(STAGES):
        if stage not in counted:
            steps.append(Step(stage, None, None, None, None, None))
            continue
        before = STAGES[max(place - 1, 0)]
        steps.append(
            Step(
                stage,
                reached[stage],
                recorded[stage],
                fen[stage] if stage in _WITH_AMOUNT else None,
                percent(reached[stage], reached[Stage.ELIGIBLE]) if Stage.ELIGIBLE in counted else None,
                percent(reached[stage], reached[before]) if before in counted else None,
            )
        )
    return tuple(steps)


def by(cells: Iterable[C], key: Callable[[C], K]) -> dict[K, list[C]]:
    """In the order in which the keys come."""
    groups: dict[K, list[C]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return groups


def percent(part: int, whole: int) -> Decimal | None:
    """To one place, half up; None: of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
