"""What the app's home shows of an inbox."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from services.notifications.router.addresses import Uscc
from services.notifications.schemas.summary import SummaryOut
from services.notifications.service.summary import summary
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading
from shared.freshness import NOT_MODIFIED, answer
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(prefix="/enterprises/{uscc}/summary", tags=["inbox"])


@router.get("", summary="首页概要", response_model=SummaryOut, responses=NOT_MODIFIED | problems(EnterpriseUnknown))
async def read_summary(
    request: Request, tx: Reading, caller: Annotated[Caller, caller_of("enterprise", "auditor")], uscc: Uscc
) -> Response:
    """Unread by kind, the newest that matters, what waits for the enterprise, and which days come."""
    return answer(request, SummaryOut.of(await summary(tx, caller, uscc), uscc), "private, no-cache")
