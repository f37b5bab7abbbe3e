"""Quiet hours (免打扰): a window of the day in Shanghai, mostly across midnight."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shared.days import SHANGHAI


@dataclass(frozen=True)
class Quiet:
    """From the first minute on, the last one excluded. Equal ends: no quiet hours at all."""

    starts: time
    ends: time

    def until(self, at: datetime) -> datetime | None:
        """When the window ends that this instant lies in; None outside of it."""
        local = at.astimezone(SHANGHAI)
        clock = local.time()
        if not self._covers(clock):
            return None
        day = local.date() if clock < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, SHANGHAI)

    def after(self, at: datetime) -> datetime:
        """This instant, or the end of the quiet hours it lies in."""
        return self.until(at) or at

    def _covers(self, clock: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends
