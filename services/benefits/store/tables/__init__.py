"""The tables of benefits, by noun."""

from services.benefits.store.tables.bank_accounts import BankAccountDisclosureRow, BankAccountRow
from services.benefits.store.tables.budgets import BudgetRow, BudgetVersionRow, FundingRow, TransferRow
from services.benefits.store.tables.entitlements import EntitlementRow, StandingRow
from services.benefits.store.tables.metadata import ACTING, FLOOR, KNOWN, TOLD, Base
from services.benefits.store.tables.payments import ClawbackRow, PaymentOrderRow, PaymentStepRow
from services.benefits.store.tables.receipts import ReceiptRow, RuleTextRow

__all__ = [
    "ACTING",
    "FLOOR",
    "KNOWN",
    "TOLD",
    "BankAccountDisclosureRow",
    "BankAccountRow",
    "Base",
    "BudgetRow",
    "BudgetVersionRow",
    "ClawbackRow",
    "EntitlementRow",
    "FundingRow",
    "PaymentOrderRow",
    "PaymentStepRow",
    "ReceiptRow",
    "RuleTextRow",
    "StandingRow",
    "TransferRow",
]
