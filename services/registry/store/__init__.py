"""Tables and queries of the registry."""

from typing import Final

from services.registry.store import (
    applications,
    changes,
    codes,
    enterprises,
    invitations,
    officers,
    people,
    quotas,
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
    "changes",
    "codes",
    "enterprises",
    "invitations",
    "officers",
    "people",
    "quotas",
    "titles",
]
