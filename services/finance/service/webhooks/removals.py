"""Removals (移出名单) an institution must say it has taken over, and the board of who is behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.finance import store
from services.finance.store.tables import EndpointRow, RemovalRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import decide
from shared.problems import Forbidden


async def removals(
    tx: Tx, row: EndpointRow, is_open: bool | None, after: int | None, limit: int
) -> Sequence[RemovalRow]:
    return await store.removals.of_endpoint(tx, row.endpoint_id, is_open, after, limit)


async def acknowledge(tx: Tx, row: EndpointRow, numbers: Sequence[int]) -> Sequence[RemovalRow]:
    """Those of these changes that were removals told to this endpoint; the first answer stands."""
    return await store.removals.acknowledge(tx, row.endpoint_id, list(dict.fromkeys(numbers)), tx.origin.actor)


@dataclass(frozen=True, slots=True)
class Lag:
    """How far one endpoint is behind."""

    row: EndpointRow
    institution_name: str
    behind: int
    waiting_since: datetime | None
    lag_seconds: float
    open_removals: int
    overdue_removals: int
    due_on: date | None


async def board(tx: Tx, caller: Caller) -> list[Lag]:
    if not decide(caller, "webhook_board.read"):
        raise Forbidden("推送看板只向市级经办人员和审计人员开放")
    lags = []
    for row in await store.removals.lags(tx, tx.today):
        since = row.waiting_since if row.behind > 0 else None
        lag = max(0.0, (tx.now - since).total_seconds()) if since else 0.0
        lags.append(
            Lag(row.EndpointRow, row.institution_name, max(0, row.behind), since, round(lag, 3), row.open, row.overdue,
                row.due_on)
        )  # fmt: skip
    return lags
