"""The tables of benefits, by noun."""

from services.benefits.store.tables.claims import ClaimRow, ClaimStepRow, CreditCheckRow
from services.benefits.store.tables.entitlements import EntitlementRow, StandingRow
from services.benefits.store.tables.evidence import EvidenceFileRow, EvidenceRow
from services.benefits.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.benefits.store.tables.receipts import ReceiptRow, RuleTextRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "ClaimRow",
    "ClaimStepRow",
    "CreditCheckRow",
    "EntitlementRow",
    "EvidenceFileRow",
    "EvidenceRow",
    "ReceiptRow",
    "RuleTextRow",
    "StandingRow",
]
