"""The seed says what the draft says, and a set that contradicts itself is not loaded."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from services.benefits import measures
from services.benefits.measures import FOLDER, PolicySet, policy_set, rules
from shared.values import Certainty, Tier


@pytest.fixture
def draft() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "HZ-DRAFT-2022.yaml").read_text("utf-8"))
    return loaded


def test_the_seed_has_the_clauses_that_titles_decide() -> None:
    assert {one.clause: (one.amount, one.certainty) for one in policy_set().measures} == {
        "02-2": ("1000000.00", Certainty.NOMINAL),
        "02-3": ("200000.00", Certainty.NOMINAL),
        "05-9": ("500000.00", Certainty.UPPER_BOUND),
        "07-2": (None, Certainty.NON_MONETARY),
        "10-3": (None, Certainty.NON_MONETARY),
        "12-6": (None, Certainty.NON_MONETARY),
        "S3-1": (None, Certainty.NON_MONETARY),
    }


def test_the_seed_is_an_open_ended_draft_and_says_so() -> None:
    seed = policy_set()
    assert (seed.legal_status, seed.valid_until) == ("draft", None)
    assert all("征求意见稿，非兑付依据" in rule.basis for rule in rules())


def test_a_rule_has_exactly_one_condition() -> None:
    assert all((rule.once_for_first is None) == bool(rule.while_holding) for rule in rules())
    assert [rule.once_for_first for rule in rules() if rule.once_for_first] == [Tier.LITTLE_GIANT, Tier.SPECIALISED]


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ({"amount": None}, "02-2"),
        ({"certainty": "non_monetary"}, "02-2"),
        ({"amount": "1000000.001"}, "amount|元"),
        ({"certainty": "perhaps"}, "certainty"),
        ({"opens": {"while_holding_any": []}}, "while_holding_any"),
        ({"opens": {"once_for_first_title": "giant"}}, "once_for_first_title"),
        ({"opens": {"once_for_first_title": "none"}}, "opens"),
        ({"opens": {}}, "opens"),
        ({"category": "gift"}, "category"),
        ({"benefit_code": "With Spaces"}, "benefit_code"),
        ({"citation": None}, "citation"),
        ({"surprise": 1}, "surprise"),
    ],
    ids=str,
)
def test_a_measure_that_contradicts_itself_is_not_loaded(
    draft: dict[str, Any], fault: dict[str, Any], named: str
) -> None:
    draft["measures"][0].update(fault)
    with pytest.raises(ValidationError, match=named):
        PolicySet.model_validate(draft)


def test_one_benefit_code_stands_once_in_a_set(draft: dict[str, Any]) -> None:
    draft["measures"].append(draft["measures"][0])
    with pytest.raises(ValidationError, match="stands twice"):
        PolicySet.model_validate(draft)


def test_a_broken_file_in_the_folder_is_named_by_its_clause(
    draft: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft["measures"][3]["amount"] = "1.00"
    (tmp_path / "broken.yaml").write_text(yaml.safe_dump(draft, allow_unicode=True), "utf-8")
    monkeypatch.setattr(measures, "FOLDER", tmp_path)
    with pytest.raises(ValidationError, match="07-2"):
        measures.policy_sets.__wrapped__()


def test_a_set_applies_from_its_first_to_its_last_day(draft: dict[str, Any]) -> None:
    open_ended = PolicySet.model_validate(draft)
    assert not open_ended.applies_on(open_ended.valid_from.replace(month=2))
    assert open_ended.applies_on(open_ended.valid_from)
    closed = PolicySet.model_validate({**draft, "valid_until": "2025-12-31"})
    assert closed.applies_on(closed.valid_until or closed.valid_from)
    assert not closed.applies_on(closed.valid_from.replace(year=2026))
