"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.benefits.router import budgets, calculations, catalogue, claims, entitlements, evidence

router: Final = APIRouter(prefix="/v1")
for _noun in (catalogue, calculations, entitlements, budgets, claims, evidence):
    router.include_router(_noun.router)
