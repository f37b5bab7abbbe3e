"""What a history of titles says on a day: which count, which are first recognitions, since when without a break."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from services.benefits.domain.loans import Span, merged
from services.benefits.domain.measures import FIRST_TITLE, TITLE
from shared.conditions import Value
from shared.conditions.enterprises import ENTERPRISE
from shared.events import Title
from shared.values import Tier

DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _bits(name: str, tiers: frozenset[str]) -> int:
    return ENTERPRISE[name].bits(tiers)


class TitleDay:
    """A history of titles, in order of time, on a day; each thing it is asked is found once."""

    def __init__(self, titles: Sequence[Title], on: date) -> None:
        self.titles, self.on = titles, on
        self.counting = [title for title in titles if title.counts_on(on)]
        self._marks: dict[str, int] = {}
        self._begun: Mapping[str, Title] | None = None

    @property
    def held(self) -> frozenset[str]:
        return frozenset([title.tier.value for title in self.counting])

    @property
    def begun(self) -> Mapping[str, Title]:
        """The first recognition of each tier of which it, or what continues it without a gap, counts."""
        if self._begun is None:
            found: dict[str, Title] = {}
            for title in self.counting:
                period = first_period(title.tier, self.titles)
                if any(one is title for one in period):
                    found[title.tier.value] = period[0]
            self._begun = found
        return self._begun

    def mark(self, name: str) -> int:
        """Of the two facts that follow from titles."""
        found = self._marks.get(name)
        if found is None:
            found = self._marks[name] = _bits(name, self.held if name == TITLE else frozenset(self.begun))
        return found


def title_facts(titles: Sequence[Title], on: date) -> Mapping[str, Value]:
    """Of all titles ever held, in order of time."""
    day = TitleDay(titles, on)
    return {TITLE: day.held, FIRST_TITLE: frozenset(day.begun)}


def first_period(tier: Tier, titles: Sequence[Title]) -> list[Title]:
    """The first title of a tier and what continues it without a gap. Re-recognition after a gap is not first."""
    period: list[Title] = []
    for title in titles:
        if title.tier is not tier:
            continue
        if title.first:
            period = [title]
        elif period and period[-1].ended_on is None and title.recognised_on <= period[-1].last_day + DAY:
            period.append(title)
    return period


def unbroken_since(titles: Iterable[Title], on: date) -> date:
    """Where the period containing `on` began: titles that touch or overlap make one, a suspension interrupts it."""
    found = [span for span in merged(span for title in titles for span in title.spans) if span[0] <= on]
    assert found, "asked only of titles one of which counts on that day"
    return found[-1][0]


def spans(titles: Iterable[Title], tiers: Iterable[str]) -> tuple[Span, ...]:
    """The days on which at least one title of these tiers counts."""
    return merged(span for title in titles if title.tier in set(tiers) for span in title.spans)
