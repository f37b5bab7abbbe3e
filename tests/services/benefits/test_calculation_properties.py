"""What holds for every case: one by one and all at once, with more and with less known, with more of a figure."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.arithmetic import share
from services.benefits.domain.calculation import calculate
from services.benefits.domain.cases import Case, Thing, supposed_title
from services.benefits.domain.facts import FACTS, OWN_FACTS, SubjectKind
from services.benefits.domain.formulas import Fixed, InterestSubsidy, RateWithCap
from services.benefits.domain.loans import CapMethod
from services.benefits.domain.measures import Measure, PolicySet, RuleBook
from services.benefits.domain.population import Population, answer, totals
from services.benefits.domain.receipts import Inputs, inputs_from, made_again
from services.benefits.domain.sweeps import SWEPT, sweep, value_at
from services.benefits.measures import policy_sets, quotes
from shared.canonical import canonical
from shared.conditions import Fact, Kind, Value
from shared.truth import UNKNOWN, VERDICTS
from shared.values import Certainty, Tier, Verdict
from tests.services.benefits.drawn import BOOK, cases, crowds

assert BOOK is not None
SEED: Final = BOOK


def with_method(method: CapMethod) -> RuleBook:
    """The same law, the cap counted the other way."""

    def changed(one: Measure) -> Measure:
        formula = one.formula
        return replace(one, formula=replace(formula, method=method)) if isinstance(formula, InterestSubsidy) else one

    own: PolicySet = replace(SEED.policy_set, measures=tuple(changed(one) for one in SEED.policy_set.measures))
    return RuleBook(own, SEED.quotes)


BOOKS: Final = [
    *(RuleBook(one, quotes()) for one in policy_sets()),
    with_method(CapMethod.BY_BALANCE),
]


@settings(max_examples=60)
@given(st.sampled_from(BOOKS), crowds())
def test_everybody_at_once_is_answered_to_the_fen_as_one_by_one(book: RuleBook, crowd: list[Case]) -> None:
    singly = [calculate(book, case) for case in crowd]
    population = Population.of(crowd)
    for measure in book.policy_set.measures:
        if population.kind not in measure.askers:
            continue
        found = answer(book, measure, population)
        expected = [one for each in singly for one in each.results if one.clause == measure.clause]
        assert [VERDICTS[one] for one in found.verdicts] == [one.verdict for one in expected], measure.clause
        amounts = [UNKNOWN if one.amount_fen is None else one.amount_fen for one in expected]
        assert found.fen.tolist() == amounts, measure.clause
        assert found.total_fen == sum(one.amount_fen or 0 for one in expected)
    paying = [one for one in book.policy_set.measures if population.kind in one.askers and one.category.pays]
    assert totals(book, paying, population).tolist() == [sum(each.totals.values()) for each in singly]


@given(cases(), st.data())
def test_what_is_forgotten_never_turns_into_a_no(case: Case, data: st.DataObject) -> None:
    known = calculate(SEED, case)
    facts = {name: value for name, value in case.facts.items() if data.draw(st.booleans(), name)}
    things = tuple(
        replace(thing, facts={name: value for name, value in thing.facts.items() if data.draw(st.booleans(), name)})
        for thing in case.things
    )
    left = replace(case, facts=facts, things=things, titles=case.titles if data.draw(st.booleans()) else None)
    for before, after in zip(known.results, calculate(SEED, left).results, strict=True):
        assert after.verdict in {before.verdict, Verdict.UNKNOWN}
        if after.verdict is Verdict.UNKNOWN:
            assert after.missing
            assert after.amount_fen is None


@given(cases())
def test_every_answer_explains_itself_and_names_its_clause(case: Case) -> None:
    for one in calculate(SEED, case).results:
        assert f"第{one.article}条" in one.reason
        if one.verdict is not Verdict.MET:
            assert one.amount_fen is None
            assert one.steps == ()
        if one.amount_fen is not None:
            assert one.amount_fen >= 0
            assert one.steps
        assert all(step.label and step.text for step in one.steps)


@given(cases())
def test_a_kept_calculation_comes_out_the_same_to_the_byte(case: Case) -> None:
    inputs = Inputs(case, None)
    kept, result = canonical(inputs).decode(), canonical(inputs.made(SEED)).decode()
    assert inputs_from(kept) == inputs
    assert made_again(kept, result, SEED).identical


SUITABLE: Final[dict[str, Value]] = {
    "district": "330108",
    "platform_in_construction": True,
    "size_class": "small",
    "reserved_procurement": False,
}
PRINCIPAL: Final = st.integers(0, 5_000_000_000)


@given(cases(), st.sampled_from(["platform_equipment", "bid"]), st.integers(0, 10**11), st.integers(1, 10**11))
def test_more_of_a_base_never_pays_less(case: Case, name: str, base: int, more: int) -> None:
    case = replace(case, facts={**case.facts, **SUITABLE}, received={})
    less, bigger = (calculate(SEED, replace(case, facts={**case.facts, name: one})) for one in (base, base + more))
    clause = {"platform_equipment": "04-3", "bid": "15-5"}[name]
    assert less.result(clause).amount_fen is not None
    for before, after in zip(less.results, bigger.results, strict=True):
        assert after.verdict is before.verdict
        assert (after.amount_fen or 0) >= (before.amount_fen or 0)


@given(PRINCIPAL, PRINCIPAL, PRINCIPAL, st.sampled_from([SEED, BOOKS[-1]]))
def test_a_larger_loan_never_lowers_what_all_loans_are_paid_together(
    first: int, second: int, more: int, book: RuleBook
) -> None:
    """The second is drawn later: what the first takes of the cap it loses, day for day and no more."""
    titles = (supposed_title(Tier.SPECIALISED, (), date(2024, 1, 1)),)

    def paid(principal: int) -> int:
        facts: dict[str, Value] = {"purpose": "expansion", "lender": "bank", "overdue": False}
        facts |= {"drawn_on": date(2025, 2, 1), "matures_on": date(2026, 2, 1)}
        loans = tuple(
            Thing(SubjectKind.LOAN, ref, {**facts, "principal": fen}) for ref, fen in (("A", principal), ("B", second))
        )
        case = Case(SubjectKind.ENTERPRISE, date(2026, 11, 23), titles=titles, things=loans)
        return sum(one.amount_fen or 0 for one in calculate(book, case, ["loan-interest-subsidy"]).results)

    assert paid(first + more) >= paid(first) - 2  # two loans in two years, each rounded by itself


@given(cases(), st.sampled_from(["smart-factory", "listing-award", "platform-equipment-grant"]), st.integers(0, 10**9))
def test_what_was_received_is_never_paid_twice(case: Case, code: str, received: int) -> None:
    before = calculate(SEED, replace(case, received={}))
    after = calculate(SEED, replace(case, received={code: received}))
    for full, rest in zip(before.results, after.results, strict=True):
        assert (rest.amount_fen or 0) <= (full.amount_fen or 0)
        if rest.benefit_code == code and full.amount_fen is not None and rest.ref == "":
            assert rest.amount_fen == max(full.amount_fen - received, 0)


@given(st.integers(0, 10**15), st.integers(0, 10_000))
def test_a_share_is_the_exact_decimal_rounded_half_up(base: int, hundredths: int) -> None:
    exact = (Decimal(base) * hundredths / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
    assert share(base, hundredths, 10_000) == int(exact)
    assert share(np.array([base]), hundredths, 10_000)[0] == int(exact)


def test_a_share_of_a_column_does_not_wrap_where_int64_would() -> None:
    column = np.array([10**15, 0, 3], dtype=np.int64)
    assert share(column, np.array([9_999] * 3), 10_000).tolist() == [999_900_000_000_000, 0, 3]
    one_by_one = [share(one, 7_400_000, 36_000_000_000) for one in column.tolist()]
    assert share(column, 7_400_000, 36_000_000_000).tolist() == one_by_one


@pytest.mark.parametrize("measure", [one for one in SEED.policy_set.measures if isinstance(one.formula, RateWithCap)])
def test_the_kink_is_the_first_base_that_reaches_the_cap(measure: Measure) -> None:
    formula = measure.formula
    assert isinstance(formula, RateWithCap)
    if formula.kink is None or formula.hundredths is None or formula.cap_fen is None:
        assert measure.certainty is Certainty.RATE_UNSPECIFIED
        return
    assert share(formula.kink, formula.hundredths, 10_000) >= formula.cap_fen
    assert share(formula.kink - 1, formula.hundredths, 10_000) < formula.cap_fen


@settings(max_examples=50)
@given(cases(), st.sampled_from(sorted(name for name, fact in FACTS.items() if fact.kind in SWEPT)), st.data())
def test_a_verdict_changes_at_the_thresholds_of_a_sweep_and_nowhere_else(
    case: Case, name: str, data: st.DataObject
) -> None:
    fact, kind = FACTS[name], next(kind for kind, own in OWN_FACTS.items() if name in own)
    case = case if kind.asker is SubjectKind.ENTERPRISE else Case(kind.asker, case.on)
    low, length = data.draw(st.integers(0, 10_000)), data.draw(st.integers(1, 10**9))
    found = sweep(SEED, case, fact, low, low + length)
    anywhere = value_at(fact, data.draw(st.integers(low, low + length)))
    below = [point for point in found.points if _number(point.at) <= _number(anywhere)][-1]
    again = sweep(SEED, case, fact, *(_place(fact, anywhere),) * 2)
    assert [one.verdict for one in again.points[0].answers] == [one.verdict for one in below.answers]
    for one in found.thresholds:
        neighbour = sweep(SEED, case, fact, *(_place(fact, one.at) - 1,) * 2, only=[one.clause]).points[0].answers[0]
        assert neighbour == one.was
        assert neighbour != one.becomes


def _number(value: Value) -> Decimal:
    return Decimal(str(value))


def _place(fact: Fact, value: Value) -> int:
    return int(_number(value) * (100 if fact.kind in (Kind.NUMBER, Kind.PERCENT) else 1))


def test_awards_pay_the_difference_where_the_set_says_so() -> None:
    """升级补差: 1,000,000 less the 200,000 received for the lower title."""
    [little] = [one for one in SEED.policy_set.measures if one.clause == "02-2"]
    assert isinstance(little.formula, Fixed)
    lower = replace(little, formula=replace(little.formula, less_codes=("specialised-first-award",)))
    book = RuleBook(replace(SEED.policy_set, measures=(lower,)), SEED.quotes)
    titles = (supposed_title(Tier.LITTLE_GIANT, (), date(2026, 1, 1)),)
    received = {"specialised-first-award": 20_000_000}
    case = Case(SubjectKind.ENTERPRISE, date(2026, 11, 23), titles=titles, received=received)
    [result] = calculate(book, case).results
    assert result.amount_fen == 80_000_000
