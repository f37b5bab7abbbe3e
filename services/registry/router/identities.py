"""What becomes of legal persons: renames, new USCCs, mergers, deregistrations."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry import problems as p
from services.registry.router.addresses import Officer, Reader, Uscc
from services.registry.schemas.enterprises import EnterpriseOut
from services.registry.schemas.identities import (
    DeregistrationIn,
    EndedOut,
    IdentityChangeOut,
    IdentityPage,
    MergerIn,
    NewUsccIn,
    RenameIn,
)
from services.registry.service import identities
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["identities"])
RECORDED = problems(p.EnterpriseNotFound, p.IdentityRefused, *ONCE_PROBLEMS)


@router.post("/enterprises/{uscc}/renames", status_code=201, summary="登记更名", responses=RECORDED)
async def rename_enterprise(tx: WritingOnce, officer: Officer, uscc: Uscc, body: RenameIn) -> EnterpriseOut:
    """A title holder has to report it as a major change within three months."""
    return EnterpriseOut.of(await identities.rename(tx, officer, uscc, body.name, body.proof()))


@router.post(
    "/enterprises/{uscc}/credit-codes", status_code=201, summary="登记换发的统一社会信用代码",
    responses=problems(p.EnterpriseNotFound, p.IdentityRefused, p.UsccTaken, *ONCE_PROBLEMS),
)  # fmt: skip
async def recode_enterprise(tx: WritingOnce, officer: Officer, uscc: Uscc, body: NewUsccIn) -> EnterpriseOut:
    """The codes it had before go on to find it, in every service."""
    return EnterpriseOut.of(await identities.recode(tx, officer, uscc, body.uscc, body.proof()))


@router.post("/enterprises/{uscc}/mergers", status_code=201, summary="登记吸收合并", responses=RECORDED)
async def merge_enterprise(tx: WritingOnce, officer: Officer, uscc: Uscc, body: MergerIn) -> EndedOut:
    """The one in the address survives. Its titles stay; those of the absorbed one end, and are never first again."""
    return EndedOut.of_ended(await identities.merge(tx, officer, uscc, body.absorbed_uscc, body.proof()))


@router.post("/enterprises/{uscc}/deregistrations", status_code=201, summary="登记注销", responses=RECORDED)
async def deregister_enterprise(tx: WritingOnce, officer: Officer, uscc: Uscc, body: DeregistrationIn) -> EndedOut:
    return EndedOut.of_ended(await identities.deregister(tx, officer, uscc, body.proof()))


@router.get(
    "/enterprises/{uscc}/identity-changes", summary="企业的更名、换码与合并",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_identity_changes(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> IdentityPage:
    """Newest first: one legal person, one history."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "identities", caller.actor, {"uscc": uscc}), date.fromisoformat)
    rows = await identities.history(tx, caller, uscc, before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].changed_on} {rows[-1].identity_change_id}" if more else ""
    next_cursor = cursors.write("identities", caller.actor, {"uscc": uscc}, last) if more else None
    return IdentityPage(items=[IdentityChangeOut.of(row) for row in rows], next_cursor=next_cursor)
