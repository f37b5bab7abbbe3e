"""The inbox of an enterprise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.notifications import problems as p
from services.notifications import store
from services.notifications.domain.changes import ChangeKind
from services.notifications.domain.kinds import Kind, by_kind
from services.notifications.service.enterprises import visible
from services.notifications.service.naming import measures_in
from services.notifications.store.inbox import Message, Wanted
from shared.callers import Caller
from shared.db import Tx
from shared.events import MessageRead


async def list_inbox(
    tx: Tx, caller: Caller, uscc: str, wanted: Wanted, before: tuple[datetime, str] | None, limit: int
) -> tuple[Sequence[Message], int]:
    """A page of the inbox, newest first, and how many are unread in the whole of it."""
    enterprise_id = (await visible(tx, caller, uscc, "inbox.read")).enterprise_id
    messages = await store.inbox.page(tx, enterprise_id, wanted, before, limit)
    return messages, sum((await store.inbox.unread_by_template(tx, enterprise_id)).values())


async def unread(tx: Tx, caller: Caller, uscc: str) -> Mapping[Kind, int]:
    enterprise_id = (await visible(tx, caller, uscc, "inbox.read")).enterprise_id
    return by_kind(await store.inbox.unread_by_template(tx, enterprise_id))


async def get(tx: Tx, caller: Caller, uscc: str, message_id: str) -> Message:
    return await _find(tx, (await visible(tx, caller, uscc, "inbox.read")).enterprise_id, message_id)


async def read(tx: Tx, caller: Caller, uscc: str, message_id: str) -> Message:
    """Marks a message as read, and tells it where it names measures; reading it again changes and tells nothing."""
    enterprise = await visible(tx, caller, uscc, "inbox.read")
    message = await _find(tx, enterprise.enterprise_id, message_id)
    if message.read_at is None:
        await _mark(tx, enterprise, [message])
    return await _find(tx, enterprise.enterprise_id, message_id)


async def read_up_to(tx: Tx, caller: Caller, uscc: str, message_id: str) -> tuple[int, Mapping[Kind, int]]:
    """Marks a message and all older ones as read; returns how many it were, and what is unread now."""
    enterprise = await visible(tx, caller, uscc, "inbox.read")
    newest = await _find(tx, enterprise.enterprise_id, message_id)
    older = await store.inbox.unread_up_to(tx, enterprise.enterprise_id, newest.delivered_at, message_id)
    marked = await _mark(tx, enterprise, older) if older else 0
    return marked, by_kind(await store.inbox.unread_by_template(tx, enterprise.enterprise_id))


async def archive(tx: Tx, caller: Caller, uscc: str, message_id: str, *, archived: bool) -> Message:
    """Puts a message out of the way, or brings it back; nothing is lost either way, and doing it again is nothing."""
    enterprise_id = (await visible(tx, caller, uscc, "inbox.read")).enterprise_id
    await store.inbox.mark_archived(tx, enterprise_id, message_id, tx.now if archived else None)
    return await _find(tx, enterprise_id, message_id)


async def _find(tx: Tx, enterprise_id: str, message_id: str) -> Message:
    message = await store.inbox.find(tx, enterprise_id, message_id)
    if message is None:
        raise p.MessageNotFound("请核对消息编号")
    return message


async def _mark(tx: Tx, enterprise: Any, messages: Sequence[Message]) -> int:
    """Of those that somebody else marked meanwhile nothing is told again."""
    change_id = await store.changes.begin(tx, ChangeKind.READ)
    ids = [message.message_id for message in messages]
    marked = await store.inbox.mark_read(tx, enterprise.enterprise_id, ids, change_id)
    named = await measures_in(tx, [message for message in messages if message.message_id in marked])
    for message in messages:
        if codes := named.get(message.message_id):
            tx.emit(
                MessageRead(
                    enterprise_id=enterprise.enterprise_id,
                    uscc=enterprise.uscc,
                    enterprise_version=enterprise.version,
                    message_id=message.message_id,
                    benefit_codes=codes,
                )
            )
    return len(marked)
