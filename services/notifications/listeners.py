"""What notifications listens to."""

from typing import Final

from services.notifications import service
from services.notifications.store import ACTING, KNOWN
from shared.events import (
    ApplicationAdvanced,
    ClaimAdvanced,
    ConsentGranted,
    ConsentWithdrawn,
    ConsequenceRecorded,
    DutyDue,
    EnterpriseDeregistered,
    EnterpriseMerged,
    EntitlementClosed,
    MeasureMatched,
    MeasurePublished,
    MeasureWithdrawn,
    TierChanged,
    TitleChanged,
)
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        TierChanged: service.on_titles_changed,
        TitleChanged: service.on_titles_changed,
        DutyDue: service.on_duty_due,
        ApplicationAdvanced: service.on_application_advanced,
        EnterpriseMerged: service.on_enterprise_merged,
        EnterpriseDeregistered: service.on_enterprise_deregistered,
    },
    "benefits": {
        ConsequenceRecorded: service.on_consequence_recorded,
        MeasurePublished: service.on_measure_published,
        MeasureMatched: service.on_measure_matched,
        MeasureWithdrawn: service.on_measure_withdrawn,
        EntitlementClosed: service.on_entitlement_closed,
        ClaimAdvanced: service.on_claim_advanced,
    },
    "finance": {
        ConsentGranted: service.on_consent_granted,
        ConsentWithdrawn: service.on_consent_withdrawn,
    },
}
