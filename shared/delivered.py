"""What the bus brought: ranges of facts in any order, twice, cut or foreign; and what of them follows a cursor."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from shared.bus import Range
from shared.events import parse_batch

Envelope = dict[str, Any]
READ_BY_THE_FLOOR: Final = ("id", "source", "type", "time")
"""Attributes without which no fact can be applied, parked or measured."""


@dataclass(frozen=True, slots=True)
class Numbered:
    number: int
    envelope: Envelope


def right_after(number: int, epoch: str, ranges: Iterable[Range]) -> tuple[list[Numbered], bool]:
    """The facts that follow a cursor without a hole, and whether they are all that was brought: if not, pull.

    A bell or another epoch anywhere puts everything in doubt: nothing is taken.
    """
    in_order = sorted(ranges, key=lambda range_: range_.first)
    if any(range_.body is None or range_.epoch != epoch for range_ in in_order):
        return [], False
    facts: list[Numbered] = []
    for range_ in in_order:
        if range_.last <= number:
            continue  # old news
        batch = _facts_of(range_)
        if range_.first > number + 1 or batch is None:
            return facts, False
        facts.extend(fact for fact in batch if fact.number > number)
        number = range_.last
    return facts, True


def _facts_of(range_: Range) -> list[Numbered] | None:
    """The facts of a range; None when the message is only a bell (truncated, miscounted, foreign, no envelopes)."""
    try:
        envelopes = parse_batch(range_.body or b"")
    except ValueError:
        return None
    if len(envelopes) != range_.last - range_.first + 1:
        return None
    if not all(isinstance(envelope.get(name), str) for envelope in envelopes for name in READ_BY_THE_FLOOR):
        return None
    if any(envelope["source"] != f"/zjtx/{range_.source}" for envelope in envelopes):
        return None
    return [Numbered(number, envelope) for number, envelope in enumerate(envelopes, range_.first)]
