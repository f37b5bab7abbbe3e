"""Conditions and subjects drawn at random over a small vocabulary with a fact of every kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from shared.conditions import Fact, Kind, Value, read, vocabulary
from shared.conditions.language import Condition

FACTS = vocabulary(
    Fact("overdue", "贷款逾期", Kind.FLAG),
    Fact("staff", "从业人员", Kind.COUNT, "人"),
    Fact("land", "出让面积", Kind.NUMBER, "亩"),
    Fact("growth", "营业收入增长率", Kind.PERCENT, signed=True),
    Fact("revenue", "营业收入", Kind.MONEY),
    Fact("bought_on", "购置日期", Kind.DAY),
    Fact("purpose", "贷款用途", Kind.ONE, choices={"rd": "重大研发", "upgrade": "重大技改", "other": "其他"}),
    Fact("title", "有效称号", Kind.SOME, choices={"innovative": "创新型", "specialised": "专精特新"}),
    Fact("industry", "行业", Kind.CODE),
)
_DECIMALS = st.decimals(-20, 20, places=2)
_VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "overdue": st.booleans(),
    "staff": st.integers(0, 5),
    "land": st.decimals(0, 5, places=1),
    "growth": _DECIMALS,
    "revenue": st.integers(0, 500),
    "bought_on": st.dates(date(2025, 12, 28), date(2026, 1, 4)),
    "purpose": st.sampled_from(["rd", "upgrade", "other"]),
    "title": st.frozensets(st.sampled_from(["innovative", "specialised"])),
    "industry": st.sampled_from(["C39", "C38", "I65"]),
}


def _written(name: str, value: Any) -> Any:
    unit = {"revenue": "元", "growth": "%"}.get(name, "")
    if name == "revenue":
        value = Decimal(value) / 100
    return value if isinstance(value, date) else f"{value}{unit}"


@st.composite
def _comparisons(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from([*FACTS]))
    value = draw(_VALUES[name])
    kind = FACTS[name].kind
    if kind is Kind.FLAG:
        return {"fact": name, "is": value}
    if kind in (Kind.ONE, Kind.SOME):
        return {"fact": name, "any_of": draw(st.lists(st.sampled_from([*FACTS[name].choices]), min_size=1))}
    if kind is Kind.CODE:
        return {"fact": name, "any_of": draw(st.lists(st.sampled_from(["C", "C3", "I65"]), min_size=1))}
    return {"fact": name, draw(st.sampled_from(["at_least", "above", "at_most", "below"])): _written(name, value)}


WRITTEN: st.SearchStrategy[Any] = st.recursive(
    _comparisons(),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=8,
).filter(lambda data: _depth(data) <= 8)
"""As a policy officer would write them."""
CONDITIONS: st.SearchStrategy[Condition] = WRITTEN.map(lambda data: read(data, FACTS))
SUBJECTS: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries({}, optional=dict(_VALUES))


def _depth(data: Any) -> int:
    inner = [one for value in data.values() for one in (value if isinstance(value, list) else [value])]
    return 1 + max((_depth(one) for one in inner if isinstance(one, dict)), default=0)
