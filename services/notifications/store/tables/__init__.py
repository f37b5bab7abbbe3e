"""The tables of notifications, by noun."""

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
    "InboxChangeRow",
    "InboxHeadRow",
    "MessageRow",
    "PublishedMeasureRow",
    "ThreadRow",
    "WordingRow",
]
