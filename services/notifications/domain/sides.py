"""Who took a step of something that has two sides."""

from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """Who took a step."""

    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    CLOCK = "clock"

    @property
    def label(self) -> str:
        return _SIDE_LABELS[self]


_SIDE_LABELS: Final = {Side.ENTERPRISE: "企业", Side.OFFICER: "经办人员", Side.CLOCK: "系统"}


def side_of(actor: str) -> Side:
    """Of an account as it is written down: enterprise:…, officer:…; whatever is nobody's was done by time."""
    kind = actor.partition(":")[0]
    return Side(kind) if kind in list(Side) else Side.CLOCK
