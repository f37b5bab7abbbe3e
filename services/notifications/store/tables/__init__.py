"""The tables of notifications, by noun."""

from services.notifications.store.tables.deliveries import (
    ContactRow,
    DeliveryAttemptRow,
    DeliveryRow,
    GatewayRow,
    SuppressionRow,
)
from services.notifications.store.tables.measures import PublishedMeasureRow
from services.notifications.store.tables.messages import MessageRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.notifications.store.tables.notices import PublishedNoticeRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "ContactRow",
    "DeliveryAttemptRow",
    "DeliveryRow",
    "GatewayRow",
    "MessageRow",
    "PublishedMeasureRow",
    "PublishedNoticeRow",
    "SuppressionRow",
]
