"""What changed on the list since a copy was taken, and how far it is."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance.problems import ChangesOutdated
from services.finance.router.addresses import SIGNATURE, SIGNED, Asker, reading, ready
from services.finance.schemas import list_changes as s
from services.finance.service import list_changes, list_status
from services.finance.service.watching import watch_of
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import InvalidCursor
from shared.problems import problems

router = APIRouter(prefix="/list", route_class=IdempotentRoute, tags=["shared list"])


@router.get(
    "/changes",
    summary="名单的变更",
    response_model=s.ListChanges,
    responses={**SIGNED, **problems(InvalidCursor, ChangesOutdated)},
)
async def read_list_changes(
    request: Request, tx: Reading, caller: Asker, query: Annotated[s.ChangesQuery, Query()]
) -> Response:
    """Upserts and removals with their reason, in one dense order; whoever does them all holds the same list.

    Under a filter, leaving it is a removal. With `wait`, an answer with nothing in it comes only after so many seconds.
    A cursor of a history that a restore has undone is 410, and `resync` says where to begin again.
    """
    reader = reading(request, caller, query.filters())
    asked = list_changes.Question(query.to_filter(), query.cursor, query.limit, query.wait)
    watch = watch_of(request.app.state.db.engine.sync_engine)
    found, cursor = await list_changes.changes(tx, reader, asked, watch, lambda: _hung_up(request))
    told = list_changes.told(found, cursor, request.app.state.list_keys)
    return ready(told.body, **{SIGNATURE: told.signature})


async def _hung_up(request: Request) -> None:
    """Returns when the caller is no longer there."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


@router.get("/status", summary="名单的新鲜程度", responses=problems(InvalidCursor, ChangesOutdated))
async def read_list_status(
    request: Request, tx: Reading, caller: Asker, query: Annotated[s.StatusQuery, Query()]
) -> s.ListStatus:
    """The newest change, how many enterprises by tier, and how far the copy of a cursor is behind."""
    reader = reading(request, caller, query.filters())
    return s.ListStatus.of(await list_status.status(tx, reader, query.to_filter(), query.changes_cursor))
