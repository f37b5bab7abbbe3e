"""Texts of outbound messages (消息模板): officers of the city write, check and put them in force."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from services.notifications import problems as p
from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.rendering import Rendered, render
from services.notifications.domain.wording.texts import Text, faults
from services.notifications.domain.wording.variables import samples
from services.notifications.domain.wording.versions import EDITABLE, TextState
from services.notifications.service.attention.links import Links
from services.notifications.service.attention.wording import Wording, text_of
from services.notifications.store.tables import TextRow
from shared.callers import Caller
from shared.db import Tx
from shared.known import EnterpriseUnknown
from shared.permissions import Action, decide
from shared.problems import Conflict, Forbidden, NotFound, Unprocessable

log = logging.getLogger(__name__)


class TextNotFound(NotFound):
    code, title = "MESSAGE_TEMPLATE_NOT_FOUND", "没有找到该模板版本"


class TextStateWrong(Conflict):
    code, title = "MESSAGE_TEMPLATE_STATE", "模板版本所处状态不允许此操作"


class SamePerson(Conflict):
    code, title = "MESSAGE_TEMPLATE_SAME_PERSON", "须由另一人复核"


class TextFaulty(Unprocessable):
    code, title = "MESSAGE_TEMPLATE_FAULTY", "模板有误"


@dataclass(frozen=True)
class Words:
    """What an officer writes."""

    subject: str
    body: str
    sms_number: str | None


@dataclass(frozen=True)
class For:
    """What a text is for."""

    template: Template
    channel: Channel
    language: Language


@dataclass(frozen=True)
class Message:
    """A real one, of an enterprise."""

    uscc: str
    message_id: str


async def catalogue(tx: Tx, caller: Caller, links: Links) -> Sequence[Text]:
    """What is sent with today: of each template, channel and language the one in force."""
    _may(caller, "message_template.read")
    wording = await Wording.read(tx, links, rules(tx.today).signature)
    return [wording.texts[key] for key in sorted(wording.texts)]


async def versions(
    tx: Tx, caller: Caller, wanted: Mapping[str, str], before: tuple[datetime, str] | None, limit: int
) -> Sequence[TextRow]:
    """Those officers wrote, newest first."""
    _may(caller, "message_template.read")
    return await store.texts.page(tx, wanted, before, limit)


async def version(tx: Tx, caller: Caller, template_version_id: str) -> TextRow:
    _may(caller, "message_template.read")
    return _there(await store.texts.find(tx, template_version_id))


async def version_locked(tx: Tx, caller: Caller, template_version_id: str, action: Action) -> TextRow:
    _may(caller, action)
    return _there(await store.texts.lock(tx, template_version_id))


async def draft(tx: Tx, caller: Caller, of: For, words: Words) -> TextRow:
    _may(caller, "message_template.write")
    number = await store.texts.last_number(tx, of.template, of.channel, of.language) + 1
    _check(tx, of, words)
    row = TextRow(
        template_version_id=str(uuid4()), **asdict(of), **asdict(words), number=number, state=TextState.DRAFT,
        written_by=caller.actor, written_at=tx.now,
    )  # fmt: skip
    await store.texts.add(tx, row.model_dump())
    return row


async def edit(tx: Tx, caller: Caller, row: TextRow, words: Words) -> TextRow:
    """A draft only. Whoever writes last has written it, and another checks it."""
    if row.state not in EDITABLE:
        log.warning("message template refused: %s is not edited", row.state)
        raise TextStateWrong("已复核或施行的版本不再修改，请另立新版本")
    _check(tx, For(Template(row.template), Channel(row.channel), Language(row.language)), words)
    tx.edited("message_template", _words(row), asdict(words))
    return await _changed(tx, row, **asdict(words), written_by=caller.actor, written_at=tx.now)


async def check(tx: Tx, caller: Caller, row: TextRow) -> TextRow:
    if row.state != TextState.DRAFT:
        log.warning("message template refused: %s is not checked", row.state)
        raise TextStateWrong("只有草稿可以复核")
    if row.written_by == caller.actor:
        log.warning("message template refused: checked by whoever wrote it")
        raise SamePerson("请由未参与起草的人员复核")
    return await _changed(tx, row, state=TextState.CHECKED, checked_by=caller.actor, checked_at=tx.now)


async def put_in_force(tx: Tx, row: TextRow) -> TextRow:
    """From now on what is sent is worded so; what was in force before is kept, and never comes back by itself."""
    if row.state != TextState.CHECKED:
        log.warning("message template refused: %s does not come into force", row.state)
        raise TextStateWrong("须先经另一人复核")
    await store.texts.replace(tx, row)
    return await _changed(tx, row, state=TextState.IN_FORCE, in_force_at=tx.now)


async def preview(tx: Tx, row: TextRow, links: Links, of: Message | None) -> Rendered:
    """With samples, or as a real message would leave."""
    text, signature = text_of(row), rules(tx.today).signature
    if of is None:
        return render(text, samples(text.language), signature)
    enterprise = await store.KNOWN.find(tx, of.uscc)
    if enterprise is None:
        raise EnterpriseUnknown("请核对统一社会信用代码")
    key = enterprise.enterprise_id, of.message_id
    told = (await store.attention.told(tx, [key])).get(of.message_id)
    if told is None:
        raise p.MessageNotFound("请核对消息编号；省略即用示例内容预览")
    values = Wording({}, links, signature).values([told], enterprise.name, text.language)
    return render(text, values, signature)


def _check(tx: Tx, of: For, words: Words) -> None:
    text = Text("", of.template, of.channel, of.language, words.subject, words.body, words.sms_number)
    if wrong := faults(text, rules(tx.today).signature):
        errors = [{"pointer": f"#/{one.member}", "code": one.code, "detail": one.detail} for one in wrong]
        raise TextFaulty("请按 errors 逐项更正后重试", errors=errors)


def _words(row: TextRow) -> dict[str, Any]:
    return {"subject": row.subject, "body": row.body, "sms_number": row.sms_number}


async def _changed(tx: Tx, row: TextRow, **values: Any) -> TextRow:
    await store.texts.change(tx, row.template_version_id, version=row.version + 1, **values)
    return _there(await store.texts.find(tx, row.template_version_id))


def _there(row: TextRow | None) -> TextRow:
    if row is None:
        raise TextNotFound("请核对模板版本编号；可在版本列表中查看")
    return row


def _may(caller: Caller, action: Action) -> None:
    if not decide(caller, action):
        raise Forbidden("消息模板由市级经办人员管理")
