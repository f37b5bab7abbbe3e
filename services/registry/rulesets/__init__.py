"""Rulesets and size classes read from `parameters/`: dated data, checked when loaded, given out as frozen rules.

A contradiction in the data is refused with the ruleset, tier and clause named.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from services.registry.domain.criteria import Standard
from services.registry.domain.sizes import SizeRules
from services.registry.rulesets.data import RulesetData, RulesetRefused
from services.registry.rulesets.size_table import SizeTable
from shared.values import Tier

__all__ = [
    "RuleText",
    "Ruleset",
    "RulesetRefused",
    "ruleset",
    "rulesets",
    "size_rules",
    "size_text",
    "standard",
    "standard_on",
    "standards",
]

FOLDER: Final = Path(__file__).parents[1] / "parameters"
SIZES: Final = "MIIT-2011-300"


@dataclass(frozen=True)
class RuleText:
    """A document of `parameters/` as it stands today; a result keeps the digest of the one that made it."""

    name: str
    text: str
    digest: str = field(init=False)
    """SHA-256, in hexadecimal"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.text.encode()).hexdigest())

    def standard(self, tier: Tier) -> Standard | None:
        """Of a ruleset's text. Raises RulesetRefused."""
        return next((one for one in _standards_of(self.text) if one.tier is tier), None)

    def sizes(self) -> SizeRules:
        """Of the text of a table of sizes."""
        return _sizes_of(self.text)


@lru_cache(maxsize=64)  # as many texts as versions of a document: each takes tens of milliseconds to read
def _standards_of(text: str) -> tuple[Standard, ...]:
    return read(yaml.safe_load(text))


@lru_cache(maxsize=8)
def _sizes_of(text: str) -> SizeRules:
    return SizeTable.model_validate(yaml.safe_load(text)).rules()


@dataclass(frozen=True)
class Ruleset:
    """标准文件: one document, with the standards it sets."""

    name: str
    title: str
    issuer: str
    valid_from: date
    valid_until: date | None
    confirmed: str
    """full_text, or excerpts: what the words of the clauses were checked against"""
    standards: tuple[Standard, ...]
    text: RuleText


@cache
def rulesets() -> tuple[Ruleset, ...]:
    """Every ruleset, oldest first. Raises RulesetRefused."""
    files = (file for file in FOLDER.glob("*.yaml") if file.stem != SIZES)
    return tuple(sorted(map(_ruleset, files), key=lambda one: (one.valid_from, one.name)))


def _ruleset(file: Path) -> Ruleset:
    text = RuleText(file.stem, file.read_text("utf-8"))
    data = _validated(yaml.safe_load(text.text))
    return Ruleset(
        name=data.id,
        title=data.title,
        issuer=data.issuer,
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        confirmed=data.confirmed,
        standards=tuple(sorted(data.rules().values(), key=lambda one: one.tier.rank)),
        text=text,
    )


def ruleset(name: str) -> Ruleset | None:
    return next((one for one in rulesets() if one.name == name), None)


@cache
def standards() -> tuple[Standard, ...]:
    """Every standard of every ruleset, oldest first. Raises RulesetRefused."""
    loaded = [one for ruleset in rulesets() for one in ruleset.standards]
    return refusing_overlaps(sorted(loaded, key=lambda one: (one.valid_from, one.ruleset, one.tier.rank)))


def standard_on(tier: Tier, day: date) -> Standard | None:
    """The standard in force for a tier on a day; None before the first, or when the last has ended."""
    return next((one for one in standards() if one.tier is tier and one.applies_on(day)), None)


def standard(ruleset: str, tier: Tier) -> Standard | None:
    """By name: to judge an old result again, or by another year's rules."""
    return next((one for one in standards() if (one.ruleset, one.tier) == (ruleset, tier)), None)


@cache
def size_text() -> RuleText:
    return RuleText(SIZES, (FOLDER / f"{SIZES}.yaml").read_text("utf-8"))


@cache
def size_rules() -> SizeRules:
    return size_text().sizes()


def read(data: Any) -> tuple[Standard, ...]:
    """The standards of one ruleset as data. Raises RulesetRefused."""
    return tuple(_validated(data).rules().values())


def _validated(data: Any) -> RulesetData:
    try:
        return RulesetData.model_validate(data)
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
