"""中小企业划型 by 300号: 以下 excludes the number, and large only if every measure reaches its cap."""

from typing import Any

import pytest
import yaml

from services.registry.domain.sizes import SizeClass, size_class
from services.registry.rulesets import size_rules
from services.registry.rulesets.size_table import SizeTable
from tests.services.registry.readable import FOLDER

FEN_PER_WAN = 1_000_000
CASES: list[list[Any]] = yaml.safe_load((FOLDER / "sizes.yaml").read_text("utf-8"))


def _fen(wan: int | str) -> int | None:
    return wan * FEN_PER_WAN if isinstance(wan, int) else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case)))
def test_a_firm_has_the_size_the_table_gives_it(case: list[Any]) -> None:
    industry, staff, revenue, assets, expected = case
    found = size_class(size_rules(), industry, staff if isinstance(staff, int) else None, _fen(revenue), _fen(assets))
    assert found == (None if expected == "不明" else SizeClass(expected))


def test_all_sixteen_rows_are_tried() -> None:
    rows = {row.code for case in CASES if (row := size_rules().row(case[0]))}
    assert rows == set(size_rules().rows)
    assert len(rows) == 16


def test_every_section_of_the_classification_has_an_entry() -> None:
    missing = [section for section in "ABCDEFGHIJKLMNOPQRST" if section not in size_rules().row_of_industry]
    assert not missing


def test_a_row_whose_bounds_contradict_each_other_is_refused_by_its_clause() -> None:
    row = {
        "code": "industry",
        "label": "工业",
        "clause": "四（二）",
        "sme_below": {"staff": 1000},
        "medium_from": {"staff": 300},
        "small_from": {"staff": 400},
    }
    with pytest.raises(ValueError, match="四（二）"):
        SizeTable.model_validate(
            {"id": "x", "title": "x", "issuer": "x", "valid_from": "2011-06-18", "valid_until": None,
             "rows": [row], "industries": []}
        )  # fmt: skip
