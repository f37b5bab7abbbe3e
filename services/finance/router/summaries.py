"""The summary of an officer's desk."""

from fastapi import APIRouter

from services.finance.router.addresses import Overseer
from services.finance.schemas.summaries import SummaryOut
from services.finance.service import summaries
from shared.edge import Reading

router = APIRouter(tags=["figures"])


@router.get("/summary", summary="概要：各处待办")
async def read_finance_summary(tx: Reading, caller: Overseer) -> SummaryOut:
    """What waits, counted, with the address of the list that shows it; a district's officers see their district's."""
    return SummaryOut.of(await summaries.get(tx, caller))
