"""Tables and queries of notifications."""

from services.notifications.store import contacts, deliveries, gateways, inbox, measures, messages, notices
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "contacts",
    "deliveries",
    "gateways",
    "inbox",
    "measures",
    "messages",
    "notices",
]
