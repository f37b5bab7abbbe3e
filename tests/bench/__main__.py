"""`python -m tests.bench [case]`: runs the cases, prints a table, writes var/bench.json."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench import (
    assess_city,
    bulk_lane,
    burst_applied,
    commit_to_applied,
    import_list,
    inbox_insert,
    list_feed,
    list_page,
    match_city,
    match_one,
    name_search,
    population,
    rehearsal,
    side_channels,
    sse_1000,
    webhook_fanout,
)
from tests.bench.measure import Measured, console, save, show
from tests.rig import RigError, postgres, rabbit

CASES: Final = {
    burst_applied.CASE: burst_applied.measure,
    bulk_lane.CASE: bulk_lane.measure,
    list_page.CASE: list_page.measure,
    list_page.RAW: list_page.measure_raw,
    list_feed.DIGEST: list_feed.measure,
    commit_to_applied.CASE: commit_to_applied.measure,
    assess_city.CASE: assess_city.measure,
    import_list.CASE: import_list.measure,
    inbox_insert.CASE: inbox_insert.measure,
    match_city.CASE: match_city.measure,
    match_one.CASE: match_one.measure,
    name_search.CASE: name_search.measure,
    population.CASE: population.measure,
    rehearsal.CASE: rehearsal.measure,
    side_channels.CASE: side_channels.measure,
    sse_1000.CASE: sse_1000.measure,
    webhook_fanout.CASE: webhook_fanout.measure,
}
RESULTS: Final = Path("var/bench.json")


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in CASES]
    if unknown:
        sys.exit(f"No case {unknown[0]!r}; there are {', '.join(CASES)}")
    results: list[Measured] = []
    for name in names or CASES:
        console.print(f"[bold]{name}[/bold]")
        started = time.monotonic()
        # A server and a broker of its own for each case: what one leaves behind must not slow the next.
        with tempfile.TemporaryDirectory() as folder, postgres() as database, rabbit() as broker:
            results += asyncio.run(CASES[name](database, broker, Path(folder)))
        console.print(f"  [dim]{time.monotonic() - started:.0f} s[/dim]")
        save(results, RESULTS)
    show(results)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except RigError as error:
        sys.exit(str(error))
