"""Persons an enterprise names: by its owner; masked everywhere, unmasked for a reason, erased when it removes them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Agent, EnterpriseOrOfficer, TalentId, TenureId, Uscc
from services.benefits.schemas import talents as s
from services.benefits.service.rights import naming
from shared.edge import ONCE_PROBLEMS, Reading, Unmasking, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["people's rights"])
OWN = (EnterpriseUnknown, p.TalentNotFound)
MOVED = problems(*OWN, p.TalentRefused, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/talents", status_code=201, summary="登记人才",
    responses=problems(EnterpriseUnknown, p.TalentTaken, p.TalentRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def name_talent(
    request: Request, tx: WritingOnce, owner: Agent, uscc: Uscc, body: s.TalentIn, response: Response
) -> s.TalentOut:
    """One person once, by the number; one who is chairman and general manager has two tenures. Kept sealed."""
    named = await naming.name(tx, owner, uscc, body.to_talent(), request.app.state.seal)
    response.headers["Location"] = f"/benefits/v1/enterprises/{uscc}/talents"
    return s.TalentOut.of(named)


@router.get(
    "/enterprises/{uscc}/talents", summary="企业登记的人才",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_talents(
    request: Request, tx: Reading, caller: EnterpriseOrOfficer, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.TalentPage:
    """Masked; for the enterprise's owner and the officers who decide. Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "talents", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await naming.page(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].row.named_at.isoformat()} {found[-1].row.talent_id}"
        next_cursor = cursors.write("talents", caller.actor, {"uscc": uscc}, last)
    return s.TalentPage(items=[s.TalentOut.of(one) for one in found], next_cursor=next_cursor)


@router.post(
    "/enterprises/{uscc}/talents/{talent_id}/tenures", status_code=201, summary="增加任职", responses=MOVED
)  # fmt: skip
async def add_tenure(
    tx: WritingOnce, owner: Agent, uscc: Uscc, talent_id: TalentId, body: s.TenureIn, response: Response
) -> s.TalentOut:
    """Nobody is twice in one office at once, and no two persons are chairman, or general manager."""
    named = await naming.add_tenure(tx, owner, uscc, talent_id, body.to_tenure())
    response.headers["Location"] = f"/benefits/v1/enterprises/{uscc}/talents"
    return s.TalentOut.of(named)


@router.post(
    "/enterprises/{uscc}/talents/{talent_id}/tenures/{tenure_id}/ends", status_code=201, summary="登记任职截止日",
    responses=MOVED,
)  # fmt: skip
async def end_tenure(
    tx: WritingOnce, owner: Agent, uscc: Uscc, talent_id: TalentId, tenure_id: TenureId, body: s.TenureEndIn,
    response: Response,
) -> s.TalentOut:  # fmt: skip
    """The rights that rest on it end with it, on the day it says."""
    named = await naming.end_tenure(tx, owner, uscc, talent_id, tenure_id, body.until_on)
    response.headers["Location"] = f"/benefits/v1/enterprises/{uscc}/talents"
    return s.TalentOut.of(named)


@router.delete(
    "/enterprises/{uscc}/talents/{talent_id}", summary="移除人才", responses=problems(*OWN, p.TalentRefused)
)  # fmt: skip
async def erase_talent(tx: Writing, owner: Agent, uscc: Uscc, talent_id: TalentId) -> s.TalentOut:
    """Name and number are erased at once and for good; not while a right is under way or granted."""
    return s.TalentOut.of(await naming.erase(tx, owner, uscc, talent_id))


@router.post(
    "/enterprises/{uscc}/talents/{talent_id}/disclosures", status_code=201, summary="查看完整姓名与证件号码",
    responses=problems(*OWN),
)  # fmt: skip
async def disclose_talent(
    request: Request, tx: Unmasking, caller: EnterpriseOrOfficer, uscc: Uscc, talent_id: TalentId,
    body: s.TalentDisclosureIn,
) -> s.TalentDisclosureOut:  # fmt: skip
    """For a stated reason; the enterprise's record of disclosures keeps who looked, and why."""
    found = await naming.disclose(tx, caller, uscc, talent_id, body.reason, request.app.state.seal)
    return s.TalentDisclosureOut.of(found)


@router.get("/enterprises/{uscc}/talent-disclosures", summary="证件号码查看记录", responses=problems(EnterpriseUnknown))
async def list_talent_disclosures(tx: Reading, caller: EnterpriseOrOfficer, uscc: Uscc) -> s.TalentDisclosureList:
    rows = await naming.disclosures(tx, caller, uscc)
    return s.TalentDisclosureList.of(list(rows), names_officers=caller.kind != "enterprise")
