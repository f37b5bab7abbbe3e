"""Texts of outbound messages, as officers write and read them."""

from datetime import datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.rendering import Rendered
from services.notifications.domain.wording.texts import Text
from services.notifications.domain.wording.variables import VARIABLES
from services.notifications.domain.wording.versions import TextState
from services.notifications.service.texts import For, Message, Words
from services.notifications.store.tables import TextRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CreditCode

_SMS: Final[dict[str, Any]] = {
    "template": "deadline_near",
    "channel": "sms",
    "language": "zh",
    "subject": "",
    "body": "期限临近：{heading}。请登录企业码查看。",
    "sms_number": "示例-009",
}
_NAMED: Final[dict[str, Any]] = {
    "template_label": "期限提醒",
    "channel_label": "短信",
    "language_label": "中文",
}
_VERSION: Final[dict[str, Any]] = {
    "template_version_id": "8d4c3f52-2f0e-4f7e-9f1c-3a1de0f5b9c7",
    **_SMS,
    **_NAMED,
    "number": 1,
    "state": "checked",
    "state_label": "已复核",
    "written_at": "2026-11-24T02:00:00Z",
    "checked_at": "2026-11-24T03:00:00Z",
    "in_force_at": None,
    "replaced_at": None,
}


class WordsIn(Body):
    """变量写作 {heading}；各发送方式可用的变量见目录"""

    model_config = ConfigDict(json_schema_extra={"examples": [{k: _SMS[k] for k in ("subject", "body", "sms_number")}]})

    subject: str = Field(default="", max_length=200, description="标题；短信没有标题")
    body: str = Field(min_length=1, max_length=5_000, description="正文，纯文本")
    sms_number: str | None = Field(default=None, min_length=1, max_length=40, description="短信：已报备的模板编号")

    def to_words(self) -> Words:
        return Words(self.subject, self.body, self.sms_number)


class TextIn(WordsIn):
    model_config = ConfigDict(json_schema_extra={"examples": [_SMS]})

    template: Template = Field(strict=False, description="消息种类")
    channel: Channel = Field(strict=False, description="发送方式；企业自有系统没有模板")
    language: Language = Field(strict=False, description="语言")

    def to_for(self) -> For:
        return For(self.template, self.channel, self.language)


class VersionsQuery(PageQuery):
    template: Template | None = Field(default=None, description="消息种类")
    channel: Channel | None = Field(default=None, description="发送方式")
    language: Language | None = Field(default=None, description="语言")
    state: TextState | None = Field(default=None, description="所处的状态")


class TextOut(BaseModel):
    """施行中的模板"""

    template: Template
    template_label: str
    channel: Channel
    channel_label: str
    language: Language
    language_label: str
    version: str
    """2026-11: it came with the zone; 1, 2, 3 …: officers put it in force"""
    subject: str
    body: str
    sms_number: str | None

    @classmethod
    def of(cls, text: Text) -> Self:
        return cls(
            template=text.template,
            template_label=text.template.label,
            channel=text.channel,
            channel_label=text.channel.label,
            language=text.language,
            language_label=text.language.label,
            version=text.version,
            subject=text.subject,
            body=text.body,
            sms_number=text.sms_number,
        )


class VariableOut(BaseModel):
    name: str
    label: str
    channels: list[Channel]
    channel_labels: list[str]
    sample: str


class Catalogue(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [{**_SMS, **_NAMED, "version": "2026-11"}],
                    "variables": [
                        {
                            "name": "count",
                            "label": "其中的消息条数",
                            "channels": ["email", "sms"],
                            "channel_labels": ["电子邮件", "短信"],
                            "sample": "3",
                        }
                    ],
                }
            ]
        }
    )

    items: list[TextOut]
    variables: list[VariableOut]

    @classmethod
    def of(cls, texts: list[Text]) -> Self:
        return cls(items=[TextOut.of(text) for text in texts], variables=_variables())


def _variables() -> list[VariableOut]:
    found = []
    for name, one in VARIABLES.items():
        channels = [channel for channel in Channel if channel in one.channels]
        labels = [channel.label for channel in channels]
        sample = one.samples[Language.ZH]
        found.append(VariableOut(name=name, label=one.label, channels=channels, channel_labels=labels, sample=sample))
    return found


class VersionOut(BaseModel):
    """消息模板的一个版本"""

    model_config = ConfigDict(json_schema_extra={"examples": [_VERSION]})

    template_version_id: str
    template: Template
    template_label: str
    channel: Channel
    channel_label: str
    language: Language
    language_label: str
    number: int
    state: TextState
    state_label: str
    subject: str
    body: str
    sms_number: str | None
    written_at: datetime
    checked_at: datetime | None
    in_force_at: datetime | None
    replaced_at: datetime | None

    @classmethod
    def of(cls, row: TextRow) -> Self:
        template, channel, language = Template(row.template), Channel(row.channel), Language(row.language)
        labels = {
            "template_label": template.label,
            "channel_label": channel.label,
            "language_label": language.label,
            "state_label": TextState(row.state).label,
        }
        return cls.model_validate(row.model_dump(include=set(cls.model_fields)) | labels)


class Versions(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_VERSION], "next_cursor": None}]})

    items: list[VersionOut]
    next_cursor: str | None


class PreviewQuery(BaseModel):
    """省略即用示例内容预览"""

    model_config = ConfigDict(extra="forbid")

    uscc: CreditCode | None = Field(default=None, description="以该企业的真实消息预览；与 message_id 一并填写")
    message_id: str | None = Field(default=None, max_length=36, description="以真实消息预览；与 uscc 一并填写")

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.uscc is None) != (self.message_id is None):
            raise ValueError("uscc 与 message_id 须一并填写，或一并省略")
        return self

    def to_message(self) -> Message | None:
        return None if self.uscc is None or self.message_id is None else Message(self.uscc, self.message_id)


class PreviewOut(BaseModel):
    """发出时的样子"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "subject": "",
                    "body": "【企业码专区】期限临近：示例奖励的申领期限。请登录企业码查看。",
                    "html": None,
                    "sms_number": "示例-009",
                    "sms_values": {"heading": "示例奖励的申领期限"},
                    "sms_segments": 1,
                }
            ]
        }
    )

    subject: str
    body: str
    html: str | None
    """An e-mail's"""
    sms_number: str | None
    sms_values: dict[str, str]
    """What the operator puts into its registered text"""
    sms_segments: int | None
    """计费条数：70 字以内一条，更长的每条 67 字"""

    @classmethod
    def of(cls, said: Rendered) -> Self:
        return cls(
            subject=said.subject,
            body=said.body,
            html=said.html,
            sms_number=said.sms_number,
            sms_values=dict(said.sms_values),
            sms_segments=said.sms_segments,
        )
