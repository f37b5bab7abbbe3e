"""Tables and queries of finance."""

from services.finance.store.lists import (
    ListFilter,
    Page,
    State,
    Step,
    add_changes,
    add_institution,
    changes_after,
    entries,
    line,
    page,
    save_entries,
    standings_on,
    state,
)
from services.finance.store.tables import ACTING, DEMONSTRATION_BANK, FLOOR, KNOWN, TOLD, Base, ChangeRow, EntryRow

__all__ = [
    "ACTING",
    "DEMONSTRATION_BANK",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "Base",
    "ChangeRow",
    "EntryRow",
    "ListFilter",
    "Page",
    "State",
    "Step",
    "add_changes",
    "add_institution",
    "changes_after",
    "entries",
    "line",
    "page",
    "save_entries",
    "standings_on",
    "state",
]
