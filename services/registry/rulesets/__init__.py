"""Rulesets and size classes read from `parameters/`: dated data, checked when loaded, given out as frozen rules.

A contradiction in the data is refused with the ruleset, tier and clause named.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from services.registry.domain.criteria import Standard
from services.registry.domain.sizes import SizeRules
from services.registry.rulesets.data import RulesetData, RulesetRefused
from services.registry.rulesets.size_table import SizeTable
from shared.values import Tier

__all__ = ["RulesetRefused", "size_rules", "standard", "standard_on", "standards"]

FOLDER: Final = Path(__file__).parents[1] / "parameters"
SIZES: Final = "MIIT-2011-300"


@cache
def standards() -> tuple[Standard, ...]:
    """Every standard of every ruleset, oldest first. Raises RulesetRefused."""
    files = (file for file in sorted(FOLDER.glob("*.yaml")) if file.stem != SIZES)
    loaded = [one for file in files for one in read(yaml.safe_load(file.read_text("utf-8")))]
    return refusing_overlaps(sorted(loaded, key=lambda one: (one.valid_from, one.ruleset, one.tier.rank)))


def standard_on(tier: Tier, day: date) -> Standard | None:
    """The standard in force for a tier on a day; None before the first, or when the last has ended."""
    return next((one for one in standards() if one.tier is tier and one.applies_on(day)), None)


def standard(ruleset: str, tier: Tier) -> Standard | None:
    """By name: to judge an old result again, or by another year's rules."""
    return next((one for one in standards() if (one.ruleset, one.tier) == (ruleset, tier)), None)


@cache
def size_rules() -> SizeRules:
    return SizeTable.model_validate(yaml.safe_load((FOLDER / f"{SIZES}.yaml").read_text("utf-8"))).rules()


def read(data: Any) -> tuple[Standard, ...]:
    """The standards of one ruleset as data. Raises RulesetRefused."""
    try:
        return tuple(RulesetData.model_validate(data).rules().values())
    except ValidationError as fault:
        first = fault.errors()[0]
        name = data.get("id", "?") if isinstance(data, dict) else "?"
        where = ".".join(str(step) for step in first["loc"])
        raise RulesetRefused(f"{name}, {_clause(data, first['loc']) or where}: {where}: {first['msg']}") from fault


def _clause(data: Any, path: tuple[int | str, ...]) -> str:
    """The clause nearest to the fault."""
    clause = ""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict):
            clause = str(data.get("clause", clause))
    return clause


def refusing_overlaps(loaded: list[Standard]) -> tuple[Standard, ...]:
    """On any day one standard decides a tier. Raises RulesetRefused."""
    last: dict[Tier, Standard] = {}
    for one in loaded:
        before = last.get(one.tier)
        if before and before.applies_on(one.valid_from):
            raise RulesetRefused(f"{one.ruleset} and {before.ruleset} both decide {one.tier} on {one.valid_from}")
        last[one.tier] = one
    return tuple(loaded)
