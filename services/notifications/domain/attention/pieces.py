"""Where one message stands on its way out by one channel."""

from enum import StrEnum
from typing import Final


class PieceState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    SENT = "sent"
    MERGED = "merged"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    PieceState.PLANNED: "待发送",
    PieceState.HELD: "暂缓发送",
    PieceState.SENT: "已交付发送",
    PieceState.MERGED: "已与其他消息合并交付发送",
    PieceState.DROPPED: "不再发送",
}
OPEN: Final = (PieceState.PLANNED, PieceState.HELD)
LEFT: Final = (PieceState.SENT, PieceState.MERGED)
OVER: Final = (*LEFT, PieceState.DROPPED)
