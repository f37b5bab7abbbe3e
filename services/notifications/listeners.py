"""What notifications listens to."""

from typing import Final

from services.notifications.service import entries, notices, titles
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
    FinancingAdvanced,
    MeasureMatched,
    MeasurePublished,
    MeasureWithdrawn,
    NoticeMatched,
    NoticePublished,
    NoticeWithdrawn,
    QuotaAdvanced,
    RightAdvanced,
    TierChanged,
    TitleChanged,
)
from shared.subscription import Listens

LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        TierChanged: titles.on_titles_changed,
        TitleChanged: titles.on_titles_changed,
        DutyDue: entries.on_duty_due,
        ApplicationAdvanced: entries.on_application_advanced,
        EnterpriseMerged: entries.on_enterprise_merged,
        EnterpriseDeregistered: entries.on_enterprise_deregistered,
    },
    "benefits": {
        ConsequenceRecorded: titles.on_consequence_recorded,
        MeasurePublished: entries.on_measure_published,
        MeasureMatched: entries.on_measure_matched,
        MeasureWithdrawn: entries.on_measure_withdrawn,
        NoticePublished: notices.on_notice_published,
        NoticeMatched: notices.on_notice_matched,
        NoticeWithdrawn: notices.on_notice_withdrawn,
        EntitlementClosed: entries.on_entitlement_closed,
        ClaimAdvanced: entries.on_claim_advanced,
        QuotaAdvanced: entries.on_quota_advanced,
        RightAdvanced: entries.on_right_advanced,
    },
    "finance": {
        ConsentGranted: entries.on_consent_granted,
        ConsentWithdrawn: entries.on_consent_withdrawn,
        FinancingAdvanced: entries.on_financing_advanced,
    },
}
