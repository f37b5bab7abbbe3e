"""Enterprises: registered, listed, looked up, corrected."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import AsOf, Officer, Overseer, Reader, Uscc
from services.registry.schemas.enterprises import (
    EnterpriseIn,
    EnterpriseOut,
    EnterprisePage,
    EnterprisePatch,
    EnterpriseQuery,
    FiguresOut,
    ListedEnterprise,
    ProfileOut,
)
from services.registry.schemas.titles import TierOut
from services.registry.service import enterprises, people
from shared.days import Moment
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute)
KnownAt = Annotated[
    Moment | None,
    Query(description="按哪一时刻已掌握的记录回答；省略为现在", examples=["2026-11-23T01:30:00Z"]),
]
EDITED = problems(p.EnterpriseNotFound, PreconditionFailed, PreconditionRequired)


@router.post(
    "/enterprises", status_code=201, tags=["enterprises"], summary="登记企业",
    responses=problems(p.UsccTaken, *ONCE_PROBLEMS),
)  # fmt: skip
async def register_enterprise(
    tx: WritingOnce, officer: Officer, body: EnterpriseIn, response: Response
) -> EnterpriseOut:
    """Registers an enterprise; the other services know it within a second."""
    enterprise = await people.register(tx, officer, body.to_new(), body.first_owner())
    tag(response, enterprise.version)
    response.headers["Location"] = f"/registry/v1/enterprises/{enterprise.uscc}"
    return EnterpriseOut.of(enterprise)


@router.get(
    "/enterprises",
    tags=["enterprises"],
    summary="企业名册",
    responses=problems(InvalidCursor, CursorOutdated),
)
async def list_enterprises(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[EnterpriseQuery, Query()]
) -> EnterprisePage:
    """By any part of the name, from one character on. A district sees its own enterprises, whatever the filter says."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "enterprises", caller.actor, query.filters())
    page = await enterprises.list_page(tx, caller, query.wanted(tx.today), after, query.limit)
    items = [ListedEnterprise(**EnterpriseOut.of(row).model_dump(), tier=row.tier) for row in page.rows]
    last = cursors.write("enterprises", caller.actor, query.filters(), page.last) if page.last else None
    return EnterprisePage(items=items, next_cursor=last)


@router.get("/enterprises/{uscc}", tags=["enterprises"], summary="企业档案", responses=problems(p.EnterpriseNotFound))
async def read_enterprise(
    tx: Reading, caller: Reader, uscc: Uscc, response: Response, as_of: AsOf = None, known_at: KnownAt = None
) -> ProfileOut:
    """Profile, titles and figures; the tier is the one on the day asked for, as far as was known at the instant."""
    profile = await enterprises.profile(tx, caller, uscc, known_at)
    tag(response, profile.enterprise.version)
    return ProfileOut(
        **EnterpriseOut.of(profile.enterprise).model_dump(),
        standing=TierOut.on(profile.titles, as_of or tx.today),
        known_at=known_at,
        titles=list(profile.titles),
        figures=[FiguresOut.of(row) for row in profile.figures],
    )


@router.patch("/enterprises/{uscc}", tags=["enterprises"], summary="更正企业资料", responses=EDITED)
async def correct_enterprise(
    tx: Writing,
    officer: Officer,
    uscc: Uscc,
    body: EnterprisePatch,
    response: Response,
    if_match: IfMatch = None,
) -> EnterpriseOut:
    enterprise = await enterprises.correct(tx, officer, uscc, if_match, body.values())
    tag(response, enterprise.version)
    return EnterpriseOut.of(enterprise)
