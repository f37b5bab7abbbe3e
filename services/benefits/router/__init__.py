"""The routes of benefits, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.benefits.router import calculations, catalogue, claims, entitlements

router: Final = APIRouter(prefix="/v1")
for _noun in (catalogue, calculations, entitlements, claims):
    router.include_router(_noun.router)
