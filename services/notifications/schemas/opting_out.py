"""What an opt-out link says."""

from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.attention.topics import MANDATORY, Topic
from services.notifications.service.opting_out import Statement

_OUT: Final[dict[str, Any]] = {
    "topics": [{"topic": "policies", "label": "新政策和政策变化"}],
    "opted_out": True,
    "stays_mandatory": [
        {"topic": "tier", "label": "梯度、称号和主体变更"},
        {"topic": "money", "label": "资金、额度和待遇的办理"},
        {"topic": "deadlines", "label": "期限和待办"},
    ],
    "note": "已退订。以上必须接收的消息仍会发送；所有消息都在应用的收件箱中；如需恢复，请在应用的接收设置中更改。",
}
_NOTES: Final = {
    True: _OUT["note"],
    False: "尚未退订。确认退订后，以上必须接收的消息仍会发送；所有消息都可在应用的收件箱中查看。",
}
_STEP: Final = {True: "", False: '<form method="post"><button>确认退订</button></form>'}
"""Posted to the address the page came from, token and all"""


class LinkQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: str = Field(min_length=1, max_length=200, description="退订链接中的凭据，只含企业和消息类别的编号")


class TopicNamed(BaseModel):
    topic: Topic
    label: str

    @classmethod
    def of(cls, topic: Topic) -> Self:
        return cls(topic=topic, label=topic.label)


class OptOutOut(BaseModel):
    """退订说明. Nothing of the enterprise: anybody may hold the link."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OUT]})

    topics: list[TopicNamed]
    """Which the link is about"""
    opted_out: bool
    stays_mandatory: list[TopicNamed]
    note: str

    @classmethod
    def of(cls, said: Statement) -> Self:
        return cls(
            topics=[TopicNamed.of(topic) for topic in said.topics],
            opted_out=said.out,
            stays_mandatory=[TopicNamed.of(topic) for topic in Topic if topic in MANDATORY],
            note=_NOTES[said.out],
        )

    def page(self) -> str:
        """For people. All of its words are ours; the token is in the address alone."""
        what, stays = ("、".join(one.label for one in several) for several in (self.topics, self.stays_mandatory))
        return (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>退订</title>'
            '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"></head>'
            f"<body><h1>{what}</h1><p>{self.note}</p><p>必须接收：{stays}。</p>{_STEP[self.opted_out]}</body></html>"
        )
