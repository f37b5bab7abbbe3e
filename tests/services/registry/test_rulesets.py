"""Rulesets as dated data: chosen by tier and day, refused with the clause when they contradict themselves."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.registry import rulesets
from services.registry.domain.criteria import comparisons
from services.registry.domain.wording import KIND_LABELS
from services.registry.rulesets import RulesetRefused, read, refusing_overlaps, standard, standard_on, standards
from shared.values import Tier

PARAMETERS = Path(rulesets.__file__).parents[1] / "parameters"


@pytest.mark.parametrize(
    ("tier", "day", "ruleset"),
    [
        (Tier.INNOVATIVE, date(2022, 7, 31), None),
        (Tier.INNOVATIVE, date(2022, 8, 1), "MIIT-2022-63"),
        (Tier.INNOVATIVE, date(2026, 11, 23), "MIIT-2022-63"),
        (Tier.SPECIALISED, date(2026, 3, 31), "MIIT-2022-63"),
        (Tier.SPECIALISED, date(2026, 4, 1), "MIIT-2026-02"),
        (Tier.LITTLE_GIANT, date(2026, 3, 31), "MIIT-2022-63"),
        (Tier.LITTLE_GIANT, date(2026, 4, 1), "MIIT-2026-02"),
        (Tier.HIDDEN_CHAMPION, date(2022, 6, 1), "ZJ-HIDDEN-CHAMPION-2022"),
        (Tier.HIDDEN_CHAMPION, date(2025, 6, 1), "ZJ-HIDDEN-CHAMPION-2025"),
        (Tier.HIDDEN_CHAMPION, date(2026, 6, 1), "ZJ-HIDDEN-CHAMPION-2026"),
        (Tier.NONE, date(2026, 6, 1), None),
    ],
)
def test_the_day_chooses_the_standard(tier: Tier, day: date, ruleset: str | None) -> None:
    chosen = standard_on(tier, day)
    assert (chosen.ruleset if chosen else None) == ruleset


def test_an_old_standard_stays_readable_by_name() -> None:
    old = standard("MIIT-2022-63", Tier.SPECIALISED)
    assert old
    assert not old.applies_on(date(2026, 4, 1))


def test_the_two_schools_of_points_add_up_to_a_hundred() -> None:
    for one in standards():
        if one.score:
            assert sum(group.full for group in one.score.groups) == 100


def test_a_kind_of_credential_has_a_name_an_enterprise_reads() -> None:
    kinds = {
        kind
        for one in standards()
        for criterion in (*one.vetoes, *one.gates, *one.direct)
        for test in comparisons(criterion.test)
        for kind in test.asked.kinds
    }
    assert kinds <= KIND_LABELS.keys()


def _data() -> Any:
    return yaml.safe_load((PARAMETERS / "MIIT-2022-63.yaml").read_text("utf-8"))


def _indicator(data: Any) -> Any:
    return data["standards"]["innovative"]["score"]["indicators"][1]


def _local(data: Any) -> Any:
    (one,) = [one for one in data["standards"]["specialised"]["score"]["indicators"] if one["code"] == "local"]
    return one


def _gate(data: Any) -> Any:
    return data["standards"]["specialised"]["gates"][1]


@pytest.mark.parametrize(
    ("spoil", "clause", "why"),
    [
        (lambda d: _indicator(d).update(figure="rd_quota"), "附件1 二（一）2", "no figure rd_quota"),
        (lambda d: _indicator(d)["bands"][0].update(at_least="5万元"), "附件1 二（一）2", "written in %"),
        (lambda d: _indicator(d)["bands"][0].update(at_least="5.001%"), "附件1 二（一）2", "finer than hundredths"),
        (lambda d: _indicator(d)["bands"].reverse(), "附件1 二（一）2", "most points to fewest"),
        (lambda d: _indicator(d)["bands"][0].update(points=25), "附件1 二", "创新能力 is 40"),
        (lambda d: _local(d).update(points_as_given=10), "附件2 二（三）9", "not read up to 10"),
        (lambda d: _indicator(d).update(points_as_given=5), "附件1 二（一）2", "bands, or takes its points"),
        (lambda d: _gate(d)["test"].pop("at_least"), "附件2 一（一）", "needs one bound"),
        (lambda d: _gate(d)["test"].update(at_most="9年"), "附件2 一（一）", "needs one bound"),
        (lambda d: _gate(d).update(test={"figure": "equity", "at_least": "1万元"}), "附件2 一（一）", "span of years"),
        (lambda d: _gate(d).update(test={}), "附件2 一（一）", "a test is one of"),
        (lambda d: _gate(d).pop("evidence"), "附件2 一（一）", "Field required"),
        (lambda d: _gate(d).update(code="title"), "specialised", "stands twice"),
    ],
)
def test_data_that_contradicts_itself_is_refused_with_its_clause(spoil: Any, clause: str, why: str) -> None:
    data = _data()
    spoil(data)
    with pytest.raises(RulesetRefused) as refused:
        read(data)
    assert "MIIT-2022-63" in str(refused.value)
    assert clause in str(refused.value)
    assert why in str(refused.value)


def test_two_standards_never_decide_one_tier_on_one_day() -> None:
    one = standard("MIIT-2022-63", Tier.INNOVATIVE)
    assert one
    with pytest.raises(RulesetRefused, match="both decide innovative"):
        refusing_overlaps([one, one])
