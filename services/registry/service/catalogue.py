"""The catalogue of rulesets (认定标准目录): the law as anybody may read it."""

from collections.abc import Sequence
from datetime import date

from services.registry import rulesets
from services.registry.problems import RulesetNotFound
from services.registry.rulesets import Ruleset


def every(on: date | None) -> Sequence[Ruleset]:
    """Oldest first; those with a standard in force on a day, if one is named."""
    return [
        one for one in rulesets.rulesets() if on is None or any(standard.applies_on(on) for standard in one.standards)
    ]


def get(name: str) -> Ruleset:
    found = rulesets.ruleset(name)
    if found is None:
        raise RulesetNotFound("请核对标准编号；全部标准见 /registry/v1/rulesets")
    return found
