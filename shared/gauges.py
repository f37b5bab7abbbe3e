"""What a service has to show of its own at `/metrics`: read from its database when somebody looks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client import Gauge as Shown

from shared.db import Database, Tx


@dataclass(frozen=True)
class Gauge:
    """`read` gives a number for each set of label values; a gauge without labels has the one key ()."""

    name: str
    words: str
    read: Callable[[Tx], Awaitable[Mapping[tuple[str, ...], float]]]
    labels: tuple[str, ...] = ()


class Gauges:
    """Those of one service, in its registry."""

    def __init__(self, gauges: tuple[Gauge, ...], registry: CollectorRegistry) -> None:
        self._shown = [(one, Shown(one.name, one.words, one.labels, registry=registry)) for one in gauges]

    async def refresh(self, db: Database) -> None:
        if not self._shown:
            return
        async with db.reading() as tx:
            read = [(one, shown, await one.read(tx)) for one, shown in self._shown]
        for one, shown, values in read:
            for key, value in values.items():
                (shown.labels(*key) if one.labels else shown).set(value)
