"""紧缺专业人才需求目录: declared by title holders, published by the city, read by everybody in the zone."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.notifications.router.addresses import Agent, CatalogueId, NeedId, Officer, Overseer, Party, Uscc
from services.notifications.schemas import talents as s
from services.notifications.service.talents import catalogues, needs
from services.notifications.service.talents.catalogues import CatalogueEmpty, CatalogueNotFound
from services.notifications.service.talents.needs import NeedNotFound, NeedRefused, NeedUnfit, Shown
from shared.edge import ONCE_PROBLEMS, Exporting, IfMatch, Reading, Writing, WritingOnce, tag
from shared.exports import Form, leave, table_file
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["talent-needs"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)
FILE: Final = table_file('"区县","行业代码","职业类别"')


@router.post(
    "/enterprises/{uscc}/talent-needs", status_code=201, summary="申报紧缺人才需求",
    responses=problems(EnterpriseUnknown, NeedRefused, NeedUnfit, *ONCE_PROBLEMS),
)  # fmt: skip
async def declare_need(tx: WritingOnce, agent: Agent, uscc: Uscc, body: s.NeedIn, response: Response) -> s.NeedOut:
    """By holders of a valid title; it goes into the next edition of the catalogue."""
    return _tagged(await needs.declare(tx, agent, uscc, body.said()), response)


@router.get("/enterprises/{uscc}/talent-needs", summary="企业的人才需求", responses=problems(EnterpriseUnknown, *PAGED))
async def list_own_needs(
    request: Request, tx: Reading, caller: Party, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.NeedPage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "own-needs", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await needs.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("own-needs", caller.actor, {"uscc": uscc}, last) if last else None
    return s.NeedPage(items=[s.NeedOut.of(one) for one in found], next_cursor=cursor)


@router.put(
    "/talent-needs/{need_id}", summary="修改或续期",
    responses=problems(NeedNotFound, NeedRefused, NeedUnfit, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def change_need(
    tx: Writing, agent: Agent, need_id: NeedId, body: s.NeedIn, response: Response, if_match: IfMatch = None
) -> s.NeedOut:
    """The whole of it; a later last day renews it."""
    return _tagged(await needs.change(tx, agent, need_id, if_match, body.said()), response)


@router.post(
    "/talent-needs/{need_id}/endings", status_code=201, summary="招到或撤回",
    responses=problems(NeedNotFound, NeedRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def end_need(
    tx: WritingOnce, agent: Agent, need_id: NeedId, body: s.NeedEndingIn, response: Response
) -> s.NeedOut:
    return _tagged(await needs.end(tx, agent, need_id, body.taken), response)


@router.get("/talent-needs", summary="辖区人才需求", responses=problems(*PAGED))
async def list_needs(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.NeedQuery, Query()]
) -> s.NeedPage:
    """Of the enterprises of the caller's district, the city's officers of all; newest first."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters()
    before = place(cursors.read(query.cursor, "needs", caller.actor, filters), datetime.fromisoformat)
    found = await needs.page(tx, caller, query.wanted(), before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("needs", caller.actor, filters, last) if last else None
    return s.NeedPage(items=[s.NeedOut.of(one) for one in found], next_cursor=cursor)


@router.get("/talent-need-figures", summary="人才需求汇总")
async def count_needs(tx: Reading, caller: Overseer, query: Annotated[s.NeedFiguresQuery, Query()]) -> s.NeedFigures:
    """By district, industry or occupation, exactly: for officers, who publish the catalogue instead."""
    found = await catalogues.figures(tx, caller, query.by, query.district)
    return s.NeedFigures(items=[s.FigureOut.of(one) for one in found])


@router.post(
    "/talent-catalogues", status_code=201, summary="公布目录", responses=problems(CatalogueEmpty, *ONCE_PROBLEMS)
)  # fmt: skip
async def publish_catalogue(
    tx: WritingOnce, officer: Officer, body: s.CatalogueIn, response: Response
) -> s.CatalogueOut:
    """By the city: what stands today, as an edition that never changes. Too few enterprises are not told apart."""
    edition = await catalogues.publish(tx, officer, body.title)
    response.headers["Location"] = f"/notifications/v1/talent-catalogues/{edition.row.catalogue_id}"
    return s.CatalogueOut.whole(edition)


@router.get("/talent-catalogues", summary="各期目录")
async def list_catalogues(tx: Reading, _: Party) -> s.EditionList:
    """The current one first."""
    return s.EditionList(items=[s.EditionOut.of(one) for one in await catalogues.editions(tx)])


@router.get("/talent-catalogues/{catalogue_id}", summary="一期目录", responses=problems(CatalogueNotFound))
async def read_catalogue(tx: Reading, _: Party, catalogue_id: CatalogueId) -> s.CatalogueOut:
    return s.CatalogueOut.whole(await catalogues.get(tx, catalogue_id))


@router.get(
    "/exports/talent-catalogues/{catalogue_id}.{form}", summary="导出目录",
    responses={**FILE, **problems(CatalogueNotFound)}, response_class=StreamingResponse,
)  # fmt: skip
async def export_catalogue(out: Exporting, _: Overseer, catalogue_id: CatalogueId, form: Form) -> StreamingResponse:
    """One row a line; whole and accounted for before its first byte leaves."""
    return await leave(out, form, await catalogues.table(out.tx, catalogue_id))


def _last(found: list[Shown], limit: int) -> str | None:
    row = found[-1].row if len(found) == limit else None
    return f"{row.declared_at.isoformat()} {row.need_id}" if row else None


def _tagged(shown: Shown, response: Response) -> s.NeedOut:
    tag(response, shown.row.version)
    return s.NeedOut.of(shown)
