"""Tables and queries of the registry."""

from services.registry.store import (
    applications,
    changes,
    code_lists,
    codes,
    enterprises,
    profiles,
    quotas,
    source_checks,
    titles,
)
from services.registry.store.tables import FLOOR, Base

__all__ = [
    "FLOOR",
    "Base",
    "applications",
    "changes",
    "code_lists",
    "codes",
    "enterprises",
    "profiles",
    "quotas",
    "source_checks",
    "titles",
]
