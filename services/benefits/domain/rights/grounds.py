"""What a right rests on, day by day: a title that counts and an office that is held, both without a break."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.benefits.domain.loans import Span, merged
from services.benefits.domain.rights.people import Tenure
from services.benefits.domain.rights.rules import Right
from services.benefits.domain.rights.terms import Terms
from services.benefits.domain.rights.words import LIVE, PENDING, Office, State, Step
from services.benefits.domain.titles import spans
from shared.days import DAY
from shared.events import Title
from shared.values import Tier


@dataclass(frozen=True)
class Ground:
    """Of one person of one enterprise."""

    tiers: frozenset[Tier]
    titles: tuple[Title, ...]
    """Every title the enterprise ever held"""
    tenures: tuple[Tenure, ...]
    """The person's, in offices the right follows"""

    @cached_property
    def titled(self) -> tuple[Span, ...]:
        """Days on which a title counts."""
        return spans(self.titles, self.tiers)

    @cached_property
    def standing(self) -> tuple[Span, ...]:
        """The same as if no title had ever been suspended."""
        terms = [(one.recognised_on, one.last_day) for one in self.titles if one.tier in self.tiers]
        return merged(span for span in terms if span[0] <= span[1])

    @cached_property
    def in_office(self) -> tuple[Span, ...]:
        return merged(one.span for one in self.tenures if one.span[0] <= one.span[1])

    @cached_property
    def days(self) -> tuple[Span, ...]:
        """Days on which the right may hold."""
        return _both(self.titled, self.in_office)

    def holds_on(self, day: date) -> bool:
        return _covers(self.days, day)

    def last_day(self, day: date) -> date | None:
        """The end of the unbroken period that contains a day."""
        return next((last for first, last in self.days if first <= day <= last), None)

    def offices_on(self, day: date) -> tuple[Office, ...]:
        return tuple(
            office for office in Office if any(one.office is office and one.holds_on(day) for one in self.tenures)
        )

    def missing_on(self, day: date) -> str:
        """In words, what does not hold on a day; empty when everything does."""
        if not _covers(self.in_office, day):
            return f"{day} 此人不在条款所列的职务上"
        if not _covers(self.standing, day):
            return f"{day} 企业不持有有效的{_named(self.tiers)}称号"
        return "" if _covers(self.titled, day) else f"{day} 企业的称号处于暂停期间"


def ground_of(terms: Terms, titles: Iterable[Title], tenures: Iterable[Tenure], talent_id: str) -> Ground:
    """Of the enterprise's tenures, those of the person in the offices the terms name."""
    its = tuple(one for one in tenures if one.talent_id == talent_id and one.office in terms.offices)
    return Ground(terms.tiers, tuple(titles), its)


@dataclass(frozen=True, slots=True)
class Fate:
    """What titles and offices, as they are known now, make of a right."""

    step: Step
    on: date
    """The first day the right does not hold, which may lie in the past; of FOLLOW the last day it does"""
    words: str


def fate(right: Right, ground: Ground, today: date) -> Fate | None:
    """None: nothing changes. What is told later of an earlier day is held to that day, after the end too."""
    if right.state in PENDING:
        broken = None if _covers(_both(ground.standing, ground.in_office), today) else today
        return None if broken is None else Fate(Step.END, broken, f"{_lost(ground, broken)}，申请终止")
    if right.granted_on is None or right.state not in (*LIVE, State.ENDED):
        return None
    broken = _first_break(ground.days, right.granted_on, today)
    if broken is None:
        return _followed(right, ground, today)
    over = right.state is State.ENDED or not _stands(ground, right.granted_on, today)
    known = right.stopped_on is not None and right.stopped_on <= broken
    if known and over is (right.state is State.ENDED):
        return None
    step = Step.END if over else Step.SUSPEND
    return Fate(step, min(broken, right.stopped_on or broken), _lost(ground, broken))


def _followed(right: Right, ground: Ground, today: date) -> Fate | None:
    """Of a granted right, its last day: a renewal moves it, and so does the end of an office."""
    last = ground.last_day(today)
    if right.state is not State.GRANTED or last is None or last == right.ends_on:
        return None
    return Fate(Step.FOLLOW, last, f"随称号与任职，有效至 {last}")


def _stands(ground: Ground, since: date, today: date) -> bool:
    """Whether nothing but a suspension of the title came between."""
    return _first_break(_both(ground.standing, ground.in_office), since, today) is None


def _lost(ground: Ground, day: date) -> str:
    if not _covers(ground.in_office, day):
        return f"自 {day} 起不再担任所依据的职务"
    if not _covers(ground.standing, day):
        return f"自 {day} 起企业不再持有有效的{_named(ground.tiers)}称号"
    return f"自 {day} 起企业的称号被暂停；恢复后须重新申请"


def _named(tiers: Collection[Tier]) -> str:
    lowest = min(tiers, key=lambda tier: tier.rank).label
    return lowest if len(tiers) == 1 else f"{lowest}及以上"


# ---- days ------------------------------------------------------------------------------------------


def _both(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    found = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return merged(span for span in found if span[0] <= span[1])


def _covers(days: Iterable[Span], day: date) -> bool:
    return any(first <= day <= last for first, last in days)


def _first_break(days: Iterable[Span], since: date, today: date) -> date | None:
    """The first day from `since` to `today` that is not covered."""
    last = next((last for first, last in days if first <= since <= last), None)
    if last is None:
        return since
    return None if last >= today else last + DAY
