"""The life of a version as rules: which steps there are, who may approve, what is in force on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits import measures
from services.benefits.domain.measures import Measure
from services.benefits.domain.versions import (
    Approval,
    Force,
    Rehearsed,
    Span,
    Step,
    StepRefused,
    VersionState,
    after,
    in_force,
    refuse_approval,
    refuse_foreign,
    refuse_taken,
)
from services.benefits.measures import MeasureRefused
from shared.values import CITY
from tests.services.benefits.publishing import TONGLU, award, body, code_of
from tests.zone import YUHANG

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ON_ITS_WAY = (Step.REHEARSE, Step.APPROVE, Step.PUBLISH, Step.SUPERSEDE)


def test_a_version_goes_its_way_and_never_back() -> None:
    state, seen = VersionState.DRAFT, [VersionState.DRAFT]
    for step in ON_ITS_WAY:
        state = after(state, step)
        seen.append(state)
    assert len(set(seen)) == len(seen)
    for step in Step:
        with pytest.raises(StepRefused):
            after(state, step)


@pytest.mark.parametrize("state", [one for one in VersionState if one is not VersionState.DRAFT])
def test_only_a_draft_is_replaced(state: VersionState) -> None:
    assert after(VersionState.DRAFT, Step.REPLACE) is VersionState.DRAFT
    with pytest.raises(StepRefused, match="另起草新版本"):
        after(state, Step.REPLACE)


@given(st.lists(st.sampled_from(Step), max_size=8))
def test_nothing_comes_into_force_that_was_not_rehearsed_and_then_approved(steps: list[Step]) -> None:
    state, done = VersionState.DRAFT, []
    for step in steps:
        try:
            state = after(state, step)
        except StepRefused:
            continue
        done.append(step)
        if step is Step.PUBLISH:
            assert done.index(Step.REHEARSE) < done.index(Step.APPROVE) < len(done) - 1


APPROVAL = Approval(by="officer:second", on=MONDAY, in_force_from=MONDAY)
REHEARSED = Rehearsed(digest="a", against="")


@pytest.mark.parametrize(
    ("approval", "rehearsed", "against", "words"),
    [
        (Approval("officer:first", MONDAY, MONDAY), REHEARSED, "", "另一名审批人"),
        (APPROVAL, None, "", "重新预演"),
        (APPROVAL, Rehearsed("b", ""), "", "重新预演"),
        (APPROVAL, REHEARSED, "another", "已经改变"),
        (Approval("officer:second", MONDAY, MONDAY - DAY), REHEARSED, "", "不得早于今天"),
    ],
)
def test_an_approval_is_by_a_second_person_of_what_was_rehearsed_for_a_day_to_come(
    approval: Approval, rehearsed: Rehearsed | None, against: str, words: str
) -> None:
    refuse_approval(APPROVAL, "officer:first", "a", REHEARSED, "")
    with pytest.raises(StepRefused, match=words):
        refuse_approval(approval, "officer:first", "a", rehearsed, against)


# ---- in force on a day -------------------------------------------------------------------------------

FIRST = Span("v1", "grant", 1, MONDAY)
SECOND = Span("v2", "grant", 2, MONDAY + 7 * DAY)


def withdrawn(one: Span, on: date) -> Span:
    return Span(one.version_id, one.benefit_code, one.number, one.since, on)


@pytest.mark.parametrize(
    ("spans", "day", "expected"),
    [
        ([FIRST, SECOND], MONDAY - DAY, {}),
        ([FIRST, SECOND], MONDAY + 6 * DAY, {"grant": Force("v1", MONDAY, True)}),
        ([SECOND, FIRST], MONDAY + 7 * DAY, {"grant": Force("v2", MONDAY, True)}),
        ([withdrawn(FIRST, MONDAY + DAY)], MONDAY + DAY, {"grant": None}),
        ([withdrawn(FIRST, MONDAY + DAY), SECOND], MONDAY + 8 * DAY, {"grant": Force("v2", SECOND.since, False)}),
        ([withdrawn(FIRST, SECOND.since), SECOND], MONDAY + 8 * DAY, {"grant": Force("v2", MONDAY, True)}),
        ([FIRST, withdrawn(SECOND, SECOND.since)], MONDAY + 8 * DAY, {"grant": None}),
    ],
    ids=["before", "the first", "the later, in any order", "withdrawn", "a gap", "no gap", "the first stays gone"],
)
def test_of_several_versions_one_is_in_force(spans: list[Span], day: date, expected: dict[str, Force | None]) -> None:
    assert in_force(spans, day) == expected


SPANS = st.builds(
    lambda number, since, gone: Span(
        f"v{number}", "grant", number, MONDAY + since * DAY, None if gone is None else MONDAY + (since + gone) * DAY
    ),
    st.integers(1, 99),
    st.integers(0, 20),
    st.none() | st.integers(0, 9),
)


@given(st.lists(SPANS, max_size=6, unique_by=lambda one: one.number), st.integers(0, 30))
def test_what_is_in_force_had_its_day_and_has_not_had_its_end(spans: list[Span], later: int) -> None:
    day = MONDAY + later * DAY
    found = in_force(spans, day).get("grant")
    last = max((one for one in spans if one.since <= day), key=lambda one: (one.since, one.number), default=None)
    if last is None or last.gone_by(day):
        assert found is None
        return
    assert found is not None
    assert found.version_id == last.version_id
    assert min(one.since for one in spans) <= found.begun <= last.since


# ---- whose it is, and how it is written --------------------------------------------------------------


def made(measure: dict[str, object]) -> Measure:
    return measures.maker().version(body(measure))


@pytest.mark.parametrize(
    ("measure", "district", "words"),
    [
        (lambda: award(code_of(CITY)), TONGLU, "应以“-330122”结尾"),
        (lambda: award(code_of(YUHANG)), TONGLU, "应以“-330122”结尾"),
        (lambda: award(code_of()), CITY, "属于桐庐县"),
        (
            lambda: award(
                code_of(),
                subject="district",
                audience="anyone",
                automatic=False,
                category="service",
                formula={"service": {}},
                certainty="non_monetary",
            ),
            TONGLU,
            "只能面向本地企业",
        ),
    ],
)
def test_a_district_publishes_for_its_own_enterprises_under_a_code_of_its_own(
    measure: Callable[[], dict[str, object]], district: str, words: str
) -> None:
    refuse_foreign(made(award(code_of())), TONGLU)
    refuse_foreign(made(award(code_of(CITY))), CITY)
    with pytest.raises(StepRefused, match=words):
        refuse_foreign(made(measure()), district)


def test_a_clause_number_stands_for_one_measure() -> None:
    seed = measures.policy_set()
    assert seed is not None
    refuse_taken(made(award("specialised-first-award", id="02-3")), seed)
    with pytest.raises(StepRefused, match="已用于"):
        refuse_taken(made(award(code_of(), id="02-3")), seed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"audience": "provincal"}, "是否指：provincial"),
        ({"audience": {"fact": "staff", "at_least": "20%"}}, "应以下列单位书写"),
        ({"formula": {"by_level": {"scale": "first-set", "level": "provincial", "amount": "1.00"}}}, "不是本条的"),
        ({"evidence": ["a_letter"]}, "没有凭证"),
        ({"certainty": "lower_bound"}, "与公式矛盾"),
        ({"automatic": True, "audience": "sme"}, "automatic"),
    ],
)
def test_a_version_is_refused_in_the_words_of_its_policy_set(change: dict[str, Any], words: str) -> None:
    with pytest.raises(MeasureRefused, match=words):
        made(award(code_of(), **change))
