"""The tables of notifications, by noun."""

from services.notifications.store.tables.activities import ActivityRow, ParticipantDisclosureRow, RegistrationRow
from services.notifications.store.tables.attention import (
    DeadlineRow,
    PieceRow,
    PreferenceChangeRow,
    PreferenceRow,
    SlotRow,
    TextRow,
)
from services.notifications.store.tables.cases import CaseRow
from services.notifications.store.tables.deliveries import (
    ContactRow,
    DeliveryAttemptRow,
    DeliveryRow,
    GatewayRow,
    SuppressionRow,
)
from services.notifications.store.tables.leads import LeadRow, LeadStepRow
from services.notifications.store.tables.messages import InboxChangeRow, InboxHeadRow, MessageRow, ThreadRow, WordingRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.notifications.store.tables.postings import (
    PostingAnswerRow,
    PostingInvitedRow,
    PostingRow,
    PostingStepRow,
)
from services.notifications.store.tables.providers import ProviderRow, ProviderServiceRow, ProviderUseRow
from services.notifications.store.tables.published import PublishedMeasureRow, PublishedNoticeRow
from services.notifications.store.tables.standings import KnownTierRow
from services.notifications.store.tables.talents import TalentCatalogueRow, TalentNeedRow
from services.notifications.store.tables.tickets import TicketRow, TicketStepRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "ActivityRow",
    "Base",
    "CaseRow",
    "ContactRow",
    "DeadlineRow",
    "DeliveryAttemptRow",
    "DeliveryRow",
    "GatewayRow",
    "InboxChangeRow",
    "InboxHeadRow",
    "KnownTierRow",
    "LeadRow",
    "LeadStepRow",
    "MessageRow",
    "ParticipantDisclosureRow",
    "PieceRow",
    "PostingAnswerRow",
    "PostingInvitedRow",
    "PostingRow",
    "PostingStepRow",
    "PreferenceChangeRow",
    "PreferenceRow",
    "ProviderRow",
    "ProviderServiceRow",
    "ProviderUseRow",
    "PublishedMeasureRow",
    "PublishedNoticeRow",
    "RegistrationRow",
    "SlotRow",
    "SuppressionRow",
    "TalentCatalogueRow",
    "TalentNeedRow",
    "TextRow",
    "ThreadRow",
    "TicketRow",
    "TicketStepRow",
    "WordingRow",
]
