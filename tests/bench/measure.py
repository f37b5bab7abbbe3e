"""What a case measured, as a table for people and as JSON for comparing."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from rich.console import Console
from rich.table import Table

ROUNDS: Final = 3
console = Console()
Measure = Callable[[int], Awaitable[float]]
"""(round, from 0) -> the figure of that round"""


@dataclass(frozen=True)
class Run:
    ours: float
    peer: float | None = None


@dataclass(frozen=True)
class Measured:
    case: str
    unit: str
    ours: float
    peer: float | None = None
    ratio: float | None = None
    """How many times better we are; above 1 is better, whatever the unit."""
    peer_name: str | None = None
    runs: Sequence[Run] = ()
    notes: Sequence[str] = field(default=(), compare=False)


async def alternate(ours: Measure, peer: Measure, unit: str, rounds: int = ROUNDS) -> list[Run]:
    """One of ours, one of the peer, and again: the machine drifts, so only neighbours compare."""
    runs = []
    for at in range(rounds):
        say(f"round {at + 1} of {rounds}: ours …")
        mine = await ours(at)
        say(f"round {at + 1} of {rounds}: ours {_figure(mine)} {unit}; the peer …")
        runs.append(Run(mine, await peer(at)))
        say(f"round {at + 1} of {rounds}: the peer {_figure(runs[-1].peer)} {unit}")
    return runs


def more_is_better(case: str, unit: str, peer_name: str, runs: Sequence[Run], notes: Sequence[str]) -> Measured:
    ours, peer = median(run.ours for run in runs), median(run.peer or 0 for run in runs)
    return Measured(case, unit, ours, peer, round(ours / peer, 2), peer_name, runs, notes)


def less_is_better(case: str, unit: str, peer_name: str, runs: Sequence[Run], notes: Sequence[str]) -> Measured:
    ours, peer = median(run.ours for run in runs), median(run.peer or 0 for run in runs)
    return Measured(case, unit, ours, peer, round(peer / ours, 2), peer_name, runs, notes)


def say(text: str) -> None:
    console.print(f"  [dim]{text}[/dim]", highlight=False)


def show(results: Sequence[Measured]) -> None:
    table = Table(title="zjtx bench")
    for name in ("case", "unit", "ours", "peer", "times better", "the peer"):
        table.add_column(name, justify="right" if name in ("ours", "peer", "times better") else "left")
    for one in results:
        ratio = f"[bold]{one.ratio:.1f}[/bold]" if one.ratio else "–"
        table.add_row(one.case, one.unit, _figure(one.ours), _figure(one.peer), ratio, one.peer_name or "–")
    console.print(table)
    for note in dict.fromkeys(note for one in results for note in one.notes):
        console.print(f"  {note}", highlight=False)


def save(results: Sequence[Measured], path: Path) -> None:
    """Cases run before and not this time keep their place."""
    kept = json.loads(path.read_text()) if path.exists() else []
    measured = {one.case.split("/")[0] for one in results}
    new = [{name: value for name, value in asdict(one).items() if name != "notes"} for one in results]
    path.parent.mkdir(parents=True, exist_ok=True)
    everything = [one for one in kept if one["case"].split("/")[0] not in measured] + new
    path.write_text(json.dumps(everything, indent=2, ensure_ascii=False) + "\n")


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
