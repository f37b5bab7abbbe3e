"""招引线索: recorded by officers, proposed by enterprises, followed to where they lead."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, LeadId, Officer, Overseer, Party, Uscc
from services.notifications.schemas import leads as s
from services.notifications.schemas.contact_persons import ReasonIn
from services.notifications.service.leads import leads
from services.notifications.service.leads.files import LeadNotFound, LeadRefused, Shown
from shared.edge import ONCE_PROBLEMS, Reading, Unmasking, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(tags=["leads"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)


@router.post("/leads", status_code=201, summary="登记招引线索", responses=problems(*ONCE_PROBLEMS))
async def record_lead(tx: WritingOnce, officer: Officer, body: s.LeadIn, response: Response) -> s.LeadWhole:
    """For the officer's district, or the city."""
    return _made(await leads.record(tx, officer, body.said()), officer.kind, response)


@router.post(
    "/enterprises/{uscc}/leads", status_code=201, summary="推荐招引线索",
    responses=problems(EnterpriseUnknown, LeadRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def propose_lead(tx: WritingOnce, agent: Agent, uscc: Uscc, body: s.LeadIn, response: Response) -> s.LeadWhole:
    """A gap in the chain, or a supplier the enterprise would like near."""
    return _made(await leads.propose(tx, agent, uscc, body.said()), agent.kind, response)


@router.get("/enterprises/{uscc}/leads", summary="企业推荐的线索", responses=problems(EnterpriseUnknown, *PAGED))
async def list_own_leads(
    request: Request, tx: Reading, caller: Party, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.LeadPage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "own-leads", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await leads.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("own-leads", caller.actor, {"uscc": uscc}, last) if last else None
    items = [s.LeadOut.of(one, to_officers=caller.kind != "enterprise") for one in found]
    return s.LeadPage(items=items, next_cursor=cursor)


@router.get("/leads", summary="辖区招引线索", responses=problems(*PAGED))
async def list_leads(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.LeadQuery, Query()]
) -> s.LeadPage:
    """Of the caller's district, the city's officers of all; newest first."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters()
    before = place(cursors.read(query.cursor, "leads", caller.actor, filters), datetime.fromisoformat)
    found = await leads.page(tx, caller, query.wanted(), before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("leads", caller.actor, filters, last) if last else None
    return s.LeadPage(items=[s.LeadOut.of(one, to_officers=True) for one in found], next_cursor=cursor)


@router.get("/leads/{lead_id}", summary="线索及办理记录", responses=problems(LeadNotFound))
async def read_lead(tx: Reading, caller: Party, lead_id: LeadId) -> s.LeadWhole:
    return s.LeadWhole.whole(await leads.get(tx, caller, lead_id), caller.kind)


@router.post(
    "/leads/{lead_id}/steps", status_code=201, summary="推进线索",
    responses=problems(LeadNotFound, LeadRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def advance_lead(tx: WritingOnce, officer: Officer, lead_id: LeadId, body: s.LeadStepIn) -> s.LeadWhole:
    """Assigned, contacted, negotiated, signed; landed once it is registered in the zone; dropped for a reason."""
    return s.LeadWhole.whole(await leads.step(tx, officer, lead_id, body.taken()), officer.kind)


@router.post(
    "/leads/{lead_id}/disclosures", status_code=201, summary="查看线索的联系方式", responses=problems(LeadNotFound)
)  # fmt: skip
async def disclose_lead_contact(
    tx: Unmasking, officer: Officer, lead_id: LeadId, body: ReasonIn
) -> s.DisclosedLeadContact:
    """Who looked and why stays in the audit trail."""
    tx.edited("lead contact", {}, {"looked": body.reason})
    return s.DisclosedLeadContact.of(await leads.contact(tx, officer, lead_id))


@router.get("/lead-figures", summary="招引线索统计")
async def count_leads(tx: Reading, caller: Overseer, query: Annotated[s.LeadFiguresQuery, Query()]) -> s.LeadFigures:
    """By district: how many stand where, how many landed."""
    return s.LeadFigures.of(await leads.figures(tx, caller, query.district))


def _last(found: list[Shown], limit: int) -> str | None:
    row = found[-1].row if len(found) == limit else None
    return f"{row.recorded_at.isoformat()} {row.lead_id}" if row else None


def _made(shown: Shown, kind: str, response: Response) -> s.LeadWhole:
    response.headers["Location"] = f"/notifications/v1/leads/{shown.row.lead_id}"
    return s.LeadWhole.whole(shown, kind)
