"""match-one: 500 versions in force asked of one changed enterprise, beside a rule engine asked the same."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

import zen

from services.benefits.domain.firms import Firm
from services.benefits.domain.live import Live
from services.benefits.domain.portraits import portrait
from shared.values import Tier
from tests.bench.live_measures import FEN, ON, Asked, draw, firms, measures
from tests.bench.measure import Measured, alternate, less_is_better, say
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "match-one"
MEASURES: Final = 500
FIRMS: Final = 200
"""Asked one after another in each round"""
LIMIT_US: Final = 200
UNIT: Final = "us"
PEER: Final = "zen-engine, all conditions as one compiled expression"


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    asked, crowd = draw(MEASURES), firms(FIRMS)
    live, engine = Live(measures(asked)), zen.compile_expression(_expression(asked))
    facts = [_facts(firm) for firm in crowd]

    def ours(at: int) -> list[int]:
        matched: list[int] = live.judge(portrait(crowd[at], ON)).matched.tolist()
        return matched

    def theirs(at: int) -> list[int]:
        return [place for place, met in enumerate(engine.evaluate(facts[at])) if met]

    found = [ours(at) for at in range(FIRMS)]
    assert found == [theirs(at) for at in range(FIRMS)], "both match the same, or the figures would compare nothing"
    say(f"{sum(map(len, found)) / FIRMS:.1f} of {MEASURES} are for an enterprise")

    async def mine(_: int) -> float:
        return each_us(ours)

    async def peer(_: int) -> float:
        return each_us(theirs)

    runs = await alternate(mine, peer, UNIT)
    middle = median(run.ours for run in runs)
    verdict = "within" if middle < LIMIT_US else "OVER"
    note = (
        f"{CASE}: from what is known of the enterprise to the versions for it, what is unknown told apart;"
        f" median {middle:.0f} us, {verdict} the {LIMIT_US} us of the issue. Of the engine's ways (a decision table, a"
        " compiled expression for each condition, one for all) the fastest here; it knows no unknown"
    )
    return [less_is_better(CASE, UNIT, PEER, runs, [note])]


def each_us(work: Callable[[int], Any]) -> float:
    """The median, over the firms."""
    took = []
    for at in range(FIRMS):
        started = time.perf_counter()
        work(at)
        took.append((time.perf_counter() - started) * 1e6)
    return median(took)


def _expression(asked: Sequence[Asked]) -> str:
    return "[" + ", ".join(map(_said, asked)) + "]"


def _said(one: Asked) -> str:
    titles, districts = json.dumps(list(one.titles)), json.dumps(list(one.districts))
    return f"title in {titles} and district in {districts} and staff >= {one.staff} and revenue >= {one.revenue * FEN}"


def _facts(firm: Firm) -> dict[str, Any]:
    [title] = firm.titles
    return {
        "title": Tier(title.tier).value,
        "district": firm.district,
        "staff": firm.staff,
        "revenue": firm.revenue_fen,
    }
