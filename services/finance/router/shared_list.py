"""The shared list: a page, its changes, one firm."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance.problems import ChangesOutdated, NotListed
from services.finance.router.addresses import Reader, Uscc
from services.finance.schemas import shared_list as s
from services.finance.service import shared_list
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import MAX_PAGE, CursorOutdated, Cursors, InvalidCursor
from shared.problems import problems

router = APIRouter(prefix="/list", route_class=IdempotentRoute, tags=["shared list"])


@router.get(
    "",
    summary="专精特新共享名单",
    response_model=s.ListPage,
    responses=problems(InvalidCursor, CursorOutdated),
)
async def read_list(request: Request, tx: Reading, caller: Reader, query: Annotated[s.ListQuery, Query()]) -> Response:
    """Everyone with a valid title, innovative enterprises included, in a stable order."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters()
    after = cursors.read(query.cursor, "list", caller.actor, filters)
    page = await shared_list.list_page(tx, caller, query.to_filter(), query.as_of, after, query.limit)
    more = page.count == query.limit and page.last is not None
    cursor = f'"{cursors.write("list", caller.actor, filters, page.last or "")}"' if more else "null"
    return _ready(b'{"items":[%b],"next_cursor":%b}' % (page.documents, cursor.encode()))


@router.get(
    "/changes",
    summary="名单的变更",
    response_model=s.ListChanges,
    responses=problems(ChangesOutdated),
)
async def read_list_changes(
    tx: Reading,
    caller: Reader,
    after: Annotated[int, Query(ge=0, le=2**62, description="已处理到的编号；从 0 开始即为全量")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="每页条数")] = MAX_PAGE,
) -> s.ListChanges:
    """Upserts and removals with their reason, numbered 1, 2, 3 …; whoever does them all holds the same list."""
    return s.ListChanges.model_validate(await shared_list.list_changes(tx, caller, after, limit))


@router.get(
    "/enterprises/{uscc}",
    summary="查一家企业",
    response_model=s.ListEntry,
    responses=problems(NotListed),
)
async def look_up(tx: Reading, caller: Reader, uscc: Uscc) -> Response:
    """By any USCC the firm ever had."""
    return _ready(await shared_list.look_up(tx, caller, uscc))


def _ready(body: str | bytes) -> Response:
    """Lines are stored as they are read: parsing them only to write them again is most of a page's cost."""
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
