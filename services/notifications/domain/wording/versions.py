"""草拟 → 复核 → 施行: how a text comes into force. What is in force is never edited, a new version takes its place."""

from enum import StrEnum
from typing import Final


class TextState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    IN_FORCE = "in_force"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    TextState.DRAFT: "草稿",
    TextState.CHECKED: "已复核",
    TextState.IN_FORCE: "施行中",
    TextState.REPLACED: "已被新版取代",
}
EDITABLE: Final = frozenset({TextState.DRAFT})
"""A checked one that turns out wrong is written anew: who checked it answers for these words."""
