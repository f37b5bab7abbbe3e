"""Tables and queries of the registry."""

from typing import Final

from services.registry.store import (
    applications,
    board,
    changes,
    cliff,
    codes,
    coverage,
    enterprises,
    goals,
    invitations,
    names,
    officers,
    parks,
    people,
    quotas,
    service_officers,
    titles,
)
from services.registry.store.tables import FLOOR, METADATA, Base
from shared.acting import Acting

ACTING: Final = Acting(*(METADATA.tables[name] for name in ("enterprise_uscc", "person", "officer")))

__all__ = [
    "ACTING",
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
    "invitations",
    "names",
    "officers",
    "parks",
    "people",
    "quotas",
    "service_officers",
    "titles",
]
