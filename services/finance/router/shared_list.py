"""The shared list: a page, one firm, the keys it is signed with."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from services.finance.problems import NotListed
from services.finance.router.addresses import SIGNATURE, SIGNED, Asker, Uscc, Visitor, reading, ready
from services.finance.schemas import shared_list as s
from services.finance.schemas.list_keys import ListKeys
from services.finance.service import shared_list
from shared.auth import WITHOUT_LOGIN
from shared.edge import Reading
from shared.freshness import NOT_MODIFIED, has
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, InvalidCursor
from shared.problems import problems
from shared.straight import StraightRoute

router = APIRouter(route_class=IdempotentRoute, tags=["shared list"])
straight = APIRouter(route_class=StraightRoute, tags=["shared list"])
"""The list itself: asked more than everything else together"""
KEYS_FRESH: Final = "public, max-age=300"
"""Checkers look again after five minutes: a new key is published before it signs."""
FRESH: Final = "private, no-cache"
"""A bank may keep a page, and asks whether it is still so"""
_OK: Final[dict[str, Any]] = {"headers": {**NOT_MODIFIED[200]["headers"], **SIGNED[200]["headers"]}}


@straight.get(
    "/list",
    summary="专精特新共享名单",
    response_model=s.ListPage,
    responses={200: _OK, 304: NOT_MODIFIED[304], **problems(InvalidCursor, CursorOutdated)},
)
async def read_list(request: Request, tx: Reading, caller: Asker, query: Annotated[s.ListQuery, Query()]) -> Response:
    """Everyone with a valid title, innovative enterprises included, in a stable order, signed.

    The ETag is of the lines: it changes when what is seen changes, and stands for all pages of one address. Take
    every page by `next_cursor`, then go on with the changes after `changes_cursor`.
    """
    reader = reading(request, caller, query.filters())
    keys = request.app.state.list_keys
    page = await shared_list.page(tx, reader, query.to_filter(), query.as_of, query.cursor, query.limit, keys)
    headers = {"ETag": page.tag, "Cache-Control": FRESH}
    if has(request, page.tag):
        return Response(status_code=304, headers=headers)
    return ready(page.body, **headers, **{SIGNATURE: page.signature})


@router.get(
    "/list/enterprises/{uscc}",
    summary="查一家企业",
    response_model=s.ListEntry,
    responses=problems(NotListed),
)
async def look_up(tx: Reading, caller: Asker, uscc: Uscc) -> Response:
    """By any USCC the firm ever had."""
    return ready(await shared_list.look_up(tx, caller, uscc))


@router.get("/list-keys", summary="核验名单签名的公钥集 (JWKS)", openapi_extra=WITHOUT_LOGIN)
async def list_list_keys(request: Request, caller: Visitor, response: Response) -> ListKeys:
    """With which anybody checks that a page, a batch of changes or a file is ours, also long after."""
    response.headers["Cache-Control"] = KEYS_FRESH
    return ListKeys.model_validate(request.app.state.list_keys.public)
