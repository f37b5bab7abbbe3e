"""What leaves of an enterprise's messages, as it is shown."""

from datetime import datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.attention.buckets import Kind
from services.notifications.domain.attention.pieces import OPEN, PieceState
from services.notifications.domain.attention.topics import CLASSES, Topic
from services.notifications.domain.delivering import Reason, State
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held
from services.notifications.service.outbound import Shown
from shared.pages import PageQuery

_PIECE: Final[dict[str, Any]] = {
    "message_id": "e09db932-ef28-540c-b701-f479f42b584d",
    "heading": "新政策适用于贵企业：示例奖励",
    "topic": "policies",
    "topic_label": "新政策和政策变化",
    "channel": "email",
    "channel_label": "电子邮件",
    "leaves": "week",
    "leaves_label": "每周汇总",
    "state": "held",
    "state_label": "暂缓发送",
    "reason": "weekly_cap",
    "reason_label": "本周对外发送已达上限，下周发出",
    "until": "2026-11-30T01:00:00Z",
    "planned_at": "2026-11-25T02:15:00Z",
    "delivery_id": "0f6f1b1a-1d2f-5b0c-9a51-6a4e5a2f6f10",
    "delivery_state": "held",
    "delivery_state_label": "暂缓发送",
}


class OutboundQuery(PageQuery):
    state: PieceState | None = Field(default=None, description="只看所处的状态")


class OutboundOut(BaseModel):
    """One message by one channel: what holds it and until when, or why it does not leave."""

    message_id: str
    heading: str
    topic: Topic
    topic_label: str
    channel: Channel
    channel_label: str
    leaves: Kind
    leaves_label: str
    state: PieceState
    state_label: str
    reason: Held | Cancelled | Reason | None
    reason_label: str | None
    until: datetime | None
    """Not before; None: it left or does not"""
    planned_at: datetime
    delivery_id: str
    delivery_state: State | None
    delivery_state_label: str | None

    @classmethod
    def of(cls, shown: Shown) -> Self:
        piece = shown.piece
        state, kind, channel = PieceState(piece.state), Kind(piece.kind), Channel(piece.channel)
        topic = CLASSES[Template(piece.template)].topic
        reason = _reason(state, piece.reason)
        return cls(
            message_id=piece.message_id,
            heading=shown.heading,
            topic=topic,
            topic_label=topic.label,
            channel=channel,
            channel_label=channel.label,
            leaves=kind,
            leaves_label=kind.label,
            state=state,
            state_label=state.label,
            reason=reason,
            reason_label=None if reason is None else reason.label,
            until=piece.due_at if state in OPEN else None,
            planned_at=piece.planned_at,
            delivery_id=shown.delivery_id,
            delivery_state=shown.delivery,
            delivery_state_label=None if shown.delivery is None else shown.delivery.label,
        )


def _reason(state: PieceState, kept: str | None) -> Held | Cancelled | Reason | None:
    """What was dropped has the reason of its own, or that of the delivery it was to leave with."""
    if kept is None:
        return None
    if state is not PieceState.DROPPED:
        return Held(kept)
    return Cancelled(kept) if kept in set(Cancelled) else Reason(kept)


class OutboundPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_PIECE], "next_cursor": None}]})

    items: list[OutboundOut]
    next_cursor: str | None
