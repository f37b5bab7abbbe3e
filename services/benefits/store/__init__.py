"""Tables and queries of benefits."""

from services.benefits.store import (
    bank_accounts,
    budgets,
    claims,
    credit_checks,
    enterprises,
    entitlements,
    evidence,
    ledger,
    payments,
    population,
    receipts,
    rehearsals,
    rights,
    talents,
    versions,
)
from services.benefits.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "bank_accounts",
    "budgets",
    "claims",
    "credit_checks",
    "enterprises",
    "entitlements",
    "evidence",
    "ledger",
    "payments",
    "population",
    "receipts",
    "rehearsals",
    "rights",
    "talents",
    "versions",
]
