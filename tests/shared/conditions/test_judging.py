"""Conditions are three-valued, alone and in a column alike, and a missing figure is never a no."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.conditions import Condition, Not, Subject, Value, leaves, read, why, words
from shared.conditions.enterprises import ENTERPRISE
from shared.conditions.many import Many
from shared.conditions.population import columns
from shared.truth import VERDICTS, verdict_column
from shared.values import Verdict
from tests.shared.conditions.drawn import CONDITIONS, FACTS, SUBJECTS

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN


def verdict(condition: Condition, **values: Value) -> Verdict:
    return condition.truth(Subject(FACTS, values).mark).verdict


@pytest.mark.parametrize(
    ("data", "values", "expected"),
    [
        ({"fact": "staff", "at_least": 20}, {"staff": 20}, MET),
        ({"fact": "staff", "above": "20人"}, {"staff": 20}, UNMET),
        ({"fact": "staff", "below": 20}, {"staff": 20}, UNMET),
        ({"fact": "staff", "at_most": 20}, {}, UNKNOWN),
        ({"fact": "growth", "at_least": "5%"}, {"growth": Decimal("4.99")}, UNMET),
        ({"fact": "growth", "at_least": "-2.5%"}, {"growth": Decimal("-2.5")}, MET),
        ({"fact": "revenue", "at_least": "1亿元"}, {"revenue": 9_999_999_999}, UNMET),
        ({"fact": "revenue", "at_least": "0.5万元"}, {"revenue": 500_000}, MET),
        ({"fact": "bought_on", "at_most": "2025-12-31"}, {"bought_on": date(2026, 1, 1)}, UNMET),
        ({"fact": "overdue", "is": False}, {"overdue": False}, MET),
        ({"fact": "overdue", "is": True}, {}, UNKNOWN),
        ({"fact": "purpose", "any_of": ["rd", "upgrade"]}, {"purpose": "upgrade"}, MET),
        ({"fact": "title", "any_of": ["specialised"]}, {"title": frozenset()}, UNMET),
        ({"fact": "title", "any_of": ["specialised"]}, {"title": frozenset({"innovative", "specialised"})}, MET),
        ({"fact": "title", "any_of": ["specialised"]}, {}, UNKNOWN),
        ({"fact": "industry", "any_of": ["C"]}, {"industry": "C39"}, MET),
        ({"fact": "industry", "any_of": ["C3", "I65"]}, {"industry": "C26"}, UNMET),
        ({"not": {"fact": "industry", "any_of": ["C"]}}, {}, UNKNOWN),
    ],
)
def test_a_comparison_says_what_the_words_of_the_law_say(
    data: Any, values: Mapping[str, Value], expected: Verdict
) -> None:
    assert verdict(read(data, FACTS), **values) is expected


def test_one_no_is_enough_for_a_no_and_one_way_is_enough_for_a_yes() -> None:
    both = {"all": [{"fact": "overdue", "is": False}, {"fact": "staff", "at_least": 20}]}
    either = {"any": both["all"]}
    assert verdict(read(both, FACTS), staff=3) is UNMET
    assert verdict(read(both, FACTS), staff=30) is UNKNOWN
    assert verdict(read(either, FACTS), staff=30) is MET
    assert verdict(read(either, FACTS), staff=3) is UNKNOWN


@given(CONDITIONS, st.lists(SUBJECTS, min_size=1, max_size=12))
def test_a_population_is_judged_as_each_of_it(condition: Condition, subjects: list[dict[str, Value]]) -> None:
    column = verdict_column(condition.truth(columns(FACTS, subjects).mark), len(subjects))
    assert [VERDICTS[one] for one in column] == [verdict(condition, **values) for values in subjects]


@given(st.lists(CONDITIONS, min_size=1, max_size=6), SUBJECTS)
def test_many_conditions_at_once_say_what_each_says_alone(
    conditions: list[Condition], values: dict[str, Value]
) -> None:
    both = [*conditions, Not(conditions[0])]
    asked = Many(both).truths({name: FACTS[name].mark(value) for name, value in values.items()})
    column = verdict_column(asked, len(both))
    assert [VERDICTS[one] for one in column] == [verdict(condition, **values) for condition in both]


@given(CONDITIONS, SUBJECTS, st.data())
def test_what_is_forgotten_turns_an_answer_into_unknown_and_into_nothing_else(
    condition: Condition, values: dict[str, Value], data: st.DataObject
) -> None:
    known = verdict(condition, **values)
    left = {name: value for name, value in values.items() if data.draw(st.booleans(), name)}
    assert verdict(condition, **left) in {known, UNKNOWN}


@given(CONDITIONS, SUBJECTS)
def test_not_turns_yes_and_no_and_leaves_the_unknown(condition: Condition, values: dict[str, Value]) -> None:
    opposite = {MET: UNMET, UNMET: MET, UNKNOWN: UNKNOWN}
    assert verdict(Not(condition), **values) is opposite[verdict(condition, **values)]


@given(CONDITIONS, SUBJECTS)
def test_the_reason_names_a_figure_that_is_needed(condition: Condition, values: dict[str, Value]) -> None:
    said = why(condition, Subject(FACTS, values))
    assert any(leaf.fact.label in said for leaf in leaves(condition))
    assert ("需要：" in said) is (verdict(condition, **values) is not MET)
    assert ("缺“" in said) is (verdict(condition, **values) is UNKNOWN)
    assert words(condition)


def test_the_reason_gives_the_figure_used_and_the_figure_needed() -> None:
    condition = read(
        {
            "all": [
                {"fact": "title", "any_of": ["specialised", "little_giant"]},
                {"not": {"fact": "serious_dishonesty", "is": True}},
                {"fact": "revenue", "at_least": "5000万元"},
            ]
        },
        ENTERPRISE,
    )
    subject = Subject(ENTERPRISE, {"title": frozenset({"innovative"}), "revenue": 123_456_789})
    assert why(condition, subject) == (
        "有效称号为创新型中小企业，需要：省级专精特新中小企业或国家级专精特新“小巨人”企业；"
        "上年度营业收入为1234567.89元，需要：≥5000万元"
    )
    unknown = Subject(ENTERPRISE, {"title": frozenset({"specialised"}), "revenue": 5_000_000_000})
    assert why(condition, unknown) == "缺“列入严重失信主体名单”，需要：否"
    assert words(condition) == (
        "有效称号：省级专精特新中小企业或国家级专精特新“小巨人”企业，且列入严重失信主体名单：否，且上年度营业收入≥5000万元"
    )
