"""推送端点: an institution opens, tests, enables and changes where it is told of changes of the list."""

from fastapi import APIRouter, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import EndpointId, Member, reading
from services.finance.schemas import webhooks as s
from services.finance.service.webhooks import endpoints
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, require_version, tag
from shared.idempotency import IdempotentRoute, withhold
from shared.pages import InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(prefix="/webhook-endpoints", route_class=IdempotentRoute, tags=["webhooks"])
_EDITED = (p.EndpointNotFound, PreconditionFailed, PreconditionRequired)


@router.post(
    "", status_code=201, summary="开设推送端点",
    responses=problems(p.TargetNotAllowed, p.TooManyEndpoints, InvalidCursor, p.ChangesOutdated, *ONCE_PROBLEMS),
)  # fmt: skip
async def open_webhook_endpoint(
    request: Request, tx: WritingOnce, caller: Member, body: s.EndpointIn, response: Response
) -> s.EndpointWithSecret:
    """Shows the secret once. Nothing is told before a test has passed and the endpoint is enabled."""
    withhold(request, "secret")
    desk, reader = request.app.state.webhooks, reading(request, caller, body.filters())
    made = await endpoints.open_endpoint(
        tx, reader, body.url, body.to_filter(), body.changes_cursor, desk.sender.guard, desk.seal
    )
    response.headers["Location"] = f"/finance/v1/webhook-endpoints/{made.row.endpoint_id}"
    tag(response, made.row.version)
    return s.EndpointWithSecret.shown(made)


@router.get("", summary="本机构的推送端点")
async def list_webhook_endpoints(tx: Reading, caller: Member) -> s.EndpointList:
    rows = await endpoints.endpoints(tx, caller)
    return s.EndpointList(items=[s.EndpointOut.of(row) for row in rows])


@router.get("/{endpoint_id}", summary="查看推送端点", responses=problems(p.EndpointNotFound))
async def read_webhook_endpoint(
    tx: Reading, caller: Member, endpoint_id: EndpointId, response: Response
) -> s.EndpointOut:
    row = await endpoints.own(tx, caller, endpoint_id)
    tag(response, row.version)
    return s.EndpointOut.of(row)


@router.patch("/{endpoint_id}", summary="更改接收网址", responses=problems(p.TargetNotAllowed, *_EDITED))
async def move_webhook_endpoint(
    request: Request, tx: Writing, caller: Member, endpoint_id: EndpointId, body: s.EndpointPatch,
    response: Response, if_match: IfMatch = None,
) -> s.EndpointOut:  # fmt: skip
    """The new address must pass a test and be enabled; what waits is kept for it."""
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    require_version(if_match, row.version)
    moved = await endpoints.move(tx, row, body.url, request.app.state.webhooks.sender.guard)
    tag(response, moved.version)
    return s.EndpointOut.of(moved)


@router.put("/{endpoint_id}/state", summary="启用、暂停或停用", responses=problems(p.EndpointState, *_EDITED))
async def change_webhook_endpoint_state(
    tx: Writing, caller: Member, endpoint_id: EndpointId, body: s.EndpointStateIn, response: Response,
    if_match: IfMatch = None,
) -> s.EndpointOut:  # fmt: skip
    """Enabled again, it is told of everything it missed. A disabled one must pass a test before."""
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    require_version(if_match, row.version)
    changed = await endpoints.become(tx, row, body.to_state())
    tag(response, changed.version)
    return s.EndpointOut.of(changed)


@router.post(
    "/{endpoint_id}/tests", status_code=202, summary="发起测试",
    responses=problems(p.EndpointNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def ask_webhook_test(
    tx: WritingOnce, caller: Member, endpoint_id: EndpointId, response: Response
) -> s.EndpointOut:
    """A signed message with a `challenge` follows; the answer must be 2xx and JSON with the same `challenge`."""
    row = await endpoints.ask_test(tx, await endpoints.own_locked(tx, caller, endpoint_id))
    response.headers["Location"] = f"/finance/v1/webhook-endpoints/{endpoint_id}"
    return s.EndpointOut.of(row)


@router.post(
    "/{endpoint_id}/secrets", status_code=201, summary="更换签名密钥",
    responses=problems(p.EndpointNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def rotate_webhook_secret(
    request: Request, tx: WritingOnce, caller: Member, endpoint_id: EndpointId, body: s.RotationIn
) -> s.EndpointWithSecret:
    """Shows the new secret once. Until the overlap ends every message carries both signatures."""
    withhold(request, "secret")
    row = await endpoints.own_locked(tx, caller, endpoint_id)
    made = await endpoints.rotate(tx, row, body.to_overlap(), request.app.state.webhooks.seal)
    return s.EndpointWithSecret.shown(made)
