"""Tables and queries of notifications."""

from services.notifications.store import (
    enterprises,
    inbox,
    leads,
    measures,
    messages,
    postings,
    standings,
    talents,
    tickets,
)
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base, KnownTierRow

KNOWN_TIER = str(KnownTierRow.__tablename__)

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "KNOWN_TIER",
    "TOLD",
    "Base",
    "enterprises",
    "inbox",
    "leads",
    "measures",
    "messages",
    "postings",
    "standings",
    "talents",
    "tickets",
]
