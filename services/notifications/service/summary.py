"""What the app's home shows of an inbox: four questions, each about one enterprise's few messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.notifications import store
from services.notifications.domain.kinds import IMPORTANT, KINDS, Kind, by_kind
from services.notifications.domain.messages import Template
from services.notifications.service.enterprises import visible
from services.notifications.store.inbox import Message
from shared.callers import Caller
from shared.db import Tx

ASKING_SHOWN: Final = 50


@dataclass(frozen=True)
class Summary:
    unread: Mapping[Kind, int]
    newest: Sequence[Message]
    """Of each important kind, in their order"""
    asking: Sequence[Message]
    """What waits for the enterprise or has a day ahead, the earliest first"""
    today: date


async def summary(tx: Tx, caller: Caller, uscc: str) -> Summary:
    """Raises EnterpriseUnknown."""
    enterprise_id = (await visible(tx, caller, uscc, "inbox.read")).enterprise_id
    newest: dict[Kind, Message] = {}
    for message in await store.inbox.newest(tx, enterprise_id):
        newest.setdefault(KINDS[Template(message.template)], message)
    return Summary(
        by_kind(await store.inbox.unread_by_template(tx, enterprise_id)),
        [newest[kind] for kind in IMPORTANT if kind in newest],
        await store.inbox.asking(tx, enterprise_id, tx.today, ASKING_SHOWN),
        tx.today,
    )
