"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from services.benefits.router import (
    audiences,
    bank_accounts,
    budgets,
    calculations,
    catalogue,
    claims,
    contributions,
    earmarks,
    entitlements,
    evaluation,
    evidence,
    exports,
    loans,
    notices,
    payments,
    quotas,
    rights,
    talents,
    versions,
    vouchers,
)

ROUTERS: Final = tuple(
    noun.router
    for noun in (
        catalogue,
        calculations,
        entitlements,
        versions,
        audiences,
        notices,
        contributions,
        evidence,
        claims,
        budgets,
        bank_accounts,
        payments,
        loans,
        quotas,
        vouchers,
        earmarks,
        evaluation,
        exports,
        talents,
        rights,
    )
)
