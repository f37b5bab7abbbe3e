"""The cases a policy officer can read: every standard on its lines, and every band of every indicator."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.registry.domain.criteria import Comparison, Indicator, Op, comparisons, judge
from services.registry.domain.wording import label
from services.registry.rulesets import standards
from shared.truth import UNKNOWN, mark
from shared.values import Verdict
from tests.services.registry.readable import CaseFile, as_mark, case_files, occasion_of

FILES = dict(case_files())
CASES = [pytest.param(file, case, id=f"{name}: {case['名称']}") for name, file in FILES.items() for case in file.cases]
BOUNDS = [
    pytest.param(file, figure, text, points, id=f"{name}: {figure} {text}")
    for name, file in FILES.items()
    for figure, bands in file.bounds.items()
    for text, points in bands.items()
]


@pytest.mark.parametrize(("file", "case"), CASES)
def test_a_case_is_judged_as_the_officer_says(file: CaseFile, case: Mapping[str, Any]) -> None:
    marks = file.marks({**file.usual, **case.get("指标", {})})
    judged = judge(file.standard, occasion_of(case), marks.__getitem__)
    granted = {one.code: judged.points[one.code].granted for one in file.standard.indicators}
    assert judged.whole.verdict is Verdict(case["结论"])
    if "总分" in case:
        assert sum(granted.values()) == case["总分"]
    if "分组" in case:
        assert file.standard.score
        in_groups = [
            sum(granted[one.code] for one in file.standard.indicators if one.group == group.code)
            for group in file.standard.score.groups
        ]
        assert in_groups == case["分组"]


@pytest.mark.parametrize(("file", "figure", "text", "points"), BOUNDS)
def test_a_figure_on_the_line_takes_the_higher_band(file: CaseFile, figure: str, text: str, points: int) -> None:
    asked = file.asked[figure]
    indicator = _asking(file, figure)
    others = dict.fromkeys(file.asked.values(), 0)  # what else the indicator asks earns nothing
    judged = indicator.points({**others, asked: as_mark(asked, text)}.__getitem__)
    assert judged.granted == points
    assert (judged.worst != judged.best) is (text == "空")


def _asking(file: CaseFile, figure: str) -> Indicator:
    return next(
        one
        for one in file.standard.indicators
        if figure in {label(test.asked) for band in one.bands for test in comparisons(band.test)}
    )


def test_every_bound_of_every_indicator_is_tried_from_both_sides() -> None:
    bounds = 0
    for file in FILES.values():
        for one in file.standard.indicators:
            for test in {test for band in one.bands for test in comparisons(band.test)}:
                tried = {as_mark(test.asked, text) for text in file.bounds[label(test.asked)]} - {UNKNOWN}
                assert test.limit in tried
                beyond = [other for other in tried if _is_just_outside(test, other)]
                assert beyond, f"{label(test.asked)} {test.bound}: nothing just outside is tried"
                bounds += 1
    assert bounds > 60


def _is_just_outside(test: Comparison, tried: int) -> bool:
    """Less than one unit of the bound's own measure away, on the wrong side."""
    one = mark(1)
    return tried > test.limit - one - 1 if test.op is Op.AT_LEAST and tried < test.limit else tried > test.limit


def test_there_is_a_case_for_every_standard_and_more_than_sixty_in_all() -> None:
    assert {(file.standard.ruleset, file.standard.tier) for file in FILES.values()} == {
        (one.ruleset, one.tier) for one in standards()
    }
    assert len(CASES) >= 60
