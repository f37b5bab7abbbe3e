"""The one place every new message passes, whoever wrote it: what is to follow a message is hooked in here."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from services.notifications.domain.messages import Template, Words
from services.notifications.service.attention import plan
from shared.db import Tx

log = logging.getLogger(__name__)


class Arrival(NamedTuple):
    """A message as it appears in an inbox."""

    enterprise_id: str
    message_id: str
    cause_id: str
    template: Template
    words: Words
    at: datetime
    """When it is delivered; of one transaction each later than the one before it in the same inbox"""


async def arrived(tx: Tx, new: Sequence[Arrival]) -> None:
    """Called in the transaction that puts messages into inboxes, with those that were never there: once for each.

    Of a message seen before (a replay, a second publication, the completion of amounts) it is not called again.
    """
    log.debug("%s: %d messages arrived", tx.origin.correlation_id, len(new))
    await plan(tx, new)
