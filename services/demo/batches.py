"""When titles were decided: fixed batches a year for each tier, one of them each firm's first recognition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from services.demo.cohort import Cohort
from services.demo.model import TITLED, Titles
from services.demo.shares import Bools, Days, Floats, chance
from shared.days import add_years
from shared.values import Tier

NEVER = np.datetime64("NaT", "D")
_BELOW: Mapping[Tier, Tier] = {
    Tier.SPECIALISED: Tier.INNOVATIVE,
    Tier.HIDDEN_CHAMPION: Tier.SPECIALISED,
    Tier.LITTLE_GIANT: Tier.SPECIALISED,
}
_YEARS_BACK = 3
"""What counts as recent in the model, whatever the term of a title."""


@dataclass(frozen=True, slots=True)
class Batch:
    decided_on: date
    number: int
    """Counted within its year, from 1."""


@dataclass(frozen=True, slots=True)
class Term:
    """One period of a title: a first recognition, or a renewal the day after the last term ended."""

    decided_on: date
    valid_until: date
    first: bool


def calendar(model: Titles, tier: Tier, today: date) -> list[Batch]:
    """The batches up to today in which a tier could be recognised first: after a batch of the tier below."""
    after = calendar(model, _BELOW[tier], today)[:1] if tier in _BELOW else []
    if tier in _BELOW and not after:
        return []
    start = after[0].decided_on + timedelta(days=1) if after else model.since
    every = [
        Batch(date.fromisoformat(f"{year}-{day}"), number)
        for year in range(start.year, today.year + 1)
        for number, day in enumerate(model.batches[tier], 1)
    ]
    return [batch for batch in every if start <= batch.decided_on <= today]


def terms(model: Titles, first_on: date, today: date, renewed: bool) -> tuple[Term, ...]:
    """The terms since the first recognition; without renewal there is one."""
    found: list[Term] = []
    decided_on = first_on
    while decided_on <= today and (renewed or not found):
        next_on = add_years(decided_on, model.term_years)
        found.append(Term(decided_on, next_on - timedelta(days=1), not found))
        decided_on = next_on
    return tuple(found)


def expiry_possible(model: Titles, today: date) -> bool:
    """Whether a firm can have held a provincial title that has run out by today."""
    provincial = calendar(model, Tier.SPECIALISED, today)
    return bool(provincial) and add_years(provincial[0].decided_on, model.term_years) <= today


def first_recognitions(rng: Generator, model: Titles, cohort: Cohort, today: date) -> dict[Tier, Days]:
    """The day each firm first got each tier, NaT if never; a tier comes after the one below it."""
    recent_after = np.datetime64(add_years(today, -_YEARS_BACK), "D")
    end = np.full(len(cohort), np.datetime64(today, "D"))
    end[cohort.expired] = np.datetime64(add_years(today, -model.term_years), "D")
    days: dict[Tier, Days] = {}
    for tier in reversed(TITLED):
        latest, free = end, np.ones(len(cohort), dtype=np.bool_)
        for above in (each for each in days if _BELOW[each] is tier):
            latest = np.fmin(latest, days[above] - np.timedelta64(1, "D"))
            free &= np.isnat(days[above])
        held = cohort.ever[tier]
        days[tier] = np.full(len(cohort), NEVER)
        if held.any():
            decided = [batch.decided_on for batch in calendar(model, tier, today)]
            if not decided:
                raise ValueError(f"no {tier.label} was decided by {today}: draw a later or smaller city")
            days[tier][held] = _batch_days(
                rng,
                np.array(decided, dtype="datetime64[D]"),
                latest[held],
                np.where(free[held], model.first_within_three_years_percent, np.nan),
                recent_after,
            )
    return days


def _batch_days(
    rng: Generator, batches: Days, latest: Days, recent_percent: Floats, recent_after: np.datetime64
) -> Days:
    """A batch not after `latest` for each row: recent with that chance, any where there is none (NaN)."""
    size = len(latest)
    possible = np.searchsorted(batches, latest, side="right")
    old = np.minimum(np.searchsorted(batches, recent_after, side="right"), possible)
    recent = (chance(rng, recent_percent, size) & (possible > old)) | (old == 0)
    drawn = ~np.isnan(recent_percent)
    low = np.where(drawn & recent, old, 0)
    high = np.where(drawn & ~recent, old, possible)
    chosen: Days = batches[low + np.floor(rng.random(size) * (high - low)).astype(np.int64)]
    return chosen


def last_decisions(model: Titles, first: Days, today: date, expired: Bools) -> Days:
    """The start of each firm's latest term, NaT if it never held the tier."""
    last = np.full(len(first), NEVER)
    for first_on in np.unique(first[~np.isnat(first)]).tolist():
        for renewed in (False, True):
            latest = terms(model, first_on, today, renewed)[-1]
            last[(first == np.datetime64(first_on, "D")) & (expired != renewed)] = latest.decided_on
    return last
