"""Freshness: how old a figure may be before it should be asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.registry.domain.profile import Provenance


@dataclass(frozen=True, slots=True)
class FreshnessRules:
    """In days after the day of the word; by figure, else by kind of figure."""

    name: str
    by_figure: Mapping[str, int]
    otherwise: int

    def most_days(self, figure: str) -> int:
        return self.by_figure.get(figure, self.otherwise)


@dataclass(frozen=True, slots=True)
class Age:
    days: int
    most_days: int

    @property
    def stale(self) -> bool:
        return self.days > self.most_days


def age(rules: FreshnessRules, figure: str, origin: Provenance, today: date) -> Age:
    return Age((today - origin.on).days, rules.most_days(figure))
