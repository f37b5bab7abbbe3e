"""The tables of notifications, by noun."""

from services.notifications.store.tables.attention import (
    DeadlineRow,
    PieceRow,
    PreferenceChangeRow,
    PreferenceRow,
    SlotRow,
    TextRow,
)
from services.notifications.store.tables.deliveries import (
    ContactRow,
    DeliveryAttemptRow,
    DeliveryRow,
    GatewayRow,
    SuppressionRow,
)
from services.notifications.store.tables.measures import PublishedMeasureRow
from services.notifications.store.tables.messages import InboxChangeRow, InboxHeadRow, MessageRow, ThreadRow, WordingRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "ContactRow",
    "DeadlineRow",
    "DeliveryAttemptRow",
    "DeliveryRow",
    "GatewayRow",
    "InboxChangeRow",
    "InboxHeadRow",
    "MessageRow",
    "PieceRow",
    "PreferenceChangeRow",
    "PreferenceRow",
    "PublishedMeasureRow",
    "SlotRow",
    "SuppressionRow",
    "TextRow",
    "ThreadRow",
    "WordingRow",
]
