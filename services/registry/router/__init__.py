"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import applications, changes, codes, enterprises, me, officers, people, reviews, titles

router: Final = APIRouter(prefix="/v1")
for _noun in (enterprises, titles, changes, applications, reviews, codes, people, me, officers):
    router.include_router(_noun.router)
