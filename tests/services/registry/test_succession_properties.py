"""What holds for any two histories that become one: a merger spends first times and never makes one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.entitlements import entitled
from services.benefits.measures import rules
from services.registry.domain.identities import check_merger, check_name, check_uscc
from services.registry.domain.titles import (
    Ending,
    Ground,
    Inherited,
    Recognition,
    Refusal,
    Revocation,
    TakingOver,
    Titles,
    change,
    decided,
    in_order,
    passed_on,
    raised,
    standing,
)
from services.registry.procedures import terms
from shared.events import ChangeReason, TitleChanged, TitleStatus, tier_on
from shared.values import HOLDABLE, EnterpriseId, Tier
from tests.services.histories import BEGIN, Step, histories
from tests.titles import DAY, ENTERPRISE, make_title

OTHER = replace(ENTERPRISE, enterprise_id=EnterpriseId("00000000-58d1-4a3e-9c5b-0f5f4a6f9d21"), name="示例另一家")
LATER = BEGIN + 6_500 * DAY
MERGED = st.integers(0, 6_400).map(lambda days: BEGIN + days * DAY)


def last(steps: list[Step], name: str) -> Titles:
    """The titles a history ends with, under ids of their own."""
    titles = steps[-1].titles if steps else ()
    ids = {title.title_id: f"{name}-{title.title_id}" for title in titles}
    return tuple(
        title.model_copy(update={"title_id": ids[title.title_id], "renews": ids.get(title.renews or "")})
        for title in titles
    )


@settings(max_examples=60)
@given(histories(), histories(), MERGED, st.sampled_from(HOLDABLE), st.integers(0, 900))
def test_a_merge_never_creates_a_second_first_recognition(
    mine: list[Step], theirs: list[Step], on: date, tier: Tier, days: int
) -> None:
    own, absorbed = last(mine, "own"), last(theirs, "theirs")
    inherited = passed_on(absorbed, (), on)
    heir = replace(ENTERPRISE, inherited=inherited)
    kept = in_order(own, inherited)
    ended = decided(OTHER, absorbed, Ending("示例", on), LATER, terms())
    before = [(title.title_id, title.tier) for title in (*own, *absorbed) if title.first]
    now = [(title.title_id, title.tier) for title in (*kept, *ended) if title.first]
    assert set(now) <= set(before), "nothing becomes first by merging"
    assert {title for title in kept if title.recognised_on < on} == {
        title for title in own if title.recognised_on < on
    }, "what was first as another legal person stays so"
    try:
        after = decided(heir, kept, Recognition("new", tier, "示例", "示例", "示例", on + days * DAY), LATER, terms())
    except Refusal:
        return
    new = next(title for title in after if title.title_id == "new")
    earlier = [one for one in (*own, *absorbed) if one.tier is tier and one.recognised_on < new.recognised_on]
    assert not (new.first and earlier)
    held = {title.tier for title in absorbed}
    assert not [title for title in after if title.first and title.recognised_on >= on and title.tier in held]


@settings(max_examples=40)
@given(histories(), MERGED)
def test_titles_that_end_with_their_legal_person_count_to_the_day_before(steps: list[Step], on: date) -> None:
    titles = last(steps, "own")
    ended = decided(ENTERPRISE, titles, Ending("示例", on), LATER, terms())
    for n in range(-1_500, 6_500, 101):
        day = BEGIN + n * DAY
        assert tier_on(ended, day) is (tier_on(titles, day) if day < on else Tier.NONE)
    over = {title.title_id for title in titles if title.status is TitleStatus.REVOKED}
    assert over <= {title.title_id for title in ended if title.status is TitleStatus.REVOKED}


@settings(max_examples=40)
@given(histories(), MERGED)
def test_a_title_taken_over_runs_to_its_old_last_day_and_opens_no_award(steps: list[Step], on: date) -> None:
    ended = decided(OTHER, last(steps, "theirs"), Ending("示例", on), LATER, terms())
    heir = replace(ENTERPRISE, inherited=passed_on(ended, (), on))
    titles: Titles = ()
    for title in ended:
        try:
            titles = decided(heir, titles, TakingOver(f"new-{title.title_id}", title, "示例", on), LATER, terms())
        except Refusal:
            continue
    assert not [title for title in titles if title.first]
    for day in (on, on + 200 * DAY):
        assert not [key for key in entitled(rules(), titles, day) if key[1] == "first"]
    for title in titles:
        old = next(one for one in ended if one.title_id == title.renews)
        assert (title.valid_until, title.number, title.recognised_on) == (old.valid_until, old.number, on)


def test_a_title_that_was_taken_over_and_revoked_on_that_day_is_not_taken_over_again() -> None:
    on = date(2026, 5, 1)
    (old,) = decided(OTHER, in_order([make_title(Tier.SPECIALISED, date(2025, 1, 1))]), Ending("示例", on), on, terms())
    titles = decided(ENTERPRISE, (), TakingOver("first", old, "示例", on), on, terms())
    titles = decided(ENTERPRISE, titles, Revocation("first", Ground.FRAUD, "示例", on), on, terms())
    with pytest.raises(Refusal, match="已有记录"):
        decided(ENTERPRISE, titles, TakingOver("again", old, "示例", on), on, terms())


def test_what_an_absorbed_firm_had_absorbed_before_is_inherited_with_it() -> None:
    grandchild = (Inherited(Tier.LITTLE_GIANT, date(2025, 1, 1)),)
    child = in_order([make_title(Tier.INNOVATIVE, date(2024, 1, 1))])
    on = date(2026, 5, 1)
    assert passed_on(child, grandchild, on) == (Inherited(Tier.INNOVATIVE, on), Inherited(Tier.LITTLE_GIANT, on))


def test_a_merger_that_spends_first_times_is_told_though_no_title_changed() -> None:
    own = in_order([make_title(Tier.INNOVATIVE, date(2025, 1, 1))])
    today = date(2026, 11, 23)
    heir = replace(ENTERPRISE, inherited=(Inherited(Tier.SPECIALISED, today),))
    told = change(raised(heir), standing(ENTERPRISE, own, today), own, today, ChangeReason.MERGED, "示例")
    assert isinstance(told, TitleChanged)
    assert (told.previous.inherited, told.current.inherited) == ((), (Tier.SPECIALISED,))
    again = change(heir, told.current, own, today + DAY, ChangeReason.MERGED, "示例")
    assert again is None


def test_what_no_longer_exists_and_what_is_the_same_is_refused() -> None:
    today = date(2026, 11, 23)
    gone = replace(OTHER, ended_on=date(2026, 1, 1))
    check_merger(ENTERPRISE, OTHER, today, today)
    cases = [
        lambda: check_merger(ENTERPRISE, ENTERPRISE, today, today),
        lambda: check_merger(ENTERPRISE, gone, today, today),
        lambda: check_merger(gone, ENTERPRISE, today, today),
        lambda: check_merger(ENTERPRISE, replace(OTHER, uscc="92330106MAY2KX9P1H"), today, today),
        lambda: check_merger(ENTERPRISE, OTHER, today + DAY, today),
        lambda: check_name(ENTERPRISE, ENTERPRISE.name),
        lambda: check_uscc(ENTERPRISE, ENTERPRISE.uscc, ()),
    ]
    for case in cases:
        with pytest.raises(Refusal):
            case()
