"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.benefits.router import bank_accounts, budgets, calculations, catalogue, entitlements, payments

router: Final = APIRouter(prefix="/v1")
for _noun in (catalogue, calculations, entitlements, budgets, bank_accounts, payments):
    router.include_router(_noun.router)
