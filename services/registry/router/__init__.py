"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    applications,
    changes,
    codes,
    duties,
    enterprises,
    identities,
    misconduct,
    reviews,
    titles,
)

router: Final = APIRouter(prefix="/v1")
for _noun in (enterprises, identities, titles, duties, misconduct, changes, applications, reviews, codes):
    router.include_router(_noun.router)
