"""Calls counted in memory: one process's share of an institution's quotas, and its use, until both are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from services.finance.domain.quotas import MINUTE, Window, day_of, minute_of, windows
from services.finance.store.usage import Counted, Limits


@dataclass
class _Account:
    limits: Limits
    known: Counted
    """Of all processes, as last read"""
    own: Counted
    """Of this one since; what is being written included"""

    def turn(self, minute: int, day: date) -> None:
        """Into the window of now."""
        for name in ("known", "own"):
            at: Counted = getattr(self, name)
            if at.minute != minute:
                at = replace(at, minute=minute, in_minute=0)
            if at.day != day:
                at = replace(at, day=day, in_day=0)
            setattr(self, name, at)


@dataclass
class Portion:
    """What is being written: it is taken off when it is, and stays counted when it could not be."""

    counts: dict[str, Counted]
    usage: dict[tuple[str, int, str, str], list[int]]


@dataclass
class Meter:
    """Exact within a process; of other processes it knows what they had counted a second ago."""

    _accounts: dict[str, _Account] = field(default_factory=dict)
    _usage: dict[tuple[str, int, str, str], list[int]] = field(default_factory=dict)
    _unwritten: dict[str, Counted] = field(default_factory=dict)

    def knows(self, institution_id: str) -> bool:
        return institution_id in self._accounts

    def open(self, institution_id: str, limits: Limits, known: Counted | None, at: datetime) -> None:
        nothing = Counted(minute_of(at), 0, day_of(at), 0)
        self._accounts.setdefault(institution_id, _Account(limits, known or nothing, nothing))

    def charge(
        self, institution_id: str, operation: str, purpose: str, at: datetime
    ) -> tuple[tuple[Window, Window], bool]:
        """Counts one call; the windows after it, and whether it was within both."""
        account = self._accounts[institution_id]
        account.turn(minute_of(at), day_of(at))
        before = self._windows(account, at)
        within = all(window.left > 0 for window in before)
        key = (institution_id, minute_of(at), operation, purpose)
        self._usage.setdefault(key, [0, 0])[0 if within else 1] += 1
        if not within:
            return before, False
        account.own = replace(account.own, in_minute=account.own.in_minute + 1, in_day=account.own.in_day + 1)
        self._note(institution_id, account.own)
        return self._windows(account, at), True

    def windows(self, institution_id: str, at: datetime) -> tuple[Window, Window]:
        account = self._accounts[institution_id]
        account.turn(minute_of(at), day_of(at))
        return self._windows(account, at)

    def _windows(self, account: _Account, at: datetime) -> tuple[Window, Window]:
        known, own, limits = account.known, account.own, account.limits
        return windows(
            at, limits.per_minute, limits.per_day, known.in_minute + own.in_minute, known.in_day + own.in_day
        )

    def _note(self, institution_id: str, now: Counted) -> None:
        """One more that is not written yet, in the windows of now."""
        before = self._unwritten.get(institution_id)
        same_minute, same_day = before and before.minute == now.minute, before and before.day == now.day
        self._unwritten[institution_id] = Counted(
            now.minute,
            (before.in_minute if before and same_minute else 0) + 1,
            now.day,
            (before.in_day if before and same_day else 0) + 1,
        )

    # ---- writing ---------------------------------------------------------------------------------

    def take(self) -> Portion:
        portion = Portion(self._unwritten, self._usage)
        self._unwritten, self._usage = {}, {}
        return portion

    def put_back(self, portion: Portion) -> None:
        """It could not be written: next time."""
        for key, (calls, refused) in portion.usage.items():
            mine = self._usage.setdefault(key, [0, 0])
            mine[0], mine[1] = mine[0] + calls, mine[1] + refused
        for institution_id, was in portion.counts.items():
            now = self._unwritten.get(institution_id)
            if now is None:
                self._unwritten[institution_id] = was
                continue
            self._unwritten[institution_id] = Counted(
                now.minute,
                now.in_minute + (was.in_minute if was.minute == now.minute else 0),
                now.day,
                now.in_day + (was.in_day if was.day == now.day else 0),
            )

    def written(self, portion: Portion, totals: Mapping[str, Counted], limits: Mapping[str, Limits]) -> None:
        """What all processes have now stands for what this one wrote."""
        for institution_id, wrote in portion.counts.items():
            account = self._accounts[institution_id]
            account.known = totals[institution_id]
            own = account.own
            account.own = Counted(
                own.minute,
                own.in_minute - (wrote.in_minute if wrote.minute == own.minute else 0),
                own.day,
                own.in_day - (wrote.in_day if wrote.day == own.day else 0),
            )
        for institution_id, account in self._accounts.items():
            account.limits = limits.get(institution_id, account.limits)

    def known_institutions(self) -> list[str]:
        return list(self._accounts)


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
