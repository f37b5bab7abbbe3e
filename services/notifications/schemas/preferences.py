"""What an enterprise chooses to hear, and what it is shown of it."""

import json
from datetime import datetime, time
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.preferences import Digest, Language, Preferences
from services.notifications.domain.attention.topics import Topic
from services.notifications.domain.outgoing import Channel
from services.notifications.service.preferences import HOW_LABELS, Chosen
from services.notifications.store.tables import PreferenceChangeRow
from shared.strict import Body

_CHOICE: Final[dict[str, Any]] = {
    "language": "zh",
    "digest": "daily",
    "quiet_hours": {"starts": "21:00", "ends": "08:30"},
    "topics": [{"topic": "policies", "channels": ["email"]}, {"topic": "financing", "channels": []}],
}
_Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="北京时间 HH:MM", examples=["22:00"])]
_Channel = Annotated[Channel, Field(strict=False)]


class QuietHours(Body):
    """免打扰时段，可跨午夜；起止相同即不设"""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHOICE["quiet_hours"]]})

    starts: _Clock
    ends: _Clock

    def to_quiet(self) -> Quiet:
        return Quiet(time.fromisoformat(self.starts), time.fromisoformat(self.ends))

    @classmethod
    def of(cls, quiet: Quiet) -> Self:
        return cls(starts=f"{quiet.starts:%H:%M}", ends=f"{quiet.ends:%H:%M}")


class TopicChoiceIn(Body):
    """一类消息的发送方式；空表示退订"""

    model_config = ConfigDict(json_schema_extra={"examples": _CHOICE["topics"]})

    topic: Topic = Field(strict=False, description="消息类别")
    channels: list[_Channel] = Field(max_length=len(Channel), description="可用的发送方式；空表示退订，收件箱仍有")


def _each_once(topics: list[TopicChoiceIn]) -> list[TopicChoiceIn]:
    if len({one.topic for one in topics}) != len(topics):
        raise ValueError("每类消息只能选择一次")
    return topics


class PreferencesIn(Body):
    """未列出的类别按专区的默认方式"""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHOICE]})

    language: Language = Field(default=Language.ZH, strict=False, description="发送所用的语言；消息本身为中文")
    digest: Digest = Field(default=Digest.AT_ONCE, strict=False, description="非紧急消息即时、每日或每周汇总发送")
    quiet_hours: QuietHours | None = Field(default=None, description="免打扰时段；省略即按默认")
    topics: Annotated[list[TopicChoiceIn], AfterValidator(_each_once)] = Field(
        default=[], max_length=len(Topic), description="各类消息的发送方式"
    )

    def to_preferences(self) -> Preferences:
        return Preferences(
            self.language,
            self.digest,
            None if self.quiet_hours is None else self.quiet_hours.to_quiet(),
            {one.topic: frozenset(one.channels) for one in self.topics},
        )


class ChannelOut(BaseModel):
    channel: Channel
    label: str

    @classmethod
    def of(cls, channel: Channel) -> Self:
        return cls(channel=channel, label=channel.label)


class TopicOut(BaseModel):
    topic: Topic
    label: str
    mandatory: bool
    """Nobody opts out of it"""
    chosen: bool
    """False: by default"""
    channels: list[ChannelOut]
    """None of them: opted out"""


class PreferencesOut(BaseModel):
    """接收设置. Says of every topic how it comes, whether chosen or by default; the inbox has every message anyway."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "language": "zh",
                    "language_label": "中文",
                    "digest": "daily",
                    "digest_label": "每日汇总",
                    "quiet_hours": {"starts": "21:00", "ends": "08:30"},
                    "quiet_hours_chosen": True,
                    "weekly_cap": 5,
                    "topics": [
                        {
                            "topic": "tier",
                            "label": "梯度、称号和主体变更",
                            "mandatory": True,
                            "chosen": False,
                            "channels": [{"channel": "email", "label": "电子邮件"}],
                        }
                    ],
                    "changed_at": "2026-11-24T02:00:00Z",
                }
            ]
        }
    )

    language: Language
    language_label: str
    digest: Digest
    digest_label: str
    quiet_hours: QuietHours
    quiet_hours_chosen: bool
    weekly_cap: int
    """每周（周一至周日）最多发送的非紧急消息条数"""
    topics: list[TopicOut]
    changed_at: datetime | None

    @classmethod
    def of(cls, chosen: Chosen) -> Self:
        mine, rules = chosen.preferences, chosen.rules
        return cls(
            language=mine.language,
            language_label=mine.language.label,
            digest=mine.digest,
            digest_label=mine.digest.label,
            quiet_hours=QuietHours.of(mine.quiet_hours(rules)),
            quiet_hours_chosen=mine.quiet is not None,
            weekly_cap=rules.weekly_cap,
            topics=[_topic(topic, chosen) for topic in Topic],
            changed_at=chosen.changed_at,
        )


def _topic(topic: Topic, chosen: Chosen) -> TopicOut:
    by = chosen.preferences.channels(topic, chosen.rules)
    return TopicOut(
        topic=topic,
        label=topic.label,
        mandatory=topic.mandatory,
        chosen=topic in chosen.preferences.topics,
        channels=[ChannelOut.of(channel) for channel in Channel if channel in by],
    )


class PreferenceChangeOut(BaseModel):
    version: int
    how: str
    how_label: str
    changed_at: datetime
    before: dict[str, Any]
    after: dict[str, Any]

    @classmethod
    def of(cls, row: PreferenceChangeRow) -> Self:
        return cls.model_validate(
            {
                "version": row.version,
                "how": row.how,
                "how_label": HOW_LABELS[row.how],
                "changed_at": row.changed_at,
                "before": json.loads(row.before),
                "after": json.loads(row.after),
            }
        )


_CHANGE: Final[dict[str, Any]] = {
    "version": 1,
    "how": "left",
    "how_label": "通过链接退订",
    "changed_at": "2026-11-24T02:00:00Z",
    "before": {"language": "zh", "digest": "at_once", "quiet_hours": None, "topics": {}},
    "after": {"language": "zh", "digest": "at_once", "quiet_hours": None, "topics": {"policies": []}},
}


class PreferenceChanges(BaseModel):
    """接收设置的变更记录，最近的在前"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CHANGE], "next_cursor": None}]})

    items: list[PreferenceChangeOut]
    next_cursor: str | None
