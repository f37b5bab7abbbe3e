"""Enterprises: registered, listed, looked up, corrected."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry import schemas as s
from services.registry.router.addresses import Officer, Overseer, Reader, Uscc, Year
from services.registry.service import enterprises
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems
from shared.values import Day, Moment

router = APIRouter(route_class=IdempotentRoute)
AsOf = Annotated[Day | None, Query(description="哪一天的称号；省略为今天", examples=["2026-11-23"])]
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
    tx: WritingOnce, officer: Officer, body: s.EnterpriseIn, response: Response
) -> s.EnterpriseOut:
    """Registers an enterprise; the other services know it within a second."""
    enterprise = await enterprises.register(tx, officer, body.to_new())
    tag(response, enterprise.version)
    response.headers["Location"] = f"/registry/v1/enterprises/{enterprise.uscc}"
    return s.EnterpriseOut.of(enterprise)


@router.get(
    "/enterprises",
    tags=["enterprises"],
    summary="企业名册",
    responses=problems(InvalidCursor, CursorOutdated),
)
async def list_enterprises(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.EnterpriseQuery, Query()]
) -> s.EnterprisePage:
    """An officer of a district sees that district's enterprises, whatever the filter says."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "enterprises", caller.actor, query.filters())
    rows = await enterprises.list_page(tx, caller, after, query.limit, query.district, query.tier)
    items = [s.ListedEnterprise(**s.EnterpriseOut.of(row).model_dump(), tier=row.tier) for row in rows]
    more = len(rows) == query.limit
    last = cursors.write("enterprises", caller.actor, query.filters(), rows[-1].enterprise_id) if more else None
    return s.EnterprisePage(items=items, next_cursor=last)


@router.get("/enterprises/{uscc}", tags=["enterprises"], summary="企业档案", responses=problems(p.EnterpriseNotFound))
async def read_enterprise(
    tx: Reading, caller: Reader, uscc: Uscc, response: Response, as_of: AsOf = None, known_at: KnownAt = None
) -> s.ProfileOut:
    """Profile, titles and figures; the tier is the one on the day asked for, as far as was known at the instant."""
    profile = await enterprises.profile(tx, caller, uscc, known_at)
    tag(response, profile.enterprise.version)
    return s.ProfileOut(
        **s.EnterpriseOut.of(profile.enterprise).model_dump(),
        standing=s.TierOut.on(profile.titles, as_of or tx.today),
        known_at=known_at,
        titles=list(profile.titles),
        figures=[s.FiguresOut.of(row) for row in profile.figures],
    )


@router.patch("/enterprises/{uscc}", tags=["enterprises"], summary="更正企业资料", responses=EDITED)
async def correct_enterprise(
    tx: Writing,
    officer: Officer,
    uscc: Uscc,
    body: s.EnterprisePatch,
    response: Response,
    if_match: IfMatch = None,
) -> s.EnterpriseOut:
    enterprise = await enterprises.correct(tx, officer, uscc, if_match, body.values())
    tag(response, enterprise.version)
    return s.EnterpriseOut.of(enterprise)


@router.put(
    "/enterprises/{uscc}/annual-figures/{year}", tags=["enterprises"], summary="填报年度数据",
    responses=EDITED | problems(p.FiguresRefused),
)  # fmt: skip
async def report_figures(
    tx: Writing, officer: Officer, uscc: Uscc, year: Year,
    body: s.FiguresIn, response: Response, if_match: IfMatch = None,
) -> s.EnterpriseOut:  # fmt: skip
    """Reporting a year again replaces it."""
    enterprise = await enterprises.report_figures(tx, officer, uscc, if_match, body.to_figures(year))
    tag(response, enterprise.version)
    return s.EnterpriseOut.of(enterprise)
