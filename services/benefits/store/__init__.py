"""Tables and queries of benefits."""

from services.benefits.store import entitlements, population, receipts, rehearsals, versions
from services.benefits.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "entitlements",
    "population",
    "receipts",
    "rehearsals",
    "versions",
]
