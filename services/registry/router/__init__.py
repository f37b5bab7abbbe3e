"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    annual_figures,
    applications,
    assessments,
    changes,
    codes,
    enterprises,
    next_steps,
    reviews,
    rulesets,
    titles,
)

router: Final = APIRouter(prefix="/v1")
for _noun in (
    enterprises, annual_figures, titles, changes, applications, reviews, codes, rulesets, assessments, next_steps,
):  # fmt: skip
    router.include_router(_noun.router)
