"""Tables and queries of the registry."""

from services.registry.store import (
    applications,
    board,
    changes,
    cliff,
    codes,
    coverage,
    enterprises,
    goals,
    names,
    parks,
    quotas,
    service_officers,
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
    "codes",
    "coverage",
    "enterprises",
    "goals",
    "names",
    "parks",
    "quotas",
    "service_officers",
    "titles",
]
