"""When a gateway rests, and which one of a channel is tried: the circuit, and failing over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

OPENS_AT: Final = 5
"""Failures in a row after which it is left alone"""
_RESTS: Final = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
"""After the fifth failure, and after each that follows; the last for ever"""
PROBE: Final = timedelta(seconds=30)
"""How long the others wait while one message tries whether it works again"""
BUSY: Final = timedelta(seconds=2)
"""When it asks for patience and does not say how much"""
MOST_PATIENCE: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    failures: int = 0
    rest_until: datetime | None = None


WELL: Final = Health()


def rests(health: Health, now: datetime) -> bool:
    return health.rest_until is not None and health.rest_until > now


def must_probe(health: Health) -> bool:
    """Its rest is over, and nobody knows whether it works again."""
    return health.failures >= OPENS_AT


def failed(health: Health, now: datetime) -> Health:
    failures = health.failures + 1
    if failures < OPENS_AT:
        return Health(failures, health.rest_until)
    return Health(failures, now + _RESTS[min(failures - OPENS_AT, len(_RESTS) - 1)])


def busy(health: Health, now: datetime, asked: timedelta | None) -> Health:
    """It works, but not as fast: that is no failure."""
    return Health(health.failures, now + min(asked or BUSY, MOST_PATIENCE))


def order(names: Sequence[str], failed_last: str | None) -> Sequence[str]:
    """As configured, but what just failed with this very message goes last."""
    return sorted(names, key=lambda name: name == failed_last)


def resting(channels: Mapping[str, Sequence[str]], known: Mapping[str, Health], now: datetime) -> frozenset[str]:
    """The channels of which every gateway rests: nothing of theirs is taken in hand meanwhile."""
    return frozenset(
        channel
        for channel, names in channels.items()
        if names and all(rests(known.get(name, WELL), now) for name in names)
    )
