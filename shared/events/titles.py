"""Titles, as every service needs to know them, and the tier they give."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from shared.days import DAY
from shared.events.fact import Value
from shared.values import Tier


class TitleStatus(StrEnum):
    VALID = "valid"
    SUSPENDED = "suspended"
    """暂停: does not count until the suspension is lifted."""
    REVOKED = "revoked"
    """撤销: counts up to the day before `ended_on`."""
    ENDED = "ended"
    """终止: ended with the legal person (注销, 被合并); counts up to the day before `ended_on`."""


class Suspension(Value):
    """暂停: one period in which a title does not count. The periods of a title do not overlap."""

    from_on: date
    """The first day it does not count."""
    until_on: date | None = None
    """恢复: the first day it counts again; None while it is suspended."""
    ground: str
    """What is being looked into: one of the grounds of a revocation."""
    document: str

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


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
    """复核通过, or taken over after a merger: the title_id this one continues."""
    suspensions: tuple[Suspension, ...] = ()
    """Every suspension it ever had, in order of time: `counts_on` answers for any day."""

    def counts_on(self, day: date) -> bool:
        return self.recognised_on <= day <= self.last_day and not self.suspended_on(day)

    def suspended_on(self, day: date) -> bool:
        return any(suspension.covers(day) for suspension in self.suspensions)

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each unbroken period in which it counts, in order of time."""
        found, first = [], self.recognised_on
        for suspension in self.suspensions:
            if suspension.until_on == suspension.from_on:
                continue  # lifted on the very day: it never did anything
            found.append((first, min(self.last_day, suspension.from_on - DAY)))
            if suspension.until_on is None:
                return tuple(span for span in found if span[0] <= span[1])
            first = max(first, suspension.until_on)
        found.append((first, self.last_day))
        return tuple(span for span in found if span[0] <= span[1])

    @property
    def last_day(self) -> date:
        """The last day it may count, its end before time included."""
        if self.ended_on is None:
            return self.valid_until
        return min(self.valid_until, self.ended_on - DAY)


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
    inherited: tuple[Tier, ...] = ()
    """Tiers a legal person absorbed by this one held before: none of them is a first recognition again."""

    @property
    def counting(self) -> tuple[Title, ...]:
        return counting_on(self.titles, self.on)
