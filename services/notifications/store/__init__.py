"""Tables and queries of notifications."""

from services.notifications.store import deliveries, inbox, measures, messages
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = ["ACTING", "FLOOR", "KNOWN", "TOLD", "Base", "deliveries", "inbox", "measures", "messages"]
