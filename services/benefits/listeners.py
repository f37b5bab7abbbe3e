"""What benefits listens to."""

from collections.abc import Sequence
from typing import Final

from services.benefits.service import enterprises, entitlements
from services.benefits.service.claims import following
from services.benefits.service.rights import following as rights
from services.benefits.store import ACTING, KNOWN
from shared.db import Tx
from shared.events import (
    EnterpriseDeregistered,
    EnterpriseMerged,
    EnterpriseRegistered,
    EnterpriseUpdated,
    Event,
    TierChanged,
    TitleChanged,
)
from shared.subscription import Listens


async def _on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """What titles open comes first; then what persons have through them, and what was claimed under them.

    Rights lock the enterprise and claims do not: the enterprise goes before its claims, as wherever both are locked.
    """
    await entitlements.on_titles_changed(tx, events)
    await rights.on_titles_changed(tx, events)
    await following.on_titles_changed(tx, events)


async def _on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    await following.on_enterprise_merged(tx, events)
    await rights.on_enterprise_merged(tx, events)


async def _on_enterprise_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    await following.on_enterprise_deregistered(tx, events)
    await rights.on_enterprise_deregistered(tx, events)


LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseRegistered: enterprises.on_registered_or_updated,
        EnterpriseUpdated: enterprises.on_registered_or_updated,
        TierChanged: _on_titles_changed,
        TitleChanged: _on_titles_changed,
        EnterpriseMerged: _on_enterprise_merged,
        EnterpriseDeregistered: _on_enterprise_deregistered,
    }
}
