"""The cases of `cases/*.yaml`, written for a policy officer: figures by the names an enterprise reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import yaml

from services.registry.domain.criteria import Asked, Occasion, Standard, comparisons
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.reading import Unit
from services.registry.domain.wording import label
from services.registry.rulesets import standard
from shared.truth import UNKNOWN, mark
from shared.values import Tier

FOLDER: Final = Path(__file__).parent / "cases"
NOT_RULESETS: Final = {"sizes"}
_UNITS: Final = {"": 1, "%": 1, "年": 1, "级": 1, "分": 1, "项": 1, "个": 1, "名": 1}
_MONEY: Final = {"万元": 1_000_000, "亿元": 10_000_000_000}


@dataclass(frozen=True)
class CaseFile:
    standard: Standard
    usual: Mapping[str, str]
    cases: tuple[Mapping[str, Any], ...]
    bounds: Mapping[str, Mapping[str, int]]

    @property
    def asked(self) -> dict[str, Asked]:
        """Every figure the standard asks, by its name."""
        criteria = (*self.standard.vetoes, *self.standard.gates, *self.standard.direct)
        tests = [one.test for one in criteria]
        tests += [band.test for one in self.standard.indicators for band in one.bands]
        return {label(test.asked): test.asked for condition in tests for test in comparisons(condition)}

    def marks(self, figures: Mapping[str, str]) -> dict[Asked, int]:
        known = self.asked
        strange = figures.keys() - known.keys()
        assert not strange, f"{self.standard.ruleset} {self.standard.tier} asks no such figure"
        return {asked: as_mark(asked, figures[name]) for name, asked in known.items()}


def as_mark(asked: Asked, text: str) -> int:
    figure = FIGURES[asked.name]
    if text == "空":
        return UNKNOWN
    if figure.unit is Unit.FLAG:
        return mark({"是": 1, "否": 0}[text])
    if named := getattr(figure, "level_labels", ()):
        exact = [at for at, one in enumerate(named) if text in (one, one.split()[0])]
        return mark(exact[0])
    for unit, factor in (_MONEY if figure.unit is Unit.MONEY else _UNITS).items():
        if text.endswith(unit) and text.removesuffix(unit)[-1].isdigit():
            return mark(Fraction(text.removesuffix(unit)) * factor)
    raise AssertionError(f"{text} is no {figure.unit}")


def case_files() -> Iterator[tuple[str, CaseFile]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem in NOT_RULESETS:
            continue
        data = yaml.load(path.read_text("utf-8"), _Words)
        chosen = standard(data["标准"], Tier(data["层级"]))
        assert chosen is not None, path.stem
        yield path.stem, CaseFile(chosen, data["一般情形"], tuple(data["案例"]), data.get("分数界线", {}))


class _Words(yaml.SafeLoader):
    """Whole numbers are numbers; everything else is what is written."""


def occasion_of(case: Mapping[str, Any]) -> Occasion:
    return Occasion(case.get("场合", "new"))
