"""The inbox of an enterprise."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.domain.telling import opened_codes
from services.notifications.store.tables import MessageRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import ConsequenceRecorded, MeasurePublished, MessageRead
from shared.known import EnterpriseUnknown
from shared.permissions import Matter, decide
from shared.problems import NotFound


class MessageNotFound(NotFound):
    code, title = "MESSAGE_NOT_FOUND", "没有找到该消息"


async def list_inbox(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int, *, unread: bool
) -> tuple[Sequence[MessageRow], int]:
    """A page of the inbox, newest first, and how many are unread."""
    enterprise_id = (await _own(tx, caller, uscc)).enterprise_id
    messages = await store.inbox.page(tx, enterprise_id, before, limit, unread=unread)
    return messages, await store.inbox.count_unread(tx, enterprise_id)


async def read(tx: Tx, caller: Caller, uscc: str, message_id: str) -> MessageRow:
    """Marks a message as read, and tells it where it names measures; reading it again changes and tells nothing."""
    enterprise = await _own(tx, caller, uscc)
    message = await store.inbox.find(tx, enterprise.enterprise_id, message_id)
    if message is None:
        raise MessageNotFound("请核对消息编号")
    if await store.inbox.mark_read(tx, message_id) and (codes := await _measures_in(tx, message)):
        tx.emit(
            MessageRead(
                enterprise_id=enterprise.enterprise_id,
                uscc=enterprise.uscc,
                enterprise_version=enterprise.version,
                message_id=message_id,
                benefit_codes=codes,
            )
        )
    await tx.refresh(message)
    return message


async def _measures_in(tx: Tx, message: MessageRow) -> tuple[str, ...]:
    """The measures it says are for the enterprise; of most messages none."""
    named = _NAMED.get(Template(message.template))
    return await named(tx, message) if named else ()


async def _opened(_: Tx, message: MessageRow) -> tuple[str, ...]:
    kept = message.consequence
    return opened_codes(ConsequenceRecorded.model_validate_json(kept) if kept else None)


async def _published(tx: Tx, message: MessageRow) -> tuple[str, ...]:
    kept = await store.measures.published(tx, {message.cause_id})
    return tuple(MeasurePublished.model_validate_json(words).benefit_code for words in kept.values())


_NAMED: Final[Mapping[Template, Callable[[Tx, MessageRow], Awaitable[tuple[str, ...]]]]] = {
    Template.TITLES_CHANGED: _opened,
    Template.MEASURE_MATCHED: _published,
}


async def _own(tx: Tx, caller: Caller, uscc: str) -> Any:
    """The row of `known_enterprise`."""
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is not None:
        usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
        if decide(caller, "inbox.read", Matter(usccs=usccs, district=enterprise.district)):
            return enterprise
    raise EnterpriseUnknown("请核对统一社会信用代码")
