"""How often an institution may ask: by the minute and by the day. Windows are the clock's, nobody's own.

Instants are seconds since the epoch here: this is looked at with every call.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

MINUTE, DAY = 60, 86_400
_EAST: Final = 8 * 3600
"""Days are Shanghai's, which is eight hours ahead the year round."""
WINDOW_LABELS: Final = {"minute": "每分钟", "day": "每日"}


class Window(NamedTuple):
    """One limit, how much of it is used, and when it begins anew."""

    name: str
    quota: int
    seconds: int
    used: int
    resets_in: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)


def minute_of(at: float) -> int:
    """Minutes since the epoch."""
    return int(at) // MINUTE


def day_of(at: float) -> int:
    """Days since the epoch, in Shanghai."""
    return (int(at) + _EAST) // DAY


def windows(at: float, per_minute: int, per_day: int, in_minute: int, in_day: int) -> tuple[Window, Window]:
    now = int(at)
    return (
        Window("minute", per_minute, MINUTE, in_minute, MINUTE - now % MINUTE),
        Window("day", per_day, DAY, in_day, DAY - (now + _EAST) % DAY),
    )


def headers(found: Sequence[Window]) -> dict[str, str]:
    """`RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": ", ".join([f'"{one.name}";q={one.quota};w={one.seconds}' for one in found]),
        "RateLimit": ", ".join([f'"{one.name}";r={one.left};t={one.resets_in}' for one in found]),
    }
