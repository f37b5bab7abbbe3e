"""What benefits listens to."""

from collections.abc import Sequence
from typing import Final

from services.benefits.service import enterprises, entitlements, telling
from services.benefits.service.claims import following
from services.benefits.store import ACTING, KNOWN
from shared.db import Tx
from shared.events import (
    EnterpriseDeregistered,
    EnterpriseMerged,
    EnterpriseRegistered,
    EnterpriseUpdated,
    Event,
    MessageDelivered,
    MessageRead,
    TierChanged,
    TitleChanged,
)
from shared.subscription import Listens


async def _on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """What titles open comes first; then what was claimed under them."""
    await entitlements.on_titles_changed(tx, events)
    await following.on_titles_changed(tx, events)


LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseRegistered: enterprises.on_registered_or_updated,
        EnterpriseUpdated: enterprises.on_registered_or_updated,
        TierChanged: _on_titles_changed,
        TitleChanged: _on_titles_changed,
        EnterpriseMerged: following.on_enterprise_merged,
        EnterpriseDeregistered: following.on_enterprise_deregistered,
    },
    "notifications": {
        MessageDelivered: telling.on_delivered,
        MessageRead: telling.on_read,
    },
}
