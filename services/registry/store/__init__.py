"""Tables and queries of the registry."""

from services.registry.store import (
    applications,
    assessments,
    changes,
    code_lists,
    codes,
    enterprises,
    monitoring,
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
    "assessments",
    "changes",
    "code_lists",
    "codes",
    "enterprises",
    "monitoring",
    "profiles",
    "quotas",
    "source_checks",
    "titles",
]
