"""Endpoints (推送端点): an institution opens one, tests it, enables it, and changes its address or its secret."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from services.finance import problems as p
from services.finance import store
from services.finance.domain import webhooks as rules
from services.finance.domain.shared_list import ListFilter
from services.finance.domain.webhooks import State
from services.finance.service.list_readers import Place, Reader, check, following
from services.finance.store.tables import EndpointRow
from shared.callers import Caller
from shared.clock import real_now
from shared.db import Tx
from shared.outbound.signing import new_secret
from shared.outbound.targets import Guard, TargetRefused
from shared.permissions import Action, decide
from shared.problems import Forbidden
from shared.seals import Seal
from shared.values import Tier

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WithSecret:
    """An endpoint and, this once, the secret that checks its signatures."""

    row: EndpointRow
    secret: str = field(repr=False)


async def open_endpoint(
    tx: Tx, reader: Reader, url: str, asked: ListFilter, changes_cursor: str | None, guard: Guard, seal: Seal
) -> WithSecret:
    """It is told of what comes after the cursor of a copy, or after now; of nothing before it is tested and enabled."""
    institution = _institution(reader.caller, "webhook.write")
    state = await check(tx, reader.caller)
    place = reader.read_copy(changes_cursor, state.history) or Place(state.head, state.cause_id)
    await following(tx, place, state)
    _check_url(guard, url)
    await store.institutions.lock(tx, institution)
    used = [one for one in await store.webhooks.of_institution(tx, institution) if one.state != State.DISABLED]
    if len(used) >= rules.MOST_ENDPOINTS:
        raise p.TooManyEndpoints(f"每家机构最多保有 {rules.MOST_ENDPOINTS} 个端点；请先停用不再使用的")
    secret = new_secret()
    row = EndpointRow(
        endpoint_id=str(uuid4()),
        institution_id=institution,
        url=url,
        tier=asked.tier,
        holds=asked.holds,
        district=asked.district,
        industry=asked.industry,
        state=State.TESTING,
        secret_sealed=seal.sealed(secret),
        number=place.number,
        cause_id=place.cause_id,
        next_at=real_now(),
        created_at=tx.now,
    )
    await store.webhooks.add(tx, row.model_dump())
    return WithSecret(row, secret)


async def endpoints(tx: Tx, caller: Caller) -> Sequence[EndpointRow]:
    return await store.webhooks.of_institution(tx, _institution(caller, "webhook.read"))


async def own(tx: Tx, caller: Caller, endpoint_id: str) -> EndpointRow:
    """Another institution's does not exist."""
    return _there(await store.webhooks.find(tx, endpoint_id, _institution(caller, "webhook.read")))


async def own_locked(tx: Tx, caller: Caller, endpoint_id: str) -> EndpointRow:
    return _there(await store.webhooks.lock(tx, endpoint_id, _institution(caller, "webhook.write")))


def _there(row: EndpointRow | None) -> EndpointRow:
    if row is None:
        log.warning("webhook endpoint refused: none of the caller's")
        raise p.EndpointNotFound("请核对端点编号；可在端点列表中查看")
    return row


def _institution(caller: Caller, action: Action) -> str:
    """Whoever speaks for an institution; whether it is admitted, the gate asked."""
    if not decide(caller, action) or caller.institution is None:
        raise Forbidden("变更推送只向已开通的金融机构开放")
    return caller.institution


def _check_url(guard: Guard, url: str) -> None:
    try:
        guard.check_url(url)
    except TargetRefused as refused:
        log.warning("webhook target refused: %s", refused)
        raise p.TargetNotAllowed(str(refused)) from refused


async def move(tx: Tx, row: EndpointRow, url: str, guard: Guard) -> EndpointRow:
    """Another address must pass a test of its own; what waits is kept for it. An attempt under way counts no more."""
    _check_url(guard, url)
    if url == row.url:
        return row
    tx.edited("webhook_endpoint", {"url": row.url}, {"url": url})
    return await _changed(
        tx, row, url=url, state=State.TESTING, reason=rules.MOVED, tested_at=None, test_asked=False, failed=0,
        lease_token=None, next_at=real_now(),
    )  # fmt: skip


async def become(tx: Tx, row: EndpointRow, wanted: State) -> EndpointRow:
    """Enabled, paused or disabled by hand; enabled again it is told of everything it missed, at once."""
    if not rules.may_become(State(row.state), wanted, row.tested_at is not None):
        log.warning("webhook endpoint refused: %s wants to become %s, tested: %s", row.state, wanted, row.tested_at)
        raise p.EndpointState(
            "请先发起测试，待测试通过后再启用" if wanted is State.ENABLED else "只有已启用的端点才能暂停"
        )
    if wanted is State.ENABLED:
        return await _changed(tx, row, state=wanted, reason=None, failed=0, **soon(row))
    forgotten = {"tested_at": None} if wanted is State.DISABLED else {}
    return await _changed(tx, row, state=wanted, reason=None, test_asked=False, **forgotten)


async def ask_test(tx: Tx, row: EndpointRow) -> EndpointRow:
    """The worker calls it a moment later with a challenge, and the log of attempts says what came of it."""
    return await _changed(tx, row, test_asked=True, **soon(row))


async def rotate(tx: Tx, row: EndpointRow, overlap: timedelta, seal: Seal) -> WithSecret:
    """A new secret; the one before signs beside it until the overlap ends."""
    secret = new_secret()
    changed = await _changed(
        tx, row, secret_sealed=seal.sealed(secret), old_secret_sealed=row.secret_sealed,
        old_secret_until=real_now() + overlap,
    )  # fmt: skip
    return WithSecret(changed, secret)


def soon(row: EndpointRow) -> dict[str, Any]:
    """To be called next, unless it is being called: one at a time, and whoever is at it says when to come again."""
    return {} if row.lease_token else {"next_at": real_now()}


async def _changed(tx: Tx, row: EndpointRow, **values: Any) -> EndpointRow:
    await store.webhooks.change(tx, row.endpoint_id, version=row.version + 1, **values)
    return _there(await store.webhooks.find(tx, row.endpoint_id))


def filter_of(row: EndpointRow) -> ListFilter:
    return ListFilter(
        Tier(row.tier) if row.tier else None, Tier(row.holds) if row.holds else None, row.district, row.industry
    )


def filters_of(row: EndpointRow) -> dict[str, Any]:
    """As cursors are bound to them."""
    asked = {"tier": row.tier, "holds": row.holds, "district": row.district, "industry": row.industry}
    return {name: str(value) for name, value in asked.items() if value is not None}
