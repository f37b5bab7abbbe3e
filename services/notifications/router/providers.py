"""专属工具箱: the directory of providers, and what was done by them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, Browser, Officer, ProviderId, Reader, Uscc, VoucherId
from services.notifications.schemas import providers as s
from services.notifications.schemas.registrations import FeedbackIn
from services.notifications.service.helping import problems as p
from services.notifications.service.helping import providers, uses
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["providers"])
PAGED = (InvalidCursor, CursorOutdated)
EDITED = (p.ProviderNotFound, p.ProviderRefused, PreconditionFailed, PreconditionRequired)


@router.get("/providers", summary="专属工具箱：服务机构名录", responses=problems(*PAGED))
async def list_providers(
    request: Request, tx: Reading, caller: Browser, query: Annotated[s.ProviderQuery, Query()]
) -> s.ProviderPage:
    """By name; by kind of service, region, voucher accepted and part of the name."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "providers", caller.actor, query.filters())
    found = await providers.page(tx, caller, query.asked(), after, query.limit)
    last = found[-1].name_key if len(found) == query.limit else None
    next_cursor = cursors.write("providers", caller.actor, query.filters(), last) if last else None
    return s.ProviderPage(items=[s.ProviderOut.of(one) for one in found], next_cursor=next_cursor)


@router.post(
    "/providers", status_code=201, summary="服务机构入驻",
    responses=problems(p.ProviderUnfit, p.ProviderRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def let_provider_in(tx: WritingOnce, officer: Officer, body: s.ProviderIn, response: Response) -> s.ProviderOut:
    """By the city; each name once."""
    made = await providers.let_in(tx, officer, body.terms())
    response.headers["Location"] = f"/notifications/v1/providers/{made.provider_id}"
    tag(response, made.version)
    return s.ProviderOut.of(made)


@router.get("/providers/{provider_id}", summary="一家服务机构", responses=problems(p.ProviderNotFound))
async def read_provider(tx: Reading, caller: Browser, provider_id: ProviderId, response: Response) -> s.ProviderOut:
    found = await providers.get(tx, provider_id)
    tag(response, found.version)
    return s.ProviderOut.of(found)


@router.put("/providers/{provider_id}", summary="更改服务机构", responses=problems(*EDITED, p.ProviderUnfit))
async def revise_provider(
    tx: Writing, officer: Officer, provider_id: ProviderId, body: s.ProviderIn, response: Response,
    if_match: IfMatch = None,
) -> s.ProviderOut:  # fmt: skip
    made = await providers.revise(tx, officer, provider_id, if_match, body.terms())
    tag(response, made.version)
    return s.ProviderOut.of(made)


@router.post(
    "/providers/{provider_id}/steps", status_code=201, summary="暂停与恢复服务机构",
    responses=problems(*EDITED, *ONCE_PROBLEMS),
)  # fmt: skip
async def step_provider(
    tx: WritingOnce, officer: Officer, provider_id: ProviderId, body: s.ProviderStepIn, response: Response,
    if_match: IfMatch = None,
) -> s.ProviderOut:  # fmt: skip
    """Suspended it takes no new orders with vouchers; those under way are settled."""
    made = await providers.take(tx, officer, provider_id, if_match, body.step, body.reason)
    tag(response, made.version)
    return s.ProviderOut.of(made)


@router.get(
    "/enterprises/{uscc}/provider-uses", summary="企业用券完成的服务", responses=problems(EnterpriseUnknown, *PAGED)
)
async def list_provider_uses(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.UsePage:
    """As benefits settled them, the newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "provider-uses", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await uses.page(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].settled_at.isoformat()} {found[-1].voucher_id}"
        next_cursor = cursors.write("provider-uses", caller.actor, {"uscc": uscc}, last)
    return s.UsePage(items=[s.UseOut.of(one) for one in found], next_cursor=next_cursor)


@router.post(
    "/enterprises/{uscc}/provider-uses/{voucher_id}/ratings", status_code=201, summary="为完成的服务评分",
    responses=problems(EnterpriseUnknown, p.UseNotFound, p.UseRated, *ONCE_PROBLEMS),
)  # fmt: skip
async def rate_provider(
    tx: WritingOnce, caller: Agent, uscc: Uscc, voucher_id: VoucherId, body: FeedbackIn
) -> s.UseOut:
    """Once for each service settled."""
    return s.UseOut.of(await uses.rate(tx, caller, uscc, voucher_id, body.rating, body.words))
