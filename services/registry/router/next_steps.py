"""The next step: what lacks for a tier, and what it is worth."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry import problems as p
from services.registry.router.addresses import Reader, Uscc
from services.registry.schemas.plans import NextStepOut, NextStepQuery
from services.registry.service import next_steps
from shared.idempotency import IdempotentRoute
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["assessments"])


@router.get(
    "/enterprises/{uscc}/next-step", summary="下一步还差什么",
    responses=problems(p.EnterpriseNotFound, p.NoStandardInForce),
)  # fmt: skip
async def read_next_step(
    request: Request, caller: Reader, uscc: Uscc, query: Annotated[NextStepQuery, Query()]
) -> NextStepOut:
    """Every criterion that lacks with the smallest change and the evidence to bring, the fewest that are enough,
    and what the tier opens. While benefits is away the plan says so and still answers."""
    state = request.app.state
    step = await next_steps.of(state.db, state.peers["benefits"], caller, uscc, query.tier, query.occasion)
    return NextStepOut.of(step)
