"""How far the list is, and how far a copy is behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.finance import store
from services.finance.domain.shared_list import ListFilter
from services.finance.service.list_readers import Place, Reader, check, following
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class CopyStatus:
    number: int
    behind: int
    waiting_since: datetime | None
    """When the oldest change was made that the copy has not done"""
    lag_seconds: float


@dataclass(frozen=True, slots=True)
class Status:
    history: str
    head: int
    changed_at: datetime | None
    followed_at: datetime | None
    """When finance last applied what the registry told"""
    by_tier: Mapping[str, int]
    cursor: str
    copy: CopyStatus | None


async def status(tx: Tx, reader: Reader, asked: ListFilter, cursor: str | None) -> Status:
    state = await check(tx, reader.caller)
    place = reader.read_copy(cursor, state.history)
    if place is not None:
        await following(tx, place, state)
    return Status(
        history=state.history,
        head=state.head,
        changed_at=await store.list_changes.at_of(tx, state.head),
        followed_at=await store.list_changes.followed_at(tx),
        by_tier=await store.list_digest.counts(tx, asked),
        cursor=reader.copy(Place(state.head, state.cause_id), state.history),
        copy=await _copy(tx, place, state.head) if place is not None else None,
    )


async def _copy(tx: Tx, place: Place, head: int) -> CopyStatus:
    since: Any = await store.list_changes.at_of(tx, place.number + 1) if place.number < head else None
    lag = max(0.0, (tx.now - since).total_seconds()) if since else 0.0
    return CopyStatus(place.number, head - place.number, since, round(lag, 3))
