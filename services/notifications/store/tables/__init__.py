"""The tables of notifications, by noun."""

from services.notifications.store.tables.leads import LeadRow, LeadStepRow
from services.notifications.store.tables.measures import PublishedMeasureRow
from services.notifications.store.tables.messages import MessageRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.notifications.store.tables.postings import (
    PostingAnswerRow,
    PostingInvitedRow,
    PostingRow,
    PostingStepRow,
)
from services.notifications.store.tables.standings import KnownTierRow
from services.notifications.store.tables.talents import TalentCatalogueRow, TalentNeedRow
from services.notifications.store.tables.tickets import TicketRow, TicketStepRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "Base",
    "KnownTierRow",
    "LeadRow",
    "LeadStepRow",
    "MessageRow",
    "PostingAnswerRow",
    "PostingInvitedRow",
    "PostingRow",
    "PostingStepRow",
    "PublishedMeasureRow",
    "TalentCatalogueRow",
    "TalentNeedRow",
    "TicketRow",
    "TicketStepRow",
]
