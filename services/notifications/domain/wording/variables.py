"""What a text may name, by channel, with a sample of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.outgoing import Channel

_PAGE: Final = frozenset({Channel.EMAIL})
_TAPPED: Final = frozenset({Channel.EMAIL, Channel.WECHAT, Channel.PHONE})
_ALL: Final = frozenset({Channel.EMAIL, Channel.SMS, Channel.WECHAT, Channel.PHONE})


@dataclass(frozen=True)
class Variable:
    label: str
    channels: frozenset[Channel]
    samples: Mapping[Language, str]
    most: int = 40
    """Characters of it that a text message or a push shows at most. Ours: what is longer is read in the app"""


def _both(text: str) -> dict[Language, str]:
    return dict.fromkeys(Language, text)


VARIABLES: Final[Mapping[str, Variable]] = {
    "enterprise": Variable("企业名称", _ALL, _both("示例精密制造有限公司"), 30),
    "heading": Variable("消息标题", _ALL, _both("贵企业现为省级专精特新中小企业")),
    "topic": Variable("消息类别", _ALL, {Language.ZH: "新政策和政策变化", Language.EN: "new and changed measures"}, 60),
    "count": Variable("其中的消息条数", _ALL, _both("3"), 5),
    "headings": Variable(
        "各条标题，每条一行",
        _PAGE,
        _both("· 新政策适用于贵企业：示例奖励\n· 政策已更新：示例补助\n· 政策停止：示例贴息"),
    ),
    "text": Variable(
        "消息正文", _PAGE, _both("当前梯度：省级专精特新中小企业（此前：创新型中小企业）。\n事由：示例机关认定。")
    ),
    "link": Variable("在应用中打开的网址", _TAPPED, _both("https://zone.example/app/messages/示例")),
    "opt_out_link": Variable(
        "退订此类消息的网址", _PAGE, _both("https://zone.example/notifications/v1/opt-outs?token=示例")
    ),
}
"""A text message carries no link at all: a link in one is what fraud looks like, and ours would name the enterprise."""
LINKS: Final = frozenset({"link", "opt_out_link"})


def known(channel: Channel) -> frozenset[str]:
    return frozenset(name for name, one in VARIABLES.items() if channel in one.channels)


def samples(language: Language) -> dict[str, str]:
    return {name: one.samples[language] for name, one in VARIABLES.items()}
