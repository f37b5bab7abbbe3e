"""How messages are written: one key for ever, whole at once, in the order in which things happened."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from services.notifications import store
from services.notifications.domain.messages import Template, Words
from services.notifications.service.arriving import Arrival, arrived
from shared.db import Tx

_APART: Final = timedelta(microseconds=1)
_INSTANTS: Final = "instants given to messages"


def message_id(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> str:
    """The same for ever, whoever computes it."""
    return str(uuid5(NAMESPACE_URL, f"{enterprise_id}/{cause_id}/{template}"))


def key(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "cause_id": cause_id,
        "template": template,
        "message_id": message_id(enterprise_id, cause_id, template),
        "heading": "",
        "text": "",
    }


async def say(tx: Tx, messages: Sequence[tuple[str, str, Template, Words]]) -> None:
    """Whole at once; a message seen before stays as it was, and has not arrived again."""
    said = {
        id_: Arrival(owner, id_, cause, template, words, at)
        for (owner, cause, template, words), at in zip(messages, _instants(tx, len(messages)), strict=True)
        if (id_ := message_id(owner, cause, template))
    }
    there = await store.messages.existing(tx, list(said))
    new = [one for id_, one in said.items() if id_ not in there]
    rows = [
        {
            **key(one.enterprise_id, one.cause_id, one.template),
            **asdict(one.words),
            "delivered_at": one.at,
            "completed_at": one.at,
        }
        for one in new
    ]
    await store.messages.add_whole(tx, rows)
    await arrived(tx, new)


def _instants(tx: Tx, messages: int) -> list[datetime]:
    """One transaction applies many facts; the inbox keeps what it tells in the order in which it happened."""
    told = tx.info.get(_INSTANTS, 0)
    tx.info[_INSTANTS] = told + messages
    return [tx.now + n * _APART for n in range(told, told + messages)]
