"""Random histories of one enterprise: decisions day after day, those the rules refuse left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hypothesis import strategies as st

from services.registry.domain.titles import (
    Decision,
    Ground,
    Recognition,
    Refusal,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    Titles,
    cause_of_time,
    change,
    decided,
    raised,
)
from services.registry.procedures import terms
from shared.events import ChangeReason, Standing, TitlesChanged, tier_on
from shared.values import HOLDABLE, Tier
from tests.titles import DAY, ENTERPRISE

BEGIN = date(2022, 3, 1)
HOW_MANY, DAYS_ON = st.integers(1, 12), st.integers(0, 500)


@dataclass(frozen=True)
class Step:
    """What was decided on a day, and the titles after it; `decision` is None where time alone passed."""

    on: date
    titles: Titles
    told: TitlesChanged | None


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Up to a dozen days, each with a decision and, on the way, what time alone changed."""
    steps: list[Step] = []
    titles: Titles = ()
    enterprise, on = ENTERPRISE, BEGIN
    told = Standing(tier=Tier.NONE, on=on)
    for number in range(draw(HOW_MANY)):
        on += draw(DAYS_ON) * DAY
        expired = change(raised(enterprise), told, titles, on, *cause_of_time(told, on))
        if expired:
            enterprise, told = raised(enterprise), expired.current
            steps.append(Step(on, titles, expired))
        try:
            titles = decided(enterprise, titles, _decision(draw, titles, on, f"title-{number}"), on, terms())
        except Refusal:
            continue
        fact = change(raised(enterprise), told, titles, on, ChangeReason.RECOGNISED, "示例")
        if fact:
            enterprise, told = raised(enterprise), fact.current
        steps.append(Step(on, titles, fact))
    return steps


Made = Callable[[str, date, str, Tier, bool], Decision]
"""(the new title's id, the day, a title held, a tier, a yes or no) -> a decision"""


def recognised(new: str, day: date, _old: str, tier: Tier, _: bool) -> Decision:
    return Recognition(new, tier, new, "示例机关", "示例文号", day)


OF_THE_HELD: Final[tuple[Made, ...]] = (
    lambda new, day, old, _tier, _: Renewal(new, old, None, "示例机关", "示例复核", day),
    lambda _new, day, old, _tier, every: Revocation(old, Ground.UNQUALIFIED, "示例撤销", day, every_tier=every),
    lambda _new, day, old, _tier, _: Suspending(old, Ground.FRAUD, "示例暂停", day),
    lambda _new, day, old, _tier, _: Resuming(old, "示例恢复", day),
)
# Made once: hypothesis takes longer to make a strategy than to draw from it.
ANY, FIRST = st.sampled_from((recognised, recognised, *OF_THE_HELD)), st.just(recognised)
DAYS_AGO, TIERS, YES_OR_NO, WHICH = (
    st.just(0) | st.integers(0, 1500),
    st.sampled_from(HOLDABLE),
    st.booleans(),
    st.integers(0, 11),
)


def _decision(draw: st.DrawFn, titles: Titles, on: date, title_id: str) -> Decision:
    made = draw(ANY if titles else FIRST)
    old = titles[draw(WHICH) % len(titles)].title_id if titles else ""
    return made(title_id, on - draw(DAYS_AGO) * DAY, old, draw(TIERS), draw(YES_OR_NO))


def tiers(titles: Titles, days: int = 4000, every: int = 37) -> list[Tier]:
    return [tier_on(titles, BEGIN + n * DAY) for n in range(-1500, days, every)]
