"""Contacts, as they cross HTTP: an address comes in once, and leaves masked."""

from datetime import datetime
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.contacts import CODES, TRIES, ContactState
from services.notifications.domain.outgoing import Channel
from services.notifications.service.deliveries.contacts import Shown
from services.notifications.store.tables import ContactRow
from shared.strict import Body

_CONTACT: Final[dict[str, Any]] = {
    "contact_id": "0b5f6c1e-7a43-4d0f-9b58-2f3b6c1d9e70",
    "channel": "email",
    "channel_label": "电子邮件",
    "address": "o***@example.com",
    "state": "pending",
    "state_label": "待验证",
    "suppressed": False,
    "codes_left": 4,
    "added_at": "2026-11-24T02:00:00Z",
    "verified_at": None,
}


class ContactIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"channel": "email", "address": "office@example.com"}]})

    channel: Literal["email", "sms", "wechat", "phone", "webhook"] = Field(description="渠道")
    address: str = Field(
        min_length=3, max_length=500,
        description="邮箱地址、手机号码、微信用户标识、手机推送标识，或企业自有系统的接收网址",
    )  # fmt: skip

    def to_channel(self) -> Channel:
        return Channel(self.channel)


class CodeIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "042917"}]})

    code: str = Field(pattern=r"^[0-9]{6}$", description="收到的 6 位验证码")


class ContactOut(BaseModel):
    """联系方式"""

    model_config = ConfigDict(json_schema_extra={"examples": [_CONTACT]})

    contact_id: str
    channel: Channel
    channel_label: str
    address: str = Field(description="已脱敏")
    state: ContactState
    state_label: str
    suppressed: bool = Field(description="此地址曾被退回，已停用；重新验证后恢复")
    codes_left: int = Field(description="还可发送几次验证码")
    added_at: datetime
    verified_at: datetime | None

    @classmethod
    def of(cls, shown: Shown) -> Self:
        return cls(**_members(shown))


class ContactList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CONTACT]}]})

    items: list[ContactOut]


class ContactGiven(ContactOut):
    model_config = ConfigDict(json_schema_extra={"examples": [_CONTACT | {"secret": None}]})

    secret: str | None = Field(description="企业自有系统核验签名的密钥，只显示这一次；其他渠道为空")

    @classmethod
    def shown(cls, given: Shown) -> Self:
        return cls(**_members(given), secret=given.secret)


class VerificationOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "accepted": True,
                    "tries_left": TRIES,
                    "contact": _CONTACT
                    | {"state": "verified", "state_label": "已验证，使用中", "verified_at": "2026-11-24T02:01:00Z"},
                }
            ]
        }
    )

    accepted: bool = Field(description="验证码是否正确")
    tries_left: int = Field(description="此验证码还可输错几次")
    contact: ContactOut

    @classmethod
    def said(cls, shown: Shown, accepted: bool) -> Self:
        return cls(accepted=accepted, tries_left=max(0, TRIES - shown.row.tries), contact=ContactOut.of(shown))


def _members(shown: Shown) -> dict[str, Any]:
    row: ContactRow = shown.row
    channel, state = Channel(row.channel), ContactState(row.state)
    return {
        "contact_id": row.contact_id,
        "channel": channel,
        "channel_label": channel.label,
        "address": row.masked or "",
        "state": state,
        "state_label": state.label,
        "suppressed": shown.suppressed,
        "codes_left": max(0, CODES - row.codes),
        "added_at": row.added_at,
        "verified_at": row.verified_at,
    }
