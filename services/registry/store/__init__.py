"""Tables and queries of the registry."""

from typing import Final

from services.registry.store import (
    applications,
    assessments,
    board,
    changes,
    cliff,
    code_lists,
    codes,
    coverage,
    duties,
    enterprises,
    goals,
    identities,
    invitations,
    major_changes,
    misconduct,
    monitoring,
    names,
    officers,
    parks,
    people,
    profiles,
    questionnaires,
    quotas,
    service_officers,
    source_checks,
    titles,
)
from services.registry.store.tables import FLOOR, METADATA, Base
from shared.acting import Acting

__all__ = [
    "ACTING",
    "FLOOR",
    "Base",
    "applications",
    "assessments",
    "board",
    "changes",
    "cliff",
    "code_lists",
    "codes",
    "coverage",
    "duties",
    "enterprises",
    "goals",
    "identities",
    "invitations",
    "major_changes",
    "misconduct",
    "monitoring",
    "names",
    "officers",
    "parks",
    "people",
    "profiles",
    "questionnaires",
    "quotas",
    "service_officers",
    "source_checks",
    "titles",
]

ACTING: Final = Acting(*(METADATA.tables[name] for name in ("enterprise_uscc", "person", "officer")))
