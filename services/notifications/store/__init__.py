"""Tables and queries of notifications."""

from services.notifications.store import (
    attention,
    changes,
    contacts,
    deadlines,
    deliveries,
    gateways,
    inbox,
    measures,
    messages,
    preferences,
    texts,
)
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "attention",
    "changes",
    "contacts",
    "deadlines",
    "deliveries",
    "gateways",
    "inbox",
    "measures",
    "messages",
    "preferences",
    "texts",
]
