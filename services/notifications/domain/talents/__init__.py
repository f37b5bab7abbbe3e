"""紧缺专业人才需求 (12-1): what enterprises declare, and the catalogue made of it. Values in, values out."""

from services.notifications.domain.refusals import Refusal
from services.notifications.domain.talents.catalogue import Basis, Line, Need, catalogue
from services.notifications.domain.talents.states import Level, NeedState, NeedStep, Terms, taken

__all__ = ["Basis", "Level", "Line", "Need", "NeedState", "NeedStep", "Refusal", "Terms", "catalogue", "taken"]
