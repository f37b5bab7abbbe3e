"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from services.benefits.router import (
    bank_accounts,
    budgets,
    calculations,
    catalogue,
    claims,
    contributions,
    entitlements,
    evidence,
    payments,
    rights,
    talents,
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
        evidence,
        claims,
        budgets,
        bank_accounts,
        payments,
        talents,
        rights,
    )
)
