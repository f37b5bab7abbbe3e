"""The expiry cliff: what runs out in the next twelve months, counted and named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.registry import store
from services.registry.domain.cliff import Edge, Window, cliff
from services.registry.store.cliff import Ending
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import visible_district
from shared.values import Tier


@dataclass(frozen=True)
class Cliff:
    window: Window
    edges: tuple[Edge, ...]


async def show(tx: Tx, caller: Caller, as_of: date | None, district: str | None) -> Cliff:
    """An officer of a district sees that district alone: the city's total would tell the others'."""
    window, visible = Window(as_of or tx.today), visible_district(caller, district)
    return Cliff(window, cliff(await store.cliff.running_out(tx, window, visible), window, visible))


async def endings(
    tx: Tx,
    caller: Caller,
    as_of: date | None,
    asked: tuple[str | None, Tier | None],
    after: tuple[date, str] | None,
    limit: int,
) -> Sequence[Ending]:
    """The titles themselves, the nearest end first; `asked` is a district and a tier."""
    district, tier = asked
    window = Window(as_of or tx.today)
    return await store.cliff.endings(tx, window, visible_district(caller, district), tier, after, limit)
