"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import applications, changes, codes, enterprises, public, reviews, summaries, titles

router: Final = APIRouter(prefix="/v1")
for _noun in (enterprises, titles, changes, applications, reviews, codes, public, summaries):
    router.include_router(_noun.router)
