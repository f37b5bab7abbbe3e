"""What an institution is asked for: looked at and answered by its API, idempotently."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import Answerer, PartId
from services.finance.schemas import financing_parts as s
from services.finance.schemas.financing_offers import OfferIn
from services.finance.service.financing import answering, showing
from shared.callers import Caller
from shared.db import Tx
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(tags=["applications"], route_class=IdempotentRoute)
ANSWERED = (p.FinancingNotFound, p.FinancingRefused, *ONCE_PROBLEMS)


@router.get("/application-parts", summary="向本机构提出的申请", responses=problems(InvalidCursor, CursorOutdated))
async def list_own_parts(
    request: Request, tx: Reading, caller: Answerer, query: Annotated[s.OwnPartQuery, Query()]
) -> s.OwnPartPage:
    """Newest first. Of the others an enterprise asked nothing is told but that another was chosen."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters() | {"institution": caller.institution}
    before = place(cursors.read(query.cursor, "own-parts", caller.actor, filters), datetime.fromisoformat)
    found = await showing.worklist(tx, caller, query.state, before, query.limit)
    part = found[-1].asked.part if len(found) == query.limit else None
    last = f"{part.sent_at.isoformat()} {part.part_id}" if part else None
    cursor = cursors.write("own-parts", caller.actor, filters, last) if last else None
    return s.OwnPartPage(items=[s.OwnPart.of(one) for one in found], next_cursor=cursor)


@router.get("/application-parts/{part_id}", summary="申请及办理记录", responses=problems(p.FinancingNotFound))
async def read_own_part(tx: Reading, caller: Answerer, part_id: PartId, response: Response) -> s.OwnPartWhole:
    return await _own(tx, caller, part_id, response)


@router.post(
    "/application-parts/{part_id}/acknowledgements", status_code=201, summary="受理", responses=problems(*ANSWERED)
)  # fmt: skip
async def acknowledge_part(tx: WritingOnce, caller: Answerer, part_id: PartId, response: Response) -> s.OwnPartWhole:
    """Says that somebody looks at it; the time for an answer goes on."""
    await answering.acknowledge(tx, caller, part_id)
    return await _own(tx, caller, part_id, response)


@router.post(
    "/application-parts/{part_id}/questions", status_code=201, summary="要求补充", responses=problems(*ANSWERED)
)  # fmt: skip
async def question_part(
    tx: WritingOnce, caller: Answerer, part_id: PartId, body: s.QuestionIn, response: Response
) -> s.OwnPartWhole:
    """It is the enterprise's turn; when it has said more, the institution's time begins anew."""
    await answering.question(tx, caller, part_id, body.words)
    return await _own(tx, caller, part_id, response)


@router.post(
    "/application-parts/{part_id}/offers", status_code=201, summary="报价",
    responses=problems(*ANSWERED, p.OfferRefused),
)  # fmt: skip
async def offer_for_part(
    tx: WritingOnce, caller: Answerer, part_id: PartId, body: OfferIn, response: Response
) -> s.OwnPartWhole:
    """The same offer again changes nothing; another one has to name the open one that it replaces."""
    await answering.offer(tx, caller, part_id, body.terms(), body.replaces)
    return await _own(tx, caller, part_id, response)


@router.post(
    "/application-parts/{part_id}/refusals", status_code=201, summary="不予办理", responses=problems(*ANSWERED)
)  # fmt: skip
async def refuse_part(
    tx: WritingOnce, caller: Answerer, part_id: PartId, body: s.RefusalIn, response: Response
) -> s.OwnPartWhole:
    """For a reason of the closed list; the enterprise reads it."""
    await answering.refuse(tx, caller, part_id, body.reason, body.words)
    return await _own(tx, caller, part_id, response)


async def _own(tx: Tx, caller: Caller, part_id: str, response: Response) -> s.OwnPartWhole:
    found = await showing.own(tx, caller, part_id)
    tag(response, found[0].asked.part.version)
    return s.OwnPartWhole.whole(found)
