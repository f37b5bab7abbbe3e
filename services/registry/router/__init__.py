"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    applications,
    changes,
    cliff,
    codes,
    enterprises,
    exports,
    goals,
    me,
    officers,
    parks,
    people,
    reviews,
    service_officers,
    titles,
)

router: Final = APIRouter(prefix="/v1")
for _noun in (
    enterprises,
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
    people,
    me,
    officers,
):
    router.include_router(_noun.router)
