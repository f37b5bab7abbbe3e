"""A formula in the words of a catalogue, for every formula there is."""

from typing import get_args

from services.benefits.domain.describing import described
from services.benefits.domain.facts import FACTS
from services.benefits.domain.formulas import Formula
from services.benefits.measures import policy_sets

MEASURES = [one for each in policy_sets() for one in each.measures]


def test_every_formula_of_the_closed_set_is_used_and_described() -> None:
    assert {type(one.formula) for one in MEASURES} == set(get_args(Formula))
    for one in MEASURES:
        gives = described(one.formula)
        assert gives.kind
        assert gives.text or gives.kind == "qualification"


def test_what_a_formula_needs_are_facts_of_the_list() -> None:
    assert {name for one in MEASURES for name in one.formula.needs} <= set(FACTS)
