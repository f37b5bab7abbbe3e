"""产业链企业招引 (03-1): a gap in a chain, or an enterprise worth attracting, on its way here."""

from services.notifications.domain.leads.stages import LIVE, LeadKind, LeadSource, LeadStage, LeadStep, taken
from services.notifications.domain.refusals import Refusal

__all__ = ["LIVE", "LeadKind", "LeadSource", "LeadStage", "LeadStep", "Refusal", "taken"]
