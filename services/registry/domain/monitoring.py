"""动态监测: whose figures no longer carry their title, and who is one step away from the next, of many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.registry.domain.assessment import assess
from services.registry.domain.city import CityAssessment, assess_city
from services.registry.domain.criteria import Asked, Condition, Occasion, Role, Standard, comparisons
from services.registry.domain.planning import plan
from services.registry.domain.profile import Profile
from services.registry.domain.reasons import shortfalls
from services.registry.domain.sizes import SizeRules
from shared.events import Title, counting_on, tier_on
from shared.truth import VERDICTS
from shared.values import Tier, Verdict

Titles = Sequence[Title]
_MET: Final = VERDICTS.index(Verdict.MET)
_UNMET: Final = VERDICTS.index(Verdict.UNMET)


class Kind(StrEnum):
    NOT_CARRIED = "not_carried"
    """Present figures no longer carry the title, judged as in its renewal (复核)."""
    ONE_STEP = "one_step"
    """The fewest that are enough for the next tier are one."""


KIND_LABELS: Final = {Kind.NOT_CARRIED: "现有数据已不符合所持称号", Kind.ONE_STEP: "距上一级只差一项"}


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion that fails, or the one that lacks."""

    code: str
    label: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    row: int
    """Of the enterprise, in the order given"""
    kind: Kind
    tier: Tier
    ruleset: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Watched:
    """Enterprises and the day they are looked at."""

    profiles: Sequence[Profile]
    titles: Sequence[Titles]
    on: date
    sizes: SizeRules


def findings(watched: Watched, standards: Iterable[Standard]) -> list[Finding]:
    """`standards`: those in force on the day, one a tier."""
    by_tier = {one.tier: one for one in standards}
    return [*_not_carried(watched, by_tier), *_one_step(watched, by_tier)]


def _city(watched: Watched, standards: Mapping[Tier, Standard], occasion: Occasion) -> dict[Tier, CityAssessment]:
    judged = assess_city(standards.values(), watched.profiles, watched.titles, watched.on, watched.sizes, occasion)
    return {one.tier: one for one in judged}


def _not_carried(watched: Watched, standards: Mapping[Tier, Standard]) -> Iterable[Finding]:
    city = _city(watched, standards, Occasion.RENEWAL)
    for row, titles in enumerate(watched.titles):
        for tier in dict.fromkeys(title.tier for title in counting_on(titles, watched.on)):
            if tier in city and city[tier].verdict[row] == _UNMET:
                standard, profile = standards[tier], watched.profiles[row]
                said = assess(standard, profile, watched.on, titles, watched.sizes, Occasion.RENEWAL)
                reasons = tuple(Reason(one.code, one.label, one.clause, one.present) for one in shortfalls(said))
                yield Finding(row, Kind.NOT_CARRIED, tier, standard.ruleset, reasons)


def _one_step(watched: Watched, standards: Mapping[Tier, Standard]) -> Iterable[Finding]:
    city = _city(watched, standards, Occasion.NEW)
    near = {tier: within_reach_of_one(standards[tier], city[tier]) for tier in standards}
    for row, titles in enumerate(watched.titles):
        tier = tier_on(titles, watched.on).above()
        if tier is None or tier not in near or not near[tier][row]:
            continue
        found = plan(standards[tier], watched.profiles[row], watched.on, titles, watched.sizes)
        if len(found.fewest) == 1:
            (lack,) = found.fewest
            reason = Reason(lack.rule.code, lack.rule.label, lack.rule.clause, "；".join(lack.words))
            yield Finding(row, Kind.ONE_STEP, tier, found.ruleset, (reason,))


def within_reach_of_one(standard: Standard, city: CityAssessment) -> NDArray[np.bool_]:
    """Whom a plan of one criterion could bring to the tier; whom it leaves out, no such plan can.

    Steps move the figures of their own criterion only. So of the criteria that everybody must meet, those that are not
    met must each share a figure with the one that is chosen.
    """
    must = [(role, one) for role, one in standard.asked_of(Occasion.NEW) if role is not Role.DIRECT]
    not_met = np.array([city.criteria[role, one.code] != _MET for role, one in must])
    figures = [_figures(one.test) for _, one in must]
    choices = [_figures(one.test) for _, one in standard.asked_of(Occasion.NEW)]
    choices += [frozenset().union(*(_figures(band.test) for band in one.bands)) for one in standard.indicators]
    near: NDArray[np.bool_] = np.zeros(len(city.verdict), dtype=np.bool_)
    for choice in set(choices):
        elsewhere = np.array([not (choice & asked) for asked in figures])
        near |= ~not_met[elsewhere].any(axis=0)
    near &= city.verdict != _MET
    return near


def _figures(test: Condition) -> frozenset[Asked]:
    return frozenset(one.asked for one in comparisons(test))
