"""Tables and queries of notifications."""

from services.notifications.store import activities, cases, inbox, measures, messages, providers, registrations
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "activities",
    "cases",
    "inbox",
    "measures",
    "messages",
    "providers",
    "registrations",
]
