"""Tables and queries of the registry."""

from services.registry.store import changes, codes, enterprises, titles
from services.registry.store.tables import FLOOR, Base

__all__ = ["FLOOR", "Base", "changes", "codes", "enterprises", "titles"]
