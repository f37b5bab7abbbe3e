"""Tables and queries of benefits."""

from services.benefits.store import claims, credit_checks, enterprises, entitlements, evidence, receipts
from services.benefits.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "claims",
    "credit_checks",
    "enterprises",
    "entitlements",
    "evidence",
    "receipts",
]
