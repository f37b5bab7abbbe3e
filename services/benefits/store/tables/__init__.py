"""The tables of benefits, by noun."""

from services.benefits.store.tables.entitlements import EntitlementRow, StandingRow
from services.benefits.store.tables.figures import FiguresRow
from services.benefits.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.benefits.store.tables.receipts import ReceiptRow, RuleTextRow
from services.benefits.store.tables.versions import (
    ContributionRow,
    MeasureVersionRow,
    MeasureVersionStepRow,
    PublicationRow,
    RehearsalRow,
    RulebookRow,
)

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "ContributionRow",
    "EntitlementRow",
    "FiguresRow",
    "MeasureVersionRow",
    "MeasureVersionStepRow",
    "PublicationRow",
    "ReceiptRow",
    "RehearsalRow",
    "RuleTextRow",
    "RulebookRow",
    "StandingRow",
]
