"""What benefits listens to."""

from collections.abc import Sequence
from typing import Final

from services.benefits.service import (
    enterprises,
    entitlements,
    listings,
    providers,
    quotas,
    stirring,
    telling,
    vouchers,
)
from services.benefits.service.claims import following
from services.benefits.service.loans import hearing, taking
from services.benefits.service.rights import following as rights
from services.benefits.store import ACTING, KNOWN
from shared.db import Tx
from shared.events import (
    EnterpriseDeregistered,
    EnterpriseMerged,
    EnterpriseRegistered,
    EnterpriseUpdated,
    Event,
    ListingCompleted,
    LoanDisbursed,
    LoanInterestPaid,
    LoanRepaid,
    MessageDelivered,
    MessageRead,
    MessageSent,
    ProviderListed,
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
    await stirring.on_changed(tx, events)


async def _on_registered_or_updated(tx: Tx, events: Sequence[Event]) -> None:
    await enterprises.on_registered_or_updated(tx, events)
    await stirring.on_changed(tx, events)


async def _on_merged(tx: Tx, events: Sequence[Event]) -> None:
    """Who goes on is known first; then what was claimed, lent and reserved goes over, last what is left of a quota."""
    for hand_over in (following, taking, vouchers, quotas, rights):
        await hand_over.on_enterprise_merged(tx, events)
    await stirring.on_changed(tx, events)


async def _on_deregistered(tx: Tx, events: Sequence[Event]) -> None:
    await following.on_enterprise_deregistered(tx, events)
    await rights.on_enterprise_deregistered(tx, events)
    await stirring.on_changed(tx, events)


LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        EnterpriseRegistered: _on_registered_or_updated,
        EnterpriseUpdated: _on_registered_or_updated,
        TierChanged: _on_titles_changed,
        TitleChanged: _on_titles_changed,
        EnterpriseMerged: _on_merged,
        EnterpriseDeregistered: _on_deregistered,
    },
    "finance": {
        LoanDisbursed: hearing.on_told,
        LoanInterestPaid: hearing.on_told,
        LoanRepaid: hearing.on_told,
        ListingCompleted: listings.on_completed,
    },
    "notifications": {
        MessageDelivered: telling.on_delivered,
        MessageRead: telling.on_read,
        MessageSent: telling.on_sent,
        ProviderListed: providers.on_listed,
    },
}
