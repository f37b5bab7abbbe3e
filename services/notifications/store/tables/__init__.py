"""The tables of notifications, by noun."""

from services.notifications.store.tables.activities import ActivityRow, ParticipantDisclosureRow, RegistrationRow
from services.notifications.store.tables.cases import CaseRow
from services.notifications.store.tables.measures import PublishedMeasureRow
from services.notifications.store.tables.messages import MessageRow
from services.notifications.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.notifications.store.tables.providers import ProviderRow, ProviderServiceRow, ProviderUseRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "ActivityRow",
    "Base",
    "CaseRow",
    "MessageRow",
    "ParticipantDisclosureRow",
    "ProviderRow",
    "ProviderServiceRow",
    "ProviderUseRow",
    "PublishedMeasureRow",
    "RegistrationRow",
]
