"""Random histories of one enterprise: decisions day after day, those the rules refuse left out."""

from dataclasses import dataclass
from datetime import date

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
    for number in range(draw(st.integers(1, 12))):
        on += draw(st.integers(0, 500)) * DAY
        expired = change(raised(enterprise), told, titles, on, *cause_of_time(told, on))
        if expired:
            enterprise, told = raised(enterprise), expired.current
            steps.append(Step(on, titles, expired))
        try:
            titles = decided(enterprise, titles, draw(_decisions(titles, on, f"title-{number}")), on, terms())
        except Refusal:
            continue
        fact = change(raised(enterprise), told, titles, on, ChangeReason.RECOGNISED, "示例")
        if fact:
            enterprise, told = raised(enterprise), fact.current
        steps.append(Step(on, titles, fact))
    return steps


def _decisions(titles: Titles, on: date, title_id: str) -> st.SearchStrategy[Decision]:
    past = st.integers(0, 1500).map(lambda days: on - days * DAY)
    recognitions = st.builds(
        lambda tier, day: Recognition(title_id, tier, title_id, "示例机关", "示例文号", day),
        st.sampled_from(HOLDABLE),
        st.just(on) | past,
    )
    if not titles:
        return recognitions
    held = st.sampled_from([title.title_id for title in titles])
    return (
        recognitions
        | st.builds(lambda old: Renewal(title_id, old, None, "示例机关", "示例复核", on), held)
        | st.builds(
            lambda old, day, every: Revocation(old, Ground.UNQUALIFIED, "示例撤销", day, every_tier=every),
            held,
            st.just(on) | past,
            st.booleans(),
        )
        | st.builds(lambda old, day: Suspending(old, Ground.FRAUD, "示例暂停", day), held, st.just(on) | past)
        | st.builds(lambda old, day: Resuming(old, "示例恢复", day), held, st.just(on) | past)
    )


def tiers(titles: Titles, days: int = 4000, every: int = 37) -> list[Tier]:
    return [tier_on(titles, BEGIN + n * DAY) for n in range(-1500, days, every)]
