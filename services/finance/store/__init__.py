"""Tables and queries of finance."""

from services.finance.store import consents, institutions, products, shared_list
from services.finance.store.tables import ACTING, DEMONSTRATION_BANK, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "DEMONSTRATION_BANK",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "consents",
    "institutions",
    "products",
    "shared_list",
]
