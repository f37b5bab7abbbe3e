"""Tables and queries of finance."""

from services.finance.store import (
    admission,
    consents,
    financing,
    institutions,
    list_changes,
    list_digest,
    listing,
    loans,
    matches,
    products,
    removals,
    shared_list,
    usage,
    used_once,
    webhooks,
)
from services.finance.store.tables import ACTING, DEMONSTRATION_BANK, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "DEMONSTRATION_BANK",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "admission",
    "consents",
    "financing",
    "institutions",
    "list_changes",
    "list_digest",
    "listing",
    "loans",
    "matches",
    "products",
    "removals",
    "shared_list",
    "usage",
    "used_once",
    "webhooks",
]
