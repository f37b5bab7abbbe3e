"""Tables and queries of the registry."""

from services.registry.store import (
    applications,
    board,
    changes,
    cliff,
    code_lists,
    codes,
    coverage,
    enterprises,
    goals,
    parks,
    profiles,
    quotas,
    service_officers,
    source_checks,
    titles,
)
from services.registry.store.tables import FLOOR, Base

__all__ = [
    "FLOOR",
    "Base",
    "applications",
    "board",
    "changes",
    "cliff",
    "code_lists",
    "codes",
    "coverage",
    "enterprises",
    "goals",
    "parks",
    "profiles",
    "quotas",
    "service_officers",
    "source_checks",
    "titles",
]
