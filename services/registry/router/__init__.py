"""The registry's routes: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import codes, enterprises

router: Final = APIRouter(prefix="/v1")
for _part in (enterprises.router, codes.router):
    router.include_router(_part)
