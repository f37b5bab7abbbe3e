"""Tables and queries of notifications."""

from services.notifications.store import (
    activities,
    attention,
    cases,
    changes,
    contacts,
    deadlines,
    deliveries,
    gateways,
    inbox,
    measures,
    messages,
    preferences,
    providers,
    registrations,
    texts,
)
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "activities",
    "attention",
    "cases",
    "changes",
    "contacts",
    "deadlines",
    "deliveries",
    "gateways",
    "inbox",
    "measures",
    "messages",
    "preferences",
    "providers",
    "registrations",
    "texts",
]
