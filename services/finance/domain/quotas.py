"""How often an institution may ask: by the minute and by the day. Windows are the clock's, nobody's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from shared.days import SHANGHAI, shanghai_day

MINUTE, DAY = 60, 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """One limit, how much of it is used, and when it begins anew."""

    name: str
    quota: int
    seconds: int
    used: int
    resets_in: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)


def minute_of(at: datetime) -> int:
    """Minutes since the epoch."""
    return int(at.timestamp()) // MINUTE


def day_of(at: datetime) -> date:
    return shanghai_day(at)


def windows(at: datetime, per_minute: int, per_day: int, in_minute: int, in_day: int) -> tuple[Window, Window]:
    local = at.astimezone(SHANGHAI)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        Window("minute", per_minute, MINUTE, in_minute, MINUTE - int(at.timestamp()) % MINUTE),
        Window("day", per_day, DAY, in_day, max(1, int((midnight - local).total_seconds()))),
    )


def headers(found: Sequence[Window]) -> dict[str, str]:
    """`RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": ", ".join(f'"{one.name}";q={one.quota};w={one.seconds}' for one in found),
        "RateLimit": ", ".join(f'"{one.name}";r={one.left};t={one.resets_in}' for one in found),
    }


WINDOW_LABELS: Final = {"minute": "每分钟", "day": "每日"}
