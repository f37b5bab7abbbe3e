"""Each of the 96 rows answers a suitable subject with what it gives, and an unsuitable one with why not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.benefits.domain.calculation import Result, calculate
from services.benefits.domain.cases import Case, Thing, supposed_title
from services.benefits.domain.facts import FACTS, OWN_FACTS, SubjectKind
from services.benefits.measures import book
from shared.conditions import Kind, Value
from shared.values import Money, Tier, Verdict, yuan

CASES = Path(__file__).parent / "cases"
ON = date(2026, 11, 23)
BOOK = book()
assert BOOK is not None
SEED = BOOK.policy_set


@cache
def cases() -> Mapping[str, Mapping[str, Any]]:
    """By clause."""
    found = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(CASES.glob("*.yaml"))]
    return {clause: one for file in found for clause, one in file.items()}


def value(name: str, written: Any) -> Value:
    """As a policy officer writes it: yuan for money, a list for several choices."""
    fact = FACTS[name]
    if fact.kind is Kind.MONEY:
        return fact.accept(int(Money.from_yuan(str(written))))
    if fact.kind is Kind.SOME:
        return fact.accept(frozenset(written))
    if fact.kind in (Kind.NUMBER, Kind.PERCENT):
        return fact.accept(Decimal(str(written)))
    return fact.accept(written)


def case_of(data: Mapping[str, Any]) -> Case:
    """A thing's facts stand among the others: the list says whose they are."""
    given = {name: one for name, one in data.items() if name not in ("who", "titles", "received", "paid")}
    kind = SubjectKind(data.get("who", "enterprise"))
    own: dict[str, Value] = {}
    things: dict[SubjectKind, dict[str, Value]] = {}
    for name, written in given.items():
        thing = next((one for one in OWN_FACTS if one.asker is not one and name in OWN_FACTS[one]), None)
        (own if thing is None else things.setdefault(thing, {}))[name] = value(name, written)
    received = {code: int(Money.from_yuan(str(amount))) for code, amount in data.get("received", {}).items()}
    paid = {int(year): int(Money.from_yuan(str(amount))) for year, amount in data.get("paid", {}).items()}
    titles = [supposed_title(Tier(tier), (), date(2025, 6, 1)) for tier in data.get("titles", [])]
    return Case(
        kind=kind,
        on=ON,
        facts=own,
        titles=tuple(titles) if "titles" in data else None,
        things=tuple(Thing(one, "it", facts, received, paid) for one, facts in things.items()),
        received=received,
    )


def answer(clause: str, data: Mapping[str, Any]) -> Result:
    assert BOOK is not None
    [result] = calculate(BOOK, case_of(data), [clause]).results
    return result


def test_every_row_has_a_case() -> None:
    assert list(cases()) == [one.clause for one in SEED.measures]


@pytest.mark.parametrize("clause", [one.clause for one in SEED.measures])
def test_a_suitable_subject_is_told_yes_with_what_it_gets(clause: str) -> None:
    one = cases()[clause]
    result = answer(clause, one["suitable"])
    assert result.verdict is Verdict.MET, result.reason
    assert result.reason.startswith("符合")
    assert f"第{result.article}条" in result.reason
    amount = None if result.amount_fen is None else yuan(result.amount_fen)
    assert amount == one.get("amount"), result.steps
    for words in one.get("steps", []):
        assert any(words in f"{step.label}：{step.text}" for step in result.steps), result.steps


@pytest.mark.parametrize("clause", [one.clause for one in SEED.measures])
def test_an_unsuitable_subject_is_told_why_not_with_the_clause(clause: str) -> None:
    one = cases()[clause]
    result = answer(clause, one["unsuitable"])
    assert result.verdict is Verdict.UNMET, result.reason
    assert result.reason.startswith(f"不符合：{one['because']}"), result.reason
    assert result.reason.endswith(f"《{SEED.title}》第{result.article}条")
    assert result.amount_fen is None


@pytest.mark.parametrize("clause", [one.clause for one in SEED.measures])
def test_who_says_nothing_of_itself_is_never_told_no(clause: str) -> None:
    measure = SEED.find(clause)
    assert measure is not None
    for kind in measure.askers:
        assert BOOK is not None
        for result in calculate(BOOK, Case(kind, ON), [clause]).results:
            assert result.verdict is not Verdict.UNMET, result.reason
            assert result.verdict is Verdict.MET or result.missing
