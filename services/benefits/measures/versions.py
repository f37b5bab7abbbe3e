"""A version of a measure as an officer writes it: the language of its policy set, checked by the same loader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import yaml

from services.benefits.domain.measures import Measure
from services.benefits.measures.data import SetMaker
from services.benefits.measures.texts import RuleText

_BETWEEN: Final = "\n---\n"


@dataclass(frozen=True, slots=True)
class Enacted:
    """A version with its days, as rules need it; `body` as the officer wrote it."""

    body: Mapping[str, Any]
    version_id: str
    number: int
    issuer: str
    district: str | None
    since: date
    begun: date | None

    @property
    def data(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in ("version_id", "number", "issuer", "district", "since", "begun")}
        return {**self.body, "enacted": own}


def measure_of(maker: SetMaker, one: Enacted) -> Measure:
    """Raises MeasureRefused."""
    return maker.version(one.data)


def text_with(of_set: RuleText, versions: Mapping[str, Enacted | None]) -> RuleText:
    """The text of a set followed by what supersedes its measures, by benefit_code: enough to make the rules again."""
    if not versions:
        return of_set
    return RuleText(of_set.name, _BETWEEN.join([of_set.text, *_documents(versions.items())]))


def _documents(versions: Iterable[tuple[str, Enacted | None]]) -> list[str]:
    return [
        yaml.safe_dump(
            {"benefit_code": code, "version": None if one is None else one.data},
            allow_unicode=True,
            sort_keys=False,
            width=1_000,
        )
        for code, one in sorted(versions)
    ]
