"""Tables and queries of notifications."""

from services.notifications.store import changes, inbox, measures, messages
from services.notifications.store.tables import ACTING, FLOOR, KNOWN, TOLD, Base

__all__ = ["ACTING", "FLOOR", "KNOWN", "TOLD", "Base", "changes", "inbox", "measures", "messages"]
