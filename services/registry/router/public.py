"""Without login (公开查询): who holds which title, notices, code tables."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import AsOf, Uscc, Visitor
from services.registry.schemas.codes import CardOut
from services.registry.schemas.public import (
    CodeTable,
    CodeTableHead,
    CodeTableList,
    HolderPage,
    HolderQuery,
    NoticePage,
    NoticeQuery,
)
from services.registry.service import public
from shared.auth import WITHOUT_LOGIN
from shared.edge import Reading
from shared.freshness import NOT_MODIFIED, answer
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(prefix="/public", tags=["public"])
TableName = Annotated[str, Path(max_length=40, description="代码表", examples=["districts"])]
MINUTE: Final = "public, max-age=60"
HOUR: Final = "public, max-age=3600"
"""Code tables change with a release."""


@router.get(
    "/titles", summary="公开查询：持有称号的企业", openapi_extra=WITHOUT_LOGIN,
    responses=problems(InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_title_holders(
    request: Request, tx: Reading, caller: Visitor, query: Annotated[HolderQuery, Query()]
) -> HolderPage:
    """Who holds a title today, by any part of the name, by the number of a title, or all of them."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "holders", caller.actor, query.filters())
    found = await public.holders(tx, query.wanted(tx.today), after, query.limit)
    last = cursors.write("holders", caller.actor, query.filters(), found.last) if found.last else None
    return HolderPage.of(found, last)


@router.get(
    "/enterprises/{uscc}/titles", summary="公开查询：一家企业的有效称号", openapi_extra=WITHOUT_LOGIN,
    response_model=CardOut, responses=NOT_MODIFIED | problems(p.TitleHolderNotFound),
)  # fmt: skip
async def read_public_titles(
    request: Request, tx: Reading, caller: Visitor, uscc: Uscc, as_of: AsOf = None
) -> Response:
    """The titles that count on a day, today if none is named. Who never held one is not found."""
    return answer(request, CardOut.of(await public.holder(tx, uscc, as_of)), MINUTE)


@router.get(
    "/notices", summary="公开查询：公示", openapi_extra=WITHOUT_LOGIN,
    responses=problems(InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_notices(
    request: Request, tx: Reading, caller: Visitor, query: Annotated[NoticeQuery, Query()]
) -> NoticePage:
    """Those that run, with the last day to object; or those that have ended."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "notices", caller.actor, query.filters()), date.fromisoformat)
    running = query.status == "running"
    found = await public.notices(tx, running, query.district, query.tier, after, query.limit)
    last = None
    if len(found) == query.limit and (notice := found[-1].notice):
        key = f"{notice.last} {found[-1].application_id}"
        last = cursors.write("notices", caller.actor, query.filters(), key)
    return NoticePage.of(found, running, last)


@router.get(
    "/code-tables", summary="代码表目录", openapi_extra=WITHOUT_LOGIN,
    response_model=CodeTableList, responses=NOT_MODIFIED,
)  # fmt: skip
async def list_code_tables(request: Request, caller: Visitor) -> Response:
    return answer(request, CodeTableList(items=[CodeTableHead.of(one) for one in public.tables()]), HOUR)


@router.get(
    "/code-tables/{table}", summary="一张代码表", openapi_extra=WITHOUT_LOGIN,
    response_model=CodeTable, responses=NOT_MODIFIED | problems(p.CodeTableNotFound),
)  # fmt: skip
async def read_code_table(request: Request, caller: Visitor, table: TableName) -> Response:
    """Every code with its Chinese words; districts with the retired ones and where they went."""
    return answer(request, CodeTable.of(public.table(table)), HOUR)
