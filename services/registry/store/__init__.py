"""Tables and queries of the registry."""

from services.registry.store import applications, changes, codes, enterprises, profiles, quotas, titles
from services.registry.store.tables import FLOOR, Base

__all__ = ["FLOOR", "Base", "applications", "changes", "codes", "enterprises", "profiles", "quotas", "titles"]
