"""Titles, as every service needs to know them, and the tier they give."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from shared.events.fact import Value
from shared.values import Tier


class TitleStatus(StrEnum):
    VALID = "valid"
    SUSPENDED = "suspended"
    """暂停: does not count until the suspension is lifted."""
    REVOKED = "revoked"
    """撤销: counts up to the day before `ended_on`."""


class Title(Value):
    """称号, as every service needs to know it."""

    title_id: str
    tier: Tier
    number: str
    authority: str
    """认定机关"""
    document: str
    """认定文件"""
    recognised_on: date
    valid_until: date
    """The last valid day: three years less a day."""
    status: TitleStatus = TitleStatus.VALID
    ended_on: date | None = None
    """Revoked: the first day it no longer counts."""
    first: bool = False
    """首次认定: no earlier title of this tier, ever, for this legal person."""
    renews: str | None = None
    """复核通过: the title_id this one continues."""

    def counts_on(self, day: date) -> bool:
        return self.status is not TitleStatus.SUSPENDED and self.recognised_on <= day <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day it counts, revocation included."""
        if self.ended_on is None:
            return self.valid_until
        return min(self.valid_until, date.fromordinal(self.ended_on.toordinal() - 1))


def counting_on(titles: Iterable[Title], day: date) -> tuple[Title, ...]:
    """The titles valid on that day: what the list shows, and what benefits rest on."""
    return tuple(title for title in titles if title.counts_on(day))


def tier_on(titles: Iterable[Title], day: date) -> Tier:
    """Tier = the highest title valid on that day."""
    return Tier.highest(title.tier for title in counting_on(titles, day))


class Standing(Value):
    """Every title an enterprise ever had, and the tier they gave it on the day `on`."""

    tier: Tier
    on: date
    titles: tuple[Title, ...] = ()

    @property
    def counting(self) -> tuple[Title, ...]:
        return counting_on(self.titles, self.on)
