"""What an evaluation asks about, as its statements read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.benefits.domain.evaluation import Period
from shared.days import SHANGHAI


@dataclass(frozen=True)
class Scope:
    """Which subjects. None asks nothing."""

    period: Period
    policy_set: str
    codes: Collection[str]
    """The measures it is about"""
    once: Collection[str]
    """Those of them that are paid once for ever"""
    by_vouchers: Collection[str] = ()
    """Those of them that are used by vouchers"""
    district: str | None = None
    tier: str | None = None
    version_id: str | None = None

    @property
    def begins(self) -> datetime:
        return _midnight(self.period.first)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.period.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
