"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    annual_figures,
    applications,
    assessments,
    changes,
    code_lists,
    codes,
    contacts,
    enterprises,
    holdings,
    monitoring,
    next_steps,
    profiles,
    reviews,
    rulesets,
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
    rulesets,
    assessments,
    next_steps,
    monitoring,
):
    router.include_router(_noun.router)
