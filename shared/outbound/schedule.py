"""When to try again what could not be delivered: some seconds at first, hours in the end, three days in all."""

import random
from datetime import timedelta
from typing import Final

WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first, second, … failed attempt. As Standard Webhooks recommends it: ten attempts in 75.6 hours."""
ATTEMPTS: Final = len(WAITS) + 1
LONGEST_ASKED: Final = timedelta(hours=1)
"""How long a receiver may make us wait by Retry-After"""
SPREAD: Final = 0.1
"""Of a wait: receivers that fell together are not all called again at the same instant"""


def wait_after(failed: int, asked: timedelta | None = None, spread: float | None = None) -> timedelta | None:
    """How long to wait after so many attempts have failed; None: that was the last.

    `asked` is the Retry-After of the receiver: never sooner than that, as far as it asks for no more than an hour.
    `spread` is between 0 and 1, by default drawn.
    """
    if failed >= ATTEMPTS:
        return None
    drawn = random.random() if spread is None else spread  # noqa: S311  # no secret
    wait = WAITS[failed - 1] * (1 + SPREAD * drawn)
    return max(wait, min(asked, LONGEST_ASKED)) if asked is not None else wait
