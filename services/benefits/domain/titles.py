"""What a history of titles says on a day: which count, which are first recognitions, since when without a break."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from services.benefits.domain.loans import Span, merged
from services.benefits.domain.measures import FIRST_TITLE, TITLE
from shared.conditions import Value
from shared.events import Title
from shared.values import Tier

DAY = timedelta(days=1)


def title_facts(titles: Sequence[Title], on: date) -> Mapping[str, Value]:
    """Of all titles ever held, in order of time."""
    return {TITLE: frozenset(one.value for one in held(titles, on)), FIRST_TITLE: first(titles, on)}


def held(titles: Iterable[Title], on: date) -> frozenset[Tier]:
    return frozenset(title.tier for title in titles if title.counts_on(on))


def first(titles: Sequence[Title], on: date) -> frozenset[str]:
    """The tiers of which the first recognition, or what continues it without a gap, counts."""
    tiers = {title.tier for title in titles if title.first}
    return frozenset(tier.value for tier in tiers if any(title.counts_on(on) for title in first_period(tier, titles)))


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
