"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    annual_figures,
    applications,
    changes,
    cliff,
    code_lists,
    codes,
    contacts,
    enterprises,
    exports,
    goals,
    holdings,
    parks,
    profiles,
    reviews,
    service_officers,
    titles,
)

router: Final = APIRouter(prefix="/v1")
for _noun in (
    enterprises,
    profiles,
    annual_figures,
    holdings,
    contacts,
    code_lists,
    titles,
    changes,
    applications,
    reviews,
    codes,
    goals,
    cliff,
    parks,
    service_officers,
    exports,
):
    router.include_router(_noun.router)
