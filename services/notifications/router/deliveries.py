"""投递: what was sent outside, what became of it and why, and sending it once more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from services.notifications import problems as p
from services.notifications.router.addresses import Anybody, DeliveryId, Looker, Overseer, Provider, Sender, Uscc
from services.notifications.schemas import deliveries as s
from services.notifications.service.deliveries import receipts, showing
from services.notifications.service.deliveries.receipts import Signed
from shared.auth import WITHOUT_LOGIN
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, Reading, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["deliveries"])
_OF = "/enterprises/{uscc}/deliveries"


class _Walk:
    """Through a list, the newest first."""

    def __init__(self, request: Request, caller: Caller, name: str, query: PageQuery, **more: Any) -> None:
        self._cursors: Cursors = request.app.state.cursors
        self._name, self._party, self._filters, self._limit = name, caller.actor, query.filters() | more, query.limit
        key = self._cursors.read(query.cursor, name, caller.actor, self._filters)
        self.before = place(key, datetime.fromisoformat)

    def next(self, found: Sequence[tuple[datetime, str]]) -> str | None:
        if len(found) < self._limit:
            return None
        at, id_ = found[-1]
        return self._cursors.write(self._name, self._party, self._filters, f"{at.isoformat()} {id_}")


@router.get(_OF, summary="企业的投递记录", responses=problems(EnterpriseUnknown, InvalidCursor))
async def list_deliveries(
    request: Request, tx: Reading, caller: Looker, uscc: Uscc, query: Annotated[s.DeliveriesQuery, Query()]
) -> s.DeliveryPage:
    """What was sent outside the inbox, or will be, or was not, and why. The newest first."""
    walk = _Walk(request, caller, "deliveries", query, uscc=uscc)
    found = await showing.of_enterprise(tx, caller, uscc, query.to_asked(), walk.before, query.limit)
    return s.DeliveryPage.of(found, walk.next([(row.planned_at, row.delivery_id) for row, _ in found]))


@router.get(f"{_OF}/{{delivery_id}}", summary="查看一次投递", responses=problems(EnterpriseUnknown, p.DeliveryNotFound))
async def read_delivery(tx: Reading, caller: Looker, uscc: Uscc, delivery_id: DeliveryId) -> s.DeliveryWithAttempts:
    """With every attempt; of an answer only its verdict and status are kept."""
    return s.DeliveryWithAttempts.tried(uscc, *await showing.one(tx, caller, uscc, delivery_id))


@router.post(
    f"{_OF}/{{delivery_id}}/redeliveries", status_code=202, summary="重新发送",
    responses=problems(EnterpriseUnknown, p.DeliveryNotFound, p.NotRepeatable, *ONCE_PROBLEMS),
)  # fmt: skip
async def redeliver(tx: WritingOnce, caller: Sender, uscc: Uscc, delivery_id: DeliveryId) -> s.DeliveryOut:
    """Of one that ended without arriving. With the words and the address of now."""
    return s.DeliveryOut.of(await showing.repeat(tx, caller, uscc, delivery_id), uscc)


@router.get("/deliveries", summary="本区、县（市）的投递记录", responses=problems(InvalidCursor))
async def list_all_deliveries(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.OverseenQuery, Query()]
) -> s.DeliveryPage:
    """An officer of a district sees its enterprises, the city all. Addresses are not among it."""
    walk = _Walk(request, caller, "all-deliveries", query)
    found = await showing.of_district(tx, caller, query.to_asked(), walk.before, query.limit)
    return s.DeliveryPage.of(found, walk.next([(row.planned_at, row.delivery_id) for row, _ in found]))


@router.get("/delivery-figures", summary="投递情况：各渠道各状态的数量")
async def read_delivery_figures(
    tx: Reading, caller: Overseer, query: Annotated[s.FiguresQuery, Query()]
) -> s.DeliveryFigures:
    return s.DeliveryFigures.of(await showing.figures(tx, caller, query.district))


@router.get("/suppressions", summary="停用的联系方式", responses=problems(InvalidCursor))
async def list_suppressions(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.SuppressionsQuery, Query()]
) -> s.SuppressionPage:
    """Addresses that bounced: nothing goes there until it is verified again. Which ones, nobody can read here."""
    walk = _Walk(request, caller, "suppressions", query)
    found = await showing.suppressions(tx, caller, query.district, walk.before, query.limit)
    return s.SuppressionPage.of(found, walk.next([(row.since, row.mark) for row in found]))


@router.post(
    "/gateways/{provider}/receipts", status_code=204, summary="渠道回执", openapi_extra=WITHOUT_LOGIN,
    responses=problems(p.GatewayUnknown, p.ReferenceUnknown, p.ReceiptUnsigned),
)  # fmt: skip
async def take_receipt(request: Request, tx: Writing, _caller: Anybody, provider: Provider, body: s.ReceiptIn) -> None:
    """For gateways: signed as Standard Webhooks says, with the secret of that gateway. In any order, and any number
    of times: what arrived has arrived."""
    signed = Signed(provider, request.headers, await request.body())
    receipts.check_signature(request.app.state.deliveries, signed)
    await receipts.take(tx, provider, body.reference, body.outcome)
