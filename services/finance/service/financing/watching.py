"""What whoever runs it watches of applications for financing."""

from collections.abc import Mapping
from typing import Final

from services.finance import store
from shared.db import Tx
from shared.gauges import Gauge


async def _unanswered(tx: Tx) -> Mapping[tuple[str, ...], float]:
    return {(): await store.waiting.parts(tx)}


GAUGES: Final = (
    Gauge("zjtx_financing_parts_unanswered", "Parts of applications open past their reminder", _unanswered),
)
