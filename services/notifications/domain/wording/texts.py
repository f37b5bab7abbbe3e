"""A text (消息模板): what it consists of, and what is wrong with one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.attention.topics import CLASSES
from services.notifications.domain.messages import OUTSIDE_ONLY, Template
from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.gaps import Malformed, names
from services.notifications.domain.wording.segments import JOINED, MOST_SEGMENTS, segments, units
from services.notifications.domain.wording.variables import VARIABLES, known

_SUBJECT: Final = {Channel.EMAIL: 120, Channel.WECHAT: 30, Channel.PHONE: 30}
"""Characters of a subject, by the channels that have one; ours"""
_BODY: Final = {Channel.EMAIL: 5_000, Channel.SMS: 300, Channel.WECHAT: 200, Channel.PHONE: 100}
WORDED: Final = frozenset(_BODY)
"""Channels that need words. A webhook carries the message itself."""


@dataclass(frozen=True)
class Text:
    """One version, in one language, for one template and channel."""

    version: str
    template: Template
    channel: Channel
    language: Language
    subject: str
    body: str
    sms_number: str | None = None
    """短信模板编号: under which the operator registered it"""


@dataclass(frozen=True)
class Wrong:
    """What is wrong where, in words for whoever writes texts."""

    member: str
    code: str
    detail: str


def faults(text: Text, signature: str) -> list[Wrong]:
    """All of them at once."""
    return [*_shape(text), *_gaps(text), *_way_out(text), *_length(text, signature)]


def _shape(text: Text) -> Iterator[Wrong]:
    if text.channel not in WORDED:
        yield Wrong("channel", "no_words", "此发送方式传送消息本身，没有模板")
        return
    if text.template in OUTSIDE_ONLY - {Template.DIGEST}:
        yield Wrong("template", "no_words", "此种消息的文字不由模板决定")
    has_subject = text.channel in _SUBJECT
    if has_subject and not text.subject:
        yield Wrong("subject", "missing", "此发送方式需要标题")
    if not has_subject and text.subject:
        yield Wrong("subject", "unwanted", "短信没有标题，请留空")
    if has_subject and len(text.subject) > _SUBJECT[text.channel]:
        yield Wrong("subject", "too_long", f"标题最多 {_SUBJECT[text.channel]} 个字")
    if "\n" in text.subject:
        yield Wrong("subject", "line_end", "标题不得换行")
    if len(text.body) > _BODY[text.channel]:
        yield Wrong("body", "too_long", f"正文最多 {_BODY[text.channel]} 个字")
    if text.channel is Channel.SMS and not text.sms_number:
        yield Wrong("sms_number", "missing", "短信须填写已报备的模板编号")
    if text.channel is not Channel.SMS and text.sms_number:
        yield Wrong("sms_number", "unwanted", "只有短信才有报备的模板编号")


def _gaps(text: Text) -> Iterator[Wrong]:
    may = known(text.channel)
    for member, words in (("subject", text.subject), ("body", text.body)):
        try:
            unknown = sorted(names(words) - may)
        except Malformed as fault:
            yield Wrong(member, "malformed", str(fault))
            continue
        if unknown:
            yield Wrong(member, "unknown_variable", f"此处可用的变量：{'、'.join(sorted(may))}")


def _way_out(text: Text) -> Iterator[Wrong]:
    """Who may opt out is told how, and nobody else."""
    if text.channel is not Channel.EMAIL:
        return
    of = CLASSES.get(text.template)
    mandatory = of is not None and of.topic.mandatory
    if "{opt_out_link}" in text.body and mandatory:
        yield Wrong("body", "no_opt_out", "此类消息必须接收，不得含有退订链接 {opt_out_link}")
    if "{opt_out_link}" not in text.body and not mandatory:
        yield Wrong("body", "opt_out_missing", "此类消息可以退订，正文须含有 {opt_out_link}")


def _length(text: Text, signature: str) -> Iterator[Wrong]:
    """Of a text message with every value as long as it may be."""
    if text.channel is not Channel.SMS:
        return
    if "【" in text.body or "】" in text.body:
        yield Wrong("body", "signature", f"签名【{signature}】由系统加在最前，正文不得含有【】")
    try:
        longest = longest_sms(text.body, signature)
    except Malformed:
        return
    if segments(longest) > MOST_SEGMENTS:
        most = MOST_SEGMENTS * JOINED
        yield Wrong(
            "body", "too_long", f"连同签名和变量最长 {units(longest)} 个字，不得超过 {most}（{MOST_SEGMENTS} 条）"
        )


def longest_sms(body: str, signature: str) -> str:
    """As it may come out at worst. Raises Malformed."""
    named = sum(VARIABLES[name].most for name in names(body) if name in VARIABLES)
    return f"【{signature}】{body}{'字' * named}"
