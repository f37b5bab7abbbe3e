"""The tables of notifications, by noun."""

from services.notifications.store.tables.measures import PublishedMeasureRow
from services.notifications.store.tables.messages import MessageRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.notifications.store.tables.tickets import TicketRow, TicketStepRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "MessageRow",
    "PublishedMeasureRow",
    "TicketRow",
    "TicketStepRow",
]
