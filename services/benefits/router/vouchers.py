"""用券: reserved by the enterprise, settled by the authority, released by either."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Reader, Uscc, User, VoucherId
from services.benefits.schemas import vouchers as s
from services.benefits.service import voucher_requests
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["vouchers"])
MOVED = problems(p.VoucherNotFound, p.VoucherRefused, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/vouchers", status_code=201, summary="预留用券",
    responses=problems(EnterpriseUnknown, p.MeasureNotFound, p.VoucherRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def reserve_voucher(
    tx: WritingOnce, caller: User, uscc: Uscc, body: s.VoucherIn, response: Response
) -> s.VoucherOut:
    """Of this year's quota, or of the city's fund, for one contract or order; the same reference reserves once."""
    voucher = await voucher_requests.reserve(tx, caller, uscc, body.to_order())
    response.headers["Location"] = f"/benefits/v1/vouchers/{voucher.row.voucher_id}"
    tag(response, voucher.row.version)
    return s.VoucherOut.of(voucher)


@router.get(
    "/enterprises/{uscc}/vouchers", summary="企业的用券",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_vouchers(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.VoucherPage:
    """Newest first, those taken over in a merger included."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "vouchers", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await voucher_requests.page(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].row.reserved_at.isoformat()} {found[-1].row.voucher_id}"
        next_cursor = cursors.write("vouchers", caller.actor, {"uscc": uscc}, last)
    return s.VoucherPage(items=[s.VoucherOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/vouchers/{voucher_id}", summary="一笔用券与办理记录", responses=problems(p.VoucherNotFound))
async def read_voucher(tx: Reading, caller: Reader, voucher_id: VoucherId, response: Response) -> s.VoucherDossierOut:
    """The enterprise does not see which officer settled it."""
    voucher = await voucher_requests.get(tx, caller, voucher_id)
    tag(response, voucher.row.version)
    steps = await voucher_requests.history(tx, voucher)
    return s.VoucherDossierOut.of_dossier(voucher, steps, names_people=caller.kind != "enterprise")


@router.post("/vouchers/{voucher_id}/consumptions", status_code=201, summary="核定实际使用", responses=MOVED)
async def consume_voucher(
    tx: WritingOnce, caller: User, voucher_id: VoucherId, body: s.ConsumptionIn, response: Response
) -> s.VoucherOut:
    """What was really used, at most what was reserved; the rest is free again, once. By the authority; of an order with
    a provider of the directory the enterprise itself says so, too, when the service is done."""
    voucher = await voucher_requests.consume(tx, caller, voucher_id, body.to_settlement())
    tag(response, voucher.row.version)
    return s.VoucherOut.of(voucher)


@router.post("/vouchers/{voucher_id}/releases", status_code=201, summary="释放预留", responses=MOVED)
async def release_voucher(
    tx: WritingOnce, caller: User, voucher_id: VoucherId, body: s.VoucherReleaseIn, response: Response
) -> s.VoucherOut:
    """Whole; by the enterprise or the authority. Released again, it stays as it was."""
    voucher = await voucher_requests.release(tx, caller, voucher_id, body.reason)
    tag(response, voucher.row.version)
    return s.VoucherOut.of(voucher)
