"""Calls counted in memory: one process's share of an institution's quotas, and its use, until both are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.finance.domain.quotas import MINUTE, Window, day_of, minute_of, windows
from services.finance.store.usage import Counted, Limits

Use = tuple[str, int, str, str]
"""Institution, minute, operation, purpose"""


@dataclass(slots=True)
class _Account:
    limits: Limits
    minute: int = 0
    day: int = 0
    known_minute: int = 0
    """Of all processes in the minute, as last read"""
    known_day: int = 0
    own_minute: int = 0
    """Of this one since, what is being written included"""
    own_day: int = 0
    new_minute: int = 0
    """Of those, what is not even being written"""
    new_day: int = 0

    def turn(self, at: float) -> None:
        """Into the windows of now: what was counted in others does not matter any more."""
        if (minute := minute_of(at)) != self.minute:
            self.minute, self.known_minute, self.own_minute, self.new_minute = minute, 0, 0, 0
            if (day := day_of(at)) != self.day:
                self.day, self.known_day, self.own_day, self.new_day = day, 0, 0, 0

    @property
    def has_room(self) -> bool:
        within_minute = self.known_minute + self.own_minute < self.limits.per_minute
        return within_minute and self.known_day + self.own_day < self.limits.per_day

    def count(self) -> None:
        self.own_minute += 1
        self.own_day += 1
        self.new_minute += 1
        self.new_day += 1

    def windows(self, at: float) -> tuple[Window, Window]:
        in_minute, in_day = self.known_minute + self.own_minute, self.known_day + self.own_day
        return windows(at, self.limits.per_minute, self.limits.per_day, in_minute, in_day)

    def learn(self, known: Counted) -> None:
        self.known_minute = known.in_minute if known.minute == self.minute else 0
        self.known_day = known.in_day if known.day == self.day else 0


@dataclass(frozen=True, slots=True)
class Portion:
    """What is being written: it is taken off when it is, and stays counted when it could not be."""

    counts: dict[str, Counted]
    usage: dict[Use, list[int]]


@dataclass
class Meter:
    """Exact within a process; of other processes it knows what they had counted a second ago.

    Instants are seconds since the epoch.
    """

    _accounts: dict[str, _Account] = field(default_factory=dict)
    _usage: dict[Use, list[int]] = field(default_factory=dict)

    def knows(self, institution_id: str) -> bool:
        return institution_id in self._accounts

    @property
    def institutions(self) -> list[str]:
        return list(self._accounts)

    def open(self, institution_id: str, limits: Limits, known: Counted | None, at: float) -> None:
        if institution_id not in self._accounts:  # two requests may have asked at once
            account = self._accounts[institution_id] = _Account(limits)
            account.turn(at)
            if known is not None:
                account.learn(known)

    def charge(
        self, institution_id: str, operation: str, purpose: str, at: float
    ) -> tuple[tuple[Window, Window], bool]:
        """Counts one call; the windows after it, and whether it was within both."""
        account = self._accounts[institution_id]
        account.turn(at)
        within = account.has_room
        use = self._usage.setdefault((institution_id, account.minute, operation, purpose), [0, 0])
        if within:
            use[0] += 1
            account.count()
        else:
            use[1] += 1
        return account.windows(at), within

    def windows(self, institution_id: str, at: float) -> tuple[Window, Window]:
        account = self._accounts[institution_id]
        account.turn(at)
        return account.windows(at)

    # ---- writing ---------------------------------------------------------------------------------

    def take(self) -> Portion:
        counts = {}
        for institution_id, account in self._accounts.items():
            if account.new_day:
                counts[institution_id] = Counted(account.minute, account.new_minute, account.day, account.new_day)
                account.new_minute = account.new_day = 0
        portion = Portion(counts, self._usage)
        self._usage = {}
        return portion

    def put_back(self, portion: Portion) -> None:
        """It could not be written: next time."""
        for key, (calls, refused) in portion.usage.items():
            mine = self._usage.setdefault(key, [0, 0])
            mine[0], mine[1] = mine[0] + calls, mine[1] + refused
        for institution_id, was in portion.counts.items():
            account = self._accounts[institution_id]
            account.new_minute += was.in_minute if was.minute == account.minute else 0
            account.new_day += was.in_day if was.day == account.day else 0

    def written(self, portion: Portion, totals: Mapping[str, Counted], limits: Mapping[str, Limits]) -> None:
        """What all processes have now stands for what this one wrote."""
        for institution_id, wrote in portion.counts.items():
            account = self._accounts[institution_id]
            account.learn(totals[institution_id])
            account.own_minute -= wrote.in_minute if wrote.minute == account.minute else 0
            account.own_day -= wrote.in_day if wrote.day == account.day else 0
        for institution_id, account in self._accounts.items():
            account.limits = limits.get(institution_id, account.limits)


def usage_rows(portion: Portion) -> list[dict[str, Any]]:
    """For the store, in the order of their keys."""
    return [
        {
            "institution_id": institution_id,
            "minute": datetime.fromtimestamp(minute * MINUTE, UTC),
            "operation": operation,
            "purpose": purpose,
            "calls": calls,
            "refused": refused,
        }
        for (institution_id, minute, operation, purpose), (calls, refused) in sorted(portion.usage.items())
    ]
