"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from services.benefits.router import (
    bank_accounts,
    budgets,
    calculations,
    catalogue,
    contributions,
    entitlements,
    payments,
    versions,
)

ROUTERS: Final = tuple(
    noun.router
    for noun in (
        catalogue,
        calculations,
        entitlements,
        versions,
        contributions,
        budgets,
        bank_accounts,
        payments,
    )
)
