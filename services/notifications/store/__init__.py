"""Tables and queries of notifications."""

from services.notifications.store import enterprises, inbox, measures, messages, tickets
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = ["ACTING", "FLOOR", "KNOWN", "TOLD", "Base", "enterprises", "inbox", "measures", "messages", "tickets"]
