"""Registrations for activities, as they cross HTTP. People are masked unless disclosed for a reason."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.notifications.domain.helping.activities import State as ActivityState
from services.notifications.domain.helping.registrations import State
from services.notifications.help_kinds import kind_of
from services.notifications.schemas import helping_examples as examples
from services.notifications.service.helping.registrations import Participant, Registration
from services.notifications.store.tables import RegistrationRow
from shared.masks import masked_name, masked_phone
from shared.strict import Body
from shared.values import Name, Text

Id = Annotated[str, StringConstraints(min_length=1, max_length=36)]
Stars = Annotated[int, Field(ge=1, le=5, description="一至五分")]


class RegistrationIn(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"activity_id": examples.ACTIVITY_ID, "attendee": "张示例", "phone": "13800005678"}]
        }
    )

    activity_id: Id
    attendee: Name = Field(description="参加人姓名")
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{5,19}$")] = Field(description="参加人电话")


class FeedbackIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"rating": 5, "words": "内容实用"}]})

    rating: Stars
    words: Text | None = None


class AttendanceIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"registration_ids": [examples.REGISTRATION["registration_id"]]}]}
    )

    registration_ids: list[Id] = Field(min_length=1, max_length=500, description="到场的报名")


class DisclosureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "通知参加人集合地点"}]})

    reason: Text = Field(description="查看的理由，留痕")


def _masked(row: RegistrationRow) -> dict[str, Any]:
    state = State(row.state)
    names = {"registration_id", "number", "registered_at", "attended_at", "rating", "words"}
    shown = {"attendee": masked_name(row.attendee), "phone": masked_phone(row.phone)}
    return row.model_dump(include=names) | shown | {"state": state, "state_label": state.label}


class RegistrationOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REGISTRATION]})

    registration_id: str
    activity_id: str
    title: str
    kind: str
    kind_label: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    activity_state: ActivityState
    activity_state_label: str
    number: int = Field(description="报名的先后；候补按此递补")
    state: State
    state_label: str
    attendee: str
    phone: str
    registered_at: datetime
    attended_at: datetime | None = Field(description="签到的时间")
    rating: int | None
    words: str | None

    @classmethod
    def of(cls, one: Registration) -> Self:
        activity, state = one.activity, ActivityState(one.activity.state)
        names = {"activity_id", "title", "kind", "starts_at", "ends_at", "place"}
        return cls(
            **activity.model_dump(include=names),
            **_masked(one.row),
            kind_label=kind_of(activity.kind).label,
            activity_state=state,
            activity_state_label=state.label,
        )


class RegistrationPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.REGISTRATION], "next_cursor": None}]})

    items: list[RegistrationOut]
    next_cursor: str | None


class ParticipantOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.PARTICIPANT]})

    registration_id: str
    number: int
    name: str
    uscc: str
    district: str
    state: State
    state_label: str
    attendee: str
    phone: str
    registered_at: datetime
    attended_at: datetime | None
    rating: int | None
    words: str | None

    @classmethod
    def of(cls, one: Participant) -> Self:
        known = one.enterprise
        return cls(**_masked(one.row), name=known.name, uscc=known.uscc, district=known.district)


class ParticipantPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PARTICIPANT], "next_cursor": None}]})

    items: list[ParticipantOut]
    next_cursor: str | None


class AttendanceOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [examples.PARTICIPANT | {"attended_at": "2026-12-08T01:05:00Z"}]}]}
    )

    items: list[ParticipantOut]


class ContactOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"attendee": "张示例", "phone": "13800005678"}]})

    attendee: str
    phone: str

    @classmethod
    def of(cls, row: RegistrationRow) -> Self:
        return cls(attendee=row.attendee, phone=row.phone)
