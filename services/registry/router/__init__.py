"""The registry's routes, by noun: parse, call one function, return."""

from fastapi import APIRouter

from services.registry.router import applications, changes, enterprises, reviews, titles

router = APIRouter(prefix="/v1")
for noun in (enterprises, titles, changes, applications, reviews):
    router.include_router(noun.router)
