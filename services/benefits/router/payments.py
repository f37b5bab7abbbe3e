"""支付指令 for officers, money asked back, and the public notice of what was paid."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import ClawbackId, Officer, OrderId, Overseer, Visitor
from services.benefits.schemas import payments as s
from services.benefits.service import clawbacks, payments
from shared.auth import WITHOUT_LOGIN
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["payments"])
MOVED = problems(p.PaymentNotFound, p.PaymentRefused, PreconditionFailed, PreconditionRequired, *ONCE_PROBLEMS)


@router.get("/payment-orders", summary="支付指令", responses=problems(InvalidCursor, CursorOutdated))
async def list_payment_orders(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.PaymentQuery, Query()]
) -> s.PaymentPage:
    """The newest day first; an officer of a district sees those of its enterprises."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "payment-orders", caller.actor, query.filters()), date.fromisoformat)
    rows = await payments.page(tx, caller, query.wanted(), after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].ordered_on} {rows[-1].order_id}"
        next_cursor = cursors.write("payment-orders", caller.actor, query.filters(), last)
    return s.PaymentPage(items=[s.PaymentOut.of(row) for row in rows], next_cursor=next_cursor)


@router.get("/payment-orders/{order_id}", summary="支付指令与经过", responses=problems(p.PaymentNotFound))
async def read_payment_order(
    tx: Reading, caller: Overseer, order_id: OrderId, response: Response
) -> s.PaymentWithHistory:
    order, steps = await payments.get(tx, caller, order_id)
    tag(response, order.version)
    return s.PaymentWithHistory.told(order, steps)


@router.post("/payment-orders/{order_id}/releases", status_code=201, summary="放行支付", responses=MOVED)
async def release_payment(
    tx: WritingOnce, officer: Officer, order_id: OrderId, response: Response, if_match: IfMatch = None
) -> s.PaymentOut:
    """By somebody who approved nothing of it; a moment later it is with the bank."""
    order = await payments.release(tx, officer, order_id, if_match)
    tag(response, order.version)
    return s.PaymentOut.of(order)


@router.post("/payment-orders/{order_id}/settlements", status_code=201, summary="提出人工认定", responses=MOVED)
async def propose_settlement(
    tx: WritingOnce, officer: Officer, order_id: OrderId, body: s.SettlementIn, response: Response,
    if_match: IfMatch = None,
) -> s.PaymentOut:  # fmt: skip
    """Where the bank cannot say what became of it: by its written word, and by two people."""
    order = await payments.propose(tx, officer, order_id, if_match, body.to_settlement())
    tag(response, order.version)
    return s.PaymentOut.of(order)


@router.post("/payment-orders/{order_id}/confirmations", status_code=201, summary="复核人工认定", responses=MOVED)
async def confirm_settlement(
    tx: WritingOnce, officer: Officer, order_id: OrderId, body: s.ConfirmationIn, response: Response,
    if_match: IfMatch = None,
) -> s.PaymentOut:  # fmt: skip
    """The second person says the same as the first; with that it has ended."""
    order = await payments.confirm(tx, officer, order_id, if_match, body.outcome)
    tag(response, order.version)
    return s.PaymentOut.of(order)


@router.post(
    "/payment-orders/{order_id}/clawbacks", status_code=201, summary="追回",
    responses=problems(p.PaymentNotFound, p.FundingRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def ask_back(tx: WritingOnce, officer: Officer, order_id: OrderId, body: s.ClawbackIn) -> s.ClawbackOut:
    """Of what was paid, at most what has not come back yet; the budget has it again once it has arrived."""
    return s.ClawbackOut.of(await clawbacks.ask(tx, officer, order_id, body.fen(), body.reason))


@router.post(
    "/clawbacks/{clawback_id}/ends", status_code=201, summary="了结追回",
    responses=problems(p.ClawbackNotFound, p.ClawbackRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def end_clawback(
    tx: WritingOnce, officer: Officer, clawback_id: ClawbackId, body: s.ClawbackEndIn
) -> s.ClawbackOut:
    return s.ClawbackOut.of(await clawbacks.close(tx, officer, clawback_id, body.state(), body.document))


@router.get(
    "/payment-notices", summary="公开查询：资金兑付公示", openapi_extra=WITHOUT_LOGIN,
    responses=problems(InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_payment_notices(
    request: Request, tx: Reading, caller: Visitor, query: Annotated[s.PaymentNoticeQuery, Query()]
) -> s.PaymentNoticePage:
    """What was paid in a month, in order of the day: to whom, under which clause, how much."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "payment-notices", caller.actor, query.filters()), date.fromisoformat)
    rows = await payments.published(tx, query.month, after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].settled_on} {rows[-1].order_id}"
        next_cursor = cursors.write("payment-notices", caller.actor, query.filters(), last)
    return s.PaymentNoticePage(items=[s.PaymentNoticeOut.of(row) for row in rows], next_cursor=next_cursor)
