"""What cannot be read is refused in words a policy officer can act on."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from shared.conditions import ConditionRefused, Unacceptable, read
from shared.conditions.facts import Value
from tests.shared.conditions.drawn import FACTS, WRITTEN


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"fact": "staf", "at_least": 3}, "清单中没有事实“staf”；是否指：staff"),
        ({"fact": "staff"}, "“从业人员”应恰有一个比较，现有：无"),
        ({"fact": "staff", "at_least": 3, "below": 9}, "“从业人员”应恰有一个比较，现有：at_least、below"),
        ({"fact": "staff", "is": True}, "“从业人员”不能用 is 比较；可用：at_least、above、at_most、below"),
        ({"fact": "staff", "at_least": "3%"}, "“从业人员”的界限应以下列单位书写：人、不带单位的数字；现为“3%”"),
        ({"fact": "staff", "at_least": "1.5"}, "“从业人员”应为整数，不为负"),
        ({"fact": "growth", "at_least": "3.001%"}, "“营业收入增长率”应为数字，最多两位小数"),
        ({"fact": "revenue", "at_least": 3}, "“营业收入”的界限应以下列单位书写：元、万元、亿元；现为“3”"),
        ({"fact": "revenue", "at_least": True}, "现为“True”"),
        ({"fact": "overdue", "is": "no"}, "“贷款逾期”请答是或否"),
        ({"fact": "title", "any_of": ["specialized"]}, "“有效称号”没有“specialized”；是否指：specialised"),
        ({"fact": "title", "any_of": []}, "应列出至少一项，如 any_of: [innovative]"),
        ({"fact": "industry", "any_of": ["行业"]}, "应为代码"),
        ({"fact": "bought_on", "at_most": "去年"}, "应为日期，如 2025-12-31；现为“去年”"),
        ({"all": []}, "条件.all：应列出至少一个条件"),
        (
            {"any": [{"fact": "staff", "at_least": 1}, "provincal"]},
            "条件.any[2]：没有名为“provincal”的条件；是否指",
        ),
        ({"all": [{"fact": "staff", "at_least": 1}], "any": []}, "应恰有 fact、all、any、not 之一，现有：all、any"),
        ([], "应写作 fact、all、any、not 之一"),
        ({}, "现有：无"),
    ],
)
def test_the_refusal_says_where_and_what_would_be_right(data: Any, words: str) -> None:
    named = {"provincial": read({"fact": "title", "any_of": ["specialised"]}, FACTS)}
    with pytest.raises(ConditionRefused) as refused:
        read(data, FACTS, named)
    assert str(refused.value).startswith("条件")
    assert words in str(refused.value)


def test_a_condition_does_not_nest_without_end() -> None:
    deep: Any = {"fact": "staff", "at_least": 1}
    for _ in range(9):
        deep = {"not": deep}
    with pytest.raises(ConditionRefused, match="嵌套不得超过 8 层"):
        read(deep, FACTS)


def test_a_condition_that_has_a_name_may_be_used_by_it() -> None:
    staffed = read({"fact": "staff", "at_least": 1}, FACTS)
    assert read({"not": "staffed"}, FACTS, {"staffed": staffed}) == read(
        {"not": {"fact": "staff", "at_least": 1}}, FACTS
    )


@given(WRITTEN)
def test_the_same_words_are_the_same_condition(data: Any) -> None:
    assert read(data, FACTS) == read(data, FACTS)
    assert hash(read(data, FACTS)) == hash(read(data, FACTS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("staff", -1),
        ("staff", True),
        ("staff", 10**16),
        ("growth", Decimal("1.005")),
        ("growth", Decimal("NaN")),
        ("land", Decimal("-1")),
        ("title", "specialised"),
        ("title", frozenset({"unicorn"})),
        ("purpose", "none"),
        ("industry", "行业"),
        ("bought_on", "2026-01-01"),
    ],
)
def test_a_value_that_is_not_one_of_the_fact_is_refused_in_its_words(name: str, value: Value) -> None:
    with pytest.raises(Unacceptable, match=f"“{FACTS[name].label}”"):
        FACTS[name].accept(value)
