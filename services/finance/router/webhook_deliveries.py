"""推送记录: what was told to an endpoint, each attempt, telling it again, and removals taken over."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.finance import problems as p
from services.finance.router.addresses import DeliverySequence, EndpointId, Member, Overseer, Walk
from services.finance.schemas import webhook_deliveries as s
from services.finance.schemas import webhook_removals as r
from services.finance.service.webhooks import deliveries, endpoints, removals
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import InvalidCursor, PageQuery
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["webhooks"])
_PAGED = (p.EndpointNotFound, InvalidCursor)
_PATH = "/webhook-endpoints/{endpoint_id}"


@router.get(f"{_PATH}/deliveries", summary="推送列表", responses=problems(*_PAGED))
async def list_webhook_deliveries(
    request: Request, tx: Reading, caller: Member, endpoint_id: EndpointId, query: Annotated[PageQuery, Query()]
) -> s.DeliveryPage:
    row = await endpoints.own(tx, caller, endpoint_id)
    at = Walk.of(request, caller, "webhook-deliveries", endpoint_id, query)
    found = await deliveries.deliveries(tx, row, at.number, query.limit)
    return s.DeliveryPage(
        items=[s.DeliveryOut.of(one) for one in found], next_cursor=at.next([one.sequence for one in found])
    )


@router.get(f"{_PATH}/attempts", summary="呼叫记录", responses=problems(*_PAGED))
async def list_webhook_attempts(
    request: Request, tx: Reading, caller: Member, endpoint_id: EndpointId, query: Annotated[PageQuery, Query()]
) -> s.AttemptPage:
    """Tests too. Nothing of an answer is shown but its status."""
    row = await endpoints.own(tx, caller, endpoint_id)
    at = Walk.of(request, caller, "webhook-attempts", endpoint_id, query)
    found = await deliveries.attempts(tx, row, at.number, query.limit)
    return s.AttemptPage(
        items=[s.AttemptOut.of(one) for one in found], next_cursor=at.next([one.attempt_id for one in found])
    )


@router.post(
    f"{_PATH}/deliveries/{{sequence}}/redeliveries", status_code=202, summary="重新推送一次",
    responses=problems(p.EndpointNotFound, p.DeliveryNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def redeliver_webhook(
    tx: WritingOnce, caller: Member, endpoint_id: EndpointId, sequence: DeliverySequence
) -> s.RepeatedOut:
    """Under its own id and sequence, with what may be seen now."""
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    return s.RepeatedOut.of(await deliveries.repeat(tx, row, sequence, sequence))


@router.post(
    f"{_PATH}/replays", status_code=202, summary="从某一序号起重新推送",
    responses=problems(p.EndpointNotFound, p.DeliveryNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def replay_webhooks(tx: WritingOnce, caller: Member, endpoint_id: EndpointId, body: s.ReplayIn) -> s.RepeatedOut:
    """In order, before anything new."""
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    return s.RepeatedOut.of(await deliveries.repeat(tx, row, body.from_sequence))


@router.get(f"{_PATH}/removals", summary="须确认的移出", responses=problems(*_PAGED))
async def list_webhook_removals(
    request: Request, tx: Reading, caller: Member, endpoint_id: EndpointId, query: Annotated[r.RemovalsQuery, Query()]
) -> r.RemovalPage:
    row = await endpoints.own(tx, caller, endpoint_id)
    at = Walk.of(request, caller, "webhook-removals", endpoint_id, query)
    found = await removals.removals(tx, row, query.open, at.number, query.limit)
    return r.RemovalPage(
        items=[r.RemovalOut.of(one) for one in found], next_cursor=at.next([one.number for one in found])
    )


@router.post(
    f"{_PATH}/acknowledgements", status_code=201, summary="确认移出已处理",
    responses=problems(p.EndpointNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def acknowledge_webhook_removals(
    tx: WritingOnce, caller: Member, endpoint_id: EndpointId, body: r.AcknowledgementsIn
) -> r.AcknowledgementsOut:
    """Within two working days of the removal."""
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    return r.AcknowledgementsOut.of(await removals.acknowledge(tx, row, body.numbers), body.numbers)


@router.get("/webhook-board", summary="推送看板：谁落后")
async def read_webhook_board(tx: Reading, caller: Overseer) -> r.LagBoard:
    """Every endpoint: how far it was told, since when the next change waits, which removals it owes an answer to."""
    return r.LagBoard(items=[r.LagOut.of(lag) for lag in await removals.board(tx, caller)])
