"""Tables and queries of finance."""

from services.finance.store import institutions, list_changes, list_digest, matches, removals, shared_list, webhooks
from services.finance.store.tables import ACTING, DEMONSTRATION_BANK, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "DEMONSTRATION_BANK",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "institutions",
    "list_changes",
    "list_digest",
    "matches",
    "removals",
    "shared_list",
    "webhooks",
]
