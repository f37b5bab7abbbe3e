"""What goes out of the zone: by which channel, how urgent, what is planned, and what is said at the moment of sending.

The inbox is no channel: it is there whatever becomes of the rest. Whoever plans decides whether and when; the worker
asks once more at the moment of sending, because since then a message may have been read, withdrawn or opted out of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.notifications.domain.messages import Template


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    WECHAT = "wechat"
    PHONE = "phone"
    WEBHOOK = "webhook"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS: Final = {
    Channel.EMAIL: "电子邮件",
    Channel.SMS: "短信",
    Channel.WECHAT: "微信服务通知",
    Channel.PHONE: "手机推送",
    Channel.WEBHOOK: "企业自有系统",
}


class Urgency(StrEnum):
    """Each has its own lane: what is in one never waits for what is in another."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"

    @property
    def label(self) -> str:
        return _URGENCIES[self]


_URGENCIES: Final = {Urgency.URGENT: "紧急", Urgency.NORMAL: "一般", Urgency.BULK: "批量"}


class Held(StrEnum):
    """Why something planned does not go out yet."""

    QUIET_HOURS = "quiet_hours"
    WEEKLY_CAP = "weekly_cap"
    DIGEST = "digest"
    MERGING = "merging"

    @property
    def label(self) -> str:
        return _HELD[self]


_HELD: Final = {
    Held.QUIET_HOURS: "免打扰时段，时段结束后发出",
    Held.WEEKLY_CAP: "本周对外发送已达上限，下周发出",
    Held.DIGEST: "按所选周期汇总发出",
    Held.MERGING: "与同期其他消息合并后发出",
}


class Cancelled(StrEnum):
    """Why something planned never goes out."""

    READ = "read"
    WITHDRAWN = "withdrawn"
    OPTED_OUT = "opted_out"
    MERGED = "merged"
    OUTDATED = "outdated"
    ENDED = "ended"
    NO_CONTACT = "no_contact"
    SUPPRESSED = "suppressed"
    NOT_CONNECTED = "not_connected"
    NO_SHORT_FORM = "no_short_form"

    @property
    def label(self) -> str:
        return _CANCELLED[self]


_CANCELLED: Final = {
    Cancelled.READ: "已在收件箱阅读",
    Cancelled.WITHDRAWN: "所告知的事项已撤回",
    Cancelled.OPTED_OUT: "企业已选择不接收",
    Cancelled.MERGED: "已并入另一条消息",
    Cancelled.OUTDATED: "内容已过时",
    Cancelled.ENDED: "企业已注销或被合并",
    Cancelled.NO_CONTACT: "没有已验证的联系方式",
    Cancelled.SUPPRESSED: "联系方式已停用（此前退信），重新验证后恢复",
    Cancelled.NOT_CONNECTED: "该渠道尚未接通",
    Cancelled.NO_SHORT_FORM: "没有已登记的短信模板",
}


@dataclass(frozen=True)
class Planned:
    """One thing to send by one channel. (enterprise, occasion, template, channel) is its key, for ever."""

    enterprise_id: str
    occasion: str
    """What it is about: at most 100 characters, the same whoever computes it"""
    template: Template
    channel: Channel
    urgency: Urgency
    message_ids: tuple[str, ...]
    """The messages of the inbox it tells of, in order"""
    not_before: datetime
    held: Held | None = None
    """Why not at once"""


@dataclass(frozen=True)
class Sms:
    """Gateways send registered words only: a number, and what is put in."""

    template: str
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Send:
    """The words, as they leave."""

    subject: str
    body: str
    """Plain text, of at most some screens"""
    language: str = "zh-CN"
    template_version: str = "1"
    html: str | None = None
    sms: Sms | None = None
    """None: cannot be sent as a text message"""
    unsubscribe: str | None = None
    """https address of the one-step opt-out (RFC 8058); None: it is mandatory"""


@dataclass(frozen=True)
class Hold:
    until: datetime
    reason: Held


@dataclass(frozen=True)
class Cancel:
    reason: Cancelled


Release = Send | Hold | Cancel
