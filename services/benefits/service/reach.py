"""触达 for whoever may see evaluations: of the same subjects, how far each measure came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.benefits import store
from services.benefits.domain.evaluation import Median, ReachCell, Reached, Stage, by, medians, together
from services.benefits.domain.measures import Measure
from services.benefits.service.evaluation import Asked, subject
from shared.callers import Caller
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Reach:
    """One measure."""

    measure: Measure
    counts: Mapping[Reached, int]
    districts: Mapping[str, Mapping[Reached, int]]
    tiers: Mapping[str, Mapping[Reached, int]]
    read_after: Median | None
    """Days from the inbox to the first reading"""


async def reach(tx: Tx, caller: Caller, asked: Asked) -> Sequence[Reach]:
    """Of measures it is known for whom they are, and that were for anybody. Raises as `evaluation.evaluate`."""
    of = await subject(tx, caller, asked)
    cells = by(await store.reach.cells(tx, of.scope), lambda cell: cell.benefit_code)
    spans = medians(await store.evaluation.lags(tx, of.scope))
    return [
        Reach(
            measure=measure,
            counts=together(cells[code]),
            districts=_split(cells[code], "district"),
            tiers=_split(cells[code], "tier"),
            read_after=spans.get((code, Stage.READ)),
        )
        for code, measure in of.measures.items()
        if code in cells and Stage.TOLD in of.counted[code].stages
    ]


def _split(cells: Sequence[ReachCell], name: str) -> dict[str, Any]:
    groups = by(cells, lambda cell: str(getattr(cell, name)))
    return {key: together(group) for key, group in sorted(groups.items())}
