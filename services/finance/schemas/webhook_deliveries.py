"""What was told to an endpoint, each attempt at it, and telling it again."""

from datetime import datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.webhooks import DeliveryState
from services.finance.service.webhooks.deliveries import Repeated
from services.finance.store.tables import AttemptRow, DeliveryRow
from shared.outbound.sender import Failure
from shared.strict import Body

_DELIVERY: Final[dict[str, Any]] = {
    "delivery_id": "d9c1f3a2-6b7e-4c58-9a10-3e2f1d0c9b87",
    "sequence": 12,
    "after": 5206,
    "upto": 5208,
    "items": 2,
    "state": "delivered",
    "state_label": "已送达",
    "cut_at": "2026-11-24T02:31:02Z",
    "delivered_at": "2026-11-24T02:31:03Z",
}
_ATTEMPT: Final[dict[str, Any]] = {
    "attempt_id": 31,
    "delivery_id": "d9c1f3a2-6b7e-4c58-9a10-3e2f1d0c9b87",
    "sequence": 12,
    "is_test": False,
    "started_at": "2026-11-24T02:31:02Z",
    "ended_at": "2026-11-24T02:31:03Z",
    "status": 500,
    "failure": "broken",
    "failure_label": "接收方出错",
}
_REPEATED: Final[dict[str, Any]] = {
    "endpoint_id": "5b1f0a7e-9a44-4f0e-8b36-1c2d7e9f4a60",
    "from_sequence": 9,
    "upto_sequence": 12,
    "deliveries": 4,
}


class DeliveryOut(BaseModel):
    """一次推送：名单变更的一段"""

    model_config = ConfigDict(json_schema_extra={"examples": [_DELIVERY]})

    delivery_id: str = Field(description="即请求头 webhook-id，重试时不变")
    sequence: int
    after: int = Field(description="本段自此编号的变更之后起")
    upto: int = Field(description="至此编号的变更止")
    items: int = Field(description="首次推送时的企业数")
    state: DeliveryState
    state_label: str
    cut_at: datetime
    delivered_at: datetime | None

    @classmethod
    def of(cls, row: DeliveryRow) -> Self:
        state = DeliveryState(row.state)
        return cls(
            delivery_id=row.delivery_id,
            sequence=row.sequence,
            after=row.after_number,
            upto=row.upto_number,
            items=row.items,
            state=state,
            state_label=state.label,
            cut_at=row.cut_at,
            delivered_at=row.delivered_at,
        )


class DeliveryPage(BaseModel):
    """The newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_DELIVERY], "next_cursor": None}]})

    items: list[DeliveryOut]
    next_cursor: str | None


class AttemptOut(BaseModel):
    """一次呼叫。Of the answer only its status and the class of failure are kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ATTEMPT]})

    attempt_id: int
    delivery_id: str | None
    sequence: int | None
    is_test: bool
    started_at: datetime
    ended_at: datetime | None = Field(description="为空：正在进行，或已中断并将重来")
    status: int | None = Field(description="HTTP 状态码")
    failure: Failure | None
    failure_label: str | None

    @classmethod
    def of(cls, row: AttemptRow) -> Self:
        failure = Failure(row.failure) if row.failure else None
        return cls(
            attempt_id=row.attempt_id,
            delivery_id=row.delivery_id,
            sequence=row.sequence,
            is_test=row.delivery_id is None,
            started_at=row.started_at,
            ended_at=row.ended_at,
            status=row.status,
            failure=failure,
            failure_label=failure.label if failure else None,
        )


class AttemptPage(BaseModel):
    """The newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ATTEMPT], "next_cursor": None}]})

    items: list[AttemptOut]
    next_cursor: str | None


class ReplayIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"from_sequence": 9}]})

    from_sequence: int = Field(ge=1, le=2**53, description="从此序号起，直到最近一次推送，依次重新推送")


class RepeatedOut(BaseModel):
    """They wait again, and are told in order."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_REPEATED]})

    endpoint_id: str
    from_sequence: int
    upto_sequence: int
    deliveries: int

    @classmethod
    def of(cls, repeated: Repeated) -> Self:
        return cls.model_validate(repeated)
