"""Tables and queries of the registry."""

from services.registry.store import (
    applications,
    changes,
    codes,
    duties,
    enterprises,
    identities,
    major_changes,
    misconduct,
    quotas,
    titles,
)
from services.registry.store.tables import FLOOR, Base

__all__ = [
    "FLOOR",
    "Base",
    "applications",
    "changes",
    "codes",
    "duties",
    "enterprises",
    "identities",
    "major_changes",
    "misconduct",
    "quotas",
    "titles",
]
