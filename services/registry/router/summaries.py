"""The summary for the home of the app."""

from typing import Final

from fastapi import APIRouter, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Reader, Uscc
from services.registry.schemas.summaries import SummaryOut
from services.registry.service import summaries
from shared.edge import Reading
from shared.freshness import NOT_MODIFIED, answer
from shared.problems import problems

router = APIRouter(tags=["enterprises"])
ASK_AGAIN: Final = "private, no-cache"
"""Kept by the app, and asked again each time: 304 while nothing changed."""


@router.get(
    "/enterprises/{uscc}/summary", summary="企业概要（应用首页）", response_model=SummaryOut,
    responses=NOT_MODIFIED | problems(p.EnterpriseNotFound),
)  # fmt: skip
async def read_summary(request: Request, tx: Reading, caller: Reader, uscc: Uscc) -> Response:
    """At most 2 KB: tier, titles and their last day, what is due, applications under way, the code, the next tier."""
    return answer(request, SummaryOut.of(await summaries.get(tx, caller, uscc)), ASK_AGAIN)
