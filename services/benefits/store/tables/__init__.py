"""The tables of benefits, by noun."""

from services.benefits.store.tables.bank_accounts import BankAccountDisclosureRow, BankAccountRow
from services.benefits.store.tables.budgets import BudgetRow, BudgetVersionRow, FundingRow, TransferRow
from services.benefits.store.tables.claims import ClaimRow, ClaimStepRow, CreditCheckRow
from services.benefits.store.tables.entitlements import EntitlementRow, StandingRow
from services.benefits.store.tables.evaluation import MatchRow, SentRow, ToldRow, YearFiguresRow
from services.benefits.store.tables.evidence import EvidenceFileRow, EvidenceRow
from services.benefits.store.tables.figures import FiguresRow
from services.benefits.store.tables.loans import LoanEntryRow, LoanRoomRow, LoanRow, LoanShareRow
from services.benefits.store.tables.metadata import ACTING, FLOOR, KNOWN, LISTINGS_HEARD, METADATA, TOLD, Base
from services.benefits.store.tables.notices import NoticeRow
from services.benefits.store.tables.payments import ClawbackRow, PaymentOrderRow, PaymentStepRow
from services.benefits.store.tables.portraits import PortraitRow, StirredRow
from services.benefits.store.tables.providers import ListedProviderRow
from services.benefits.store.tables.receipts import ReceiptRow, RuleTextRow
from services.benefits.store.tables.retained_revenue import RetainedRevenueRow
from services.benefits.store.tables.rights import (
    RightRow,
    RightStepRow,
    TalentDisclosureRow,
    TalentRow,
    TenureRow,
)
from services.benefits.store.tables.versions import (
    ContributionRow,
    MeasureVersionRow,
    MeasureVersionStepRow,
    PublicationHeardRow,
    PublicationRow,
    RehearsalRow,
    RulebookRow,
)
from services.benefits.store.tables.vouchers import QuotaWarningRow, VoucherRow, VoucherStepRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "LISTINGS_HEARD",
    "METADATA",
    "TOLD",
    "BankAccountDisclosureRow",
    "BankAccountRow",
    "Base",
    "BudgetRow",
    "BudgetVersionRow",
    "ClaimRow",
    "ClaimStepRow",
    "ClawbackRow",
    "ContributionRow",
    "CreditCheckRow",
    "EntitlementRow",
    "EvidenceFileRow",
    "EvidenceRow",
    "FiguresRow",
    "FundingRow",
    "ListedProviderRow",
    "LoanEntryRow",
    "LoanRoomRow",
    "LoanRow",
    "LoanShareRow",
    "MatchRow",
    "MeasureVersionRow",
    "MeasureVersionStepRow",
    "NoticeRow",
    "PaymentOrderRow",
    "PaymentStepRow",
    "PortraitRow",
    "PublicationHeardRow",
    "PublicationRow",
    "QuotaWarningRow",
    "ReceiptRow",
    "RehearsalRow",
    "RetainedRevenueRow",
    "RightRow",
    "RightStepRow",
    "RuleTextRow",
    "RulebookRow",
    "SentRow",
    "StandingRow",
    "StirredRow",
    "TalentDisclosureRow",
    "TalentRow",
    "TenureRow",
    "ToldRow",
    "TransferRow",
    "VoucherRow",
    "VoucherStepRow",
    "YearFiguresRow",
]
