"""The registry's routes, by noun: parse, call one function, return."""

from typing import Final

from fastapi import APIRouter

from services.registry.router import (
    annual_figures,
    applications,
    assessments,
    changes,
    cliff,
    code_lists,
    codes,
    contacts,
    duties,
    enterprises,
    exports,
    goals,
    holdings,
    identities,
    me,
    misconduct,
    monitoring,
    next_steps,
    officers,
    parks,
    people,
    profiles,
    public,
    reviews,
    rulesets,
    service_officers,
    summaries,
    titles,
)

router: Final = APIRouter(prefix="/v1")
for _noun in (
    enterprises,
    identities,
    profiles,
    annual_figures,
    holdings,
    contacts,
    code_lists,
    titles,
    duties,
    misconduct,
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
    rulesets,
    assessments,
    next_steps,
    monitoring,
    public,
    summaries,
):
    router.include_router(_noun.router)
