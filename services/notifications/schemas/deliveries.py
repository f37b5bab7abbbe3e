"""Deliveries, as they cross HTTP: what became of each and why; never an address."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.delivering import FINAL, Kind, Reason, State
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held, Urgency
from services.notifications.gateways import Verdict
from services.notifications.store.deliveries import Asked
from services.notifications.store.tables import DeliveryAttemptRow, DeliveryRow, SuppressionRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import District

_DELIVERY: Final[dict[str, Any]] = {
    "delivery_id": "9c1f63d0-52ab-5b67-8d52-4cfc5ad4e0a1",
    "uscc": "91330108MAXB0012XH",
    "channel": "email",
    "channel_label": "电子邮件",
    "urgency": "normal",
    "urgency_label": "一般",
    "template": "measure_matched",
    "message_ids": ["e09db932-ef28-540c-b701-f479f42b584d"],
    "state": "delivered",
    "state_label": "已送达",
    "is_final": True,
    "reason": None,
    "reason_label": None,
    "round": 1,
    "not_before": "2026-11-24T02:00:00Z",
    "planned_at": "2026-11-24T02:00:00Z",
    "next_at": None,
    "sent_at": "2026-11-24T02:00:01Z",
    "ended_at": "2026-11-24T02:00:09Z",
}
_ATTEMPT: Final[dict[str, Any]] = {
    "round": 1,
    "kind": "send",
    "kind_label": "发送",
    "gateway": "mail",
    "started_at": "2026-11-24T02:00:01Z",
    "ended_at": "2026-11-24T02:00:01Z",
    "verdict": "accepted",
    "verdict_label": "已受理",
    "status": 250,
}
_SUPPRESSION: Final[dict[str, Any]] = {
    "mark": "5c0e9f3b7a1d2e4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7",
    "channel": "email",
    "channel_label": "电子邮件",
    "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    "delivery_id": "9c1f63d0-52ab-5b67-8d52-4cfc5ad4e0a1",
    "reason": "no_such_address",
    "reason_label": "地址不存在或已停用",
    "since": "2026-11-24T02:00:09Z",
}


class DeliveriesQuery(PageQuery):
    state: State | None = Field(default=None, description="只看这一状态")
    channel: Channel | None = Field(default=None, description="只看这一渠道")

    def to_asked(self) -> Asked:
        return Asked(state=self.state, channel=self.channel)


class OverseenQuery(DeliveriesQuery):
    district: District | None = Field(default=None, description="只看这一区、县（市）")

    def to_asked(self) -> Asked:
        return Asked(district=self.district, state=self.state, channel=self.channel)


class SuppressionsQuery(PageQuery):
    district: District | None = Field(default=None, description="只看这一区、县（市）")


class FiguresQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    district: District | None = Field(default=None, description="只看这一区、县（市）")


class DeliveryOut(BaseModel):
    """一次投递"""

    model_config = ConfigDict(json_schema_extra={"examples": [_DELIVERY]})

    delivery_id: str
    uscc: str
    channel: Channel
    channel_label: str
    urgency: Urgency
    urgency_label: str
    template: Template
    message_ids: list[str] = Field(description="所告知的消息；内容见收件箱")
    state: State
    state_label: str
    is_final: bool = Field(description="不再变化；只有重新发送和迟到的回执除外")
    reason: str | None = Field(description="为何暂缓、取消、退回或失败")
    reason_label: str | None
    round: int = Field(description="第几次发送；重新发送时加一")
    not_before: datetime
    planned_at: datetime
    next_at: datetime | None = Field(description="下一次处理的时间")
    sent_at: datetime | None = Field(description="渠道受理的时间")
    ended_at: datetime | None

    @classmethod
    def of(cls, row: DeliveryRow, uscc: str) -> Self:
        return cls(**_members(row, uscc))


class DeliveryPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_DELIVERY], "next_cursor": None}]})

    items: list[DeliveryOut]
    next_cursor: str | None

    @classmethod
    def of(cls, found: Sequence[tuple[DeliveryRow, str]], next_cursor: str | None) -> Self:
        return cls(items=[DeliveryOut.of(row, uscc) for row, uscc in found], next_cursor=next_cursor)


class DeliveryAttemptOut(BaseModel):
    """一次发送、查询或回执"""

    model_config = ConfigDict(json_schema_extra={"examples": [_ATTEMPT]})

    round: int
    kind: Kind
    kind_label: str
    gateway: str
    started_at: datetime
    ended_at: datetime | None = Field(description="为空：正在进行，或已中断并将先查询")
    verdict: Verdict | None
    verdict_label: str | None
    status: int | None = Field(description="HTTP 或 SMTP 状态码")

    @classmethod
    def of(cls, row: DeliveryAttemptRow) -> Self:
        kind, verdict = Kind(row.kind), Verdict(row.verdict) if row.verdict else None
        return cls(
            round=row.round,
            kind=kind,
            kind_label=kind.label,
            gateway=row.provider,
            started_at=row.started_at,
            ended_at=row.ended_at,
            verdict=verdict,
            verdict_label=verdict.label if verdict else None,
            status=row.status,
        )


class DeliveryWithAttempts(DeliveryOut):
    model_config = ConfigDict(json_schema_extra={"examples": [_DELIVERY | {"attempts": [_ATTEMPT]}]})

    attempts: list[DeliveryAttemptOut] = Field(description="自最早的一次起")

    @classmethod
    def tried(cls, uscc: str, row: DeliveryRow, attempts: Sequence[DeliveryAttemptRow]) -> Self:
        return cls(**_members(row, uscc), attempts=[DeliveryAttemptOut.of(one) for one in attempts])


class DeliveryFigure(BaseModel):
    channel: Channel
    channel_label: str
    state: State
    state_label: str
    deliveries: int


class DeliveryFigures(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "channel": "email",
                            "channel_label": "电子邮件",
                            "state": "delivered",
                            "state_label": "已送达",
                            "deliveries": 118,
                        }
                    ]
                }
            ]
        }
    )

    items: list[DeliveryFigure]

    @classmethod
    def of(cls, counts: Sequence[tuple[str, str, int]]) -> Self:
        each = [(Channel(channel), State(state), count) for channel, state, count in counts]
        return cls(
            items=[
                DeliveryFigure(
                    channel=channel,
                    channel_label=channel.label,
                    state=state,
                    state_label=state.label,
                    deliveries=count,
                )
                for channel, state, count in each
            ]
        )


class SuppressionOut(BaseModel):
    """停用的地址：以不可还原的标记代替"""

    model_config = ConfigDict(json_schema_extra={"examples": [_SUPPRESSION]})

    mark: str = Field(description="地址的标记；由此不能得知地址")
    channel: Channel
    channel_label: str
    enterprise_id: str
    delivery_id: str = Field(description="因哪一次投递停用")
    reason: Reason
    reason_label: str
    since: datetime

    @classmethod
    def of(cls, row: SuppressionRow) -> Self:
        channel, reason = Channel(row.channel), Reason(row.reason)
        return cls(
            mark=row.mark,
            channel=channel,
            channel_label=channel.label,
            enterprise_id=row.enterprise_id,
            delivery_id=row.delivery_id,
            reason=reason,
            reason_label=reason.label,
            since=row.since,
        )


class SuppressionPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_SUPPRESSION], "next_cursor": None}]})

    items: list[SuppressionOut]
    next_cursor: str | None

    @classmethod
    def of(cls, found: Sequence[SuppressionRow], next_cursor: str | None) -> Self:
        return cls(items=[SuppressionOut.of(row) for row in found], next_cursor=next_cursor)


class ReceiptIn(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reference": "9c1f63d0-52ab-5b67-8d52-4cfc5ad4e0a1.1", "outcome": "delivered"}]
        }
    )

    reference: str = Field(max_length=60, description="发送时的流水号")
    outcome: Literal["accepted", "delivered", "bounced", "failed"] = Field(
        description="已受理、已送达、地址无效、未能送达"
    )


def _members(row: DeliveryRow, uscc: str) -> dict[str, Any]:
    channel, urgency, state = Channel(row.channel), Urgency(row.urgency), State(row.state)
    return {
        "delivery_id": row.delivery_id,
        "uscc": uscc,
        "channel": channel,
        "channel_label": channel.label,
        "urgency": urgency,
        "urgency_label": urgency.label,
        "template": Template(row.template),
        "message_ids": json.loads(row.message_ids),
        "state": state,
        "state_label": state.label,
        "is_final": state in FINAL,
        "reason": row.reason,
        "reason_label": _REASONS.get(row.reason or ""),
        "round": row.round,
        "not_before": row.not_before,
        "planned_at": row.planned_at,
        "next_at": row.next_at,
        "sent_at": row.sent_at,
        "ended_at": row.ended_at,
    }


_REASONS: Final[Mapping[str, str]] = {
    **{one.value: one.label for one in Held},
    **{one.value: one.label for one in Cancelled},
    **{one.value: one.label for one in Reason},
}
"""No two of them have a word in common"""
