"""What notifications listens to."""

from collections.abc import Sequence
from typing import Final

from services.notifications.service import deadlines, entries, notices, standings, titles
from services.notifications.service.helping import uses
from services.notifications.store import ACTING, KNOWN
from shared.db import Tx
from shared.events import (
    ApplicationAdvanced,
    ClaimAdvanced,
    ConsentGranted,
    ConsentWithdrawn,
    ConsequenceRecorded,
    DutyDone,
    DutyDue,
    EnterpriseDeregistered,
    EnterpriseMerged,
    EntitlementClosed,
    Event,
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
    VoucherSettled,
)
from shared.subscription import Handler, Listens


def _both(tell: Handler, note: Handler) -> Handler:
    """A message about it, and what it opens or closes of deadlines."""

    async def handle(tx: Tx, events: Sequence[Event]) -> None:
        await tell(tx, events)
        await note(tx, events)

    return handle


LISTENS: Final[Listens] = {
    "registry": {
        **KNOWN.handlers,
        **ACTING.handlers,
        TierChanged: standings.on_titles_changed,
        TitleChanged: standings.on_titles_changed,
        DutyDone: _both(entries.on_duty_done, deadlines.on_duty_done),
        DutyDue: _both(entries.on_duty_due, deadlines.on_duty_due),
        ApplicationAdvanced: entries.on_application_advanced,
        EnterpriseMerged: _both(entries.on_enterprise_merged, deadlines.on_enterprise_ended),
        EnterpriseDeregistered: _both(entries.on_enterprise_deregistered, deadlines.on_enterprise_ended),
    },
    "benefits": {
        ConsequenceRecorded: titles.on_consequence_recorded,
        MeasurePublished: _both(entries.on_measure_published, deadlines.on_measure_published),
        MeasureMatched: _both(entries.on_measure_matched, deadlines.on_measure_matched),
        MeasureWithdrawn: _both(entries.on_measure_withdrawn, deadlines.on_measure_withdrawn),
        EntitlementClosed: _both(entries.on_entitlement_closed, deadlines.on_entitlement_closed),
        ClaimAdvanced: _both(entries.on_claim_advanced, deadlines.on_claim_advanced),
        NoticePublished: notices.on_notice_published,
        NoticeMatched: notices.on_notice_matched,
        NoticeWithdrawn: notices.on_notice_withdrawn,
        QuotaAdvanced: entries.on_quota_advanced,
        RightAdvanced: entries.on_right_advanced,
        VoucherSettled: uses.on_voucher_settled,
    },
    "finance": {
        ConsentGranted: _both(entries.on_consent_granted, deadlines.on_consent_granted),
        ConsentWithdrawn: _both(entries.on_consent_withdrawn, deadlines.on_consent_withdrawn),
        FinancingAdvanced: _both(entries.on_financing_advanced, deadlines.on_financing_advanced),
    },
}
