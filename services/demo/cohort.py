"""Who is in the city: which firm ever held which tier, where it is and what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from services.demo.model import CityModel, Population
from services.demo.shares import Bools, Ints, apportion, deal, pick
from shared.values import Tier

PROFILES = ("untitled", "innovative", "specialised", "hidden_champion", "little_giant")
"""Profiles of the parameters; a hidden champion that is also a little giant has the former's figures."""


@dataclass(frozen=True)
class Cohort:
    """One row a firm. A firm that ever held a tier also held every rung below it."""

    profile: Ints
    """Index into PROFILES."""
    ever: Mapping[Tier, Bools]
    expired: Bools
    """Held titles once and holds none today."""
    district: Sequence[str]
    industry: Sequence[str]

    @property
    def titled(self) -> Bools:
        """Holds a title today."""
        return self.ever[Tier.INNOVATIVE] & ~self.expired

    @property
    def provincial(self) -> Bools:
        """Holds a title of 省级以上 today."""
        return self.ever[Tier.SPECIALISED] & ~self.expired

    def __len__(self) -> int:
        return len(self.profile)


def gather(rng: Generator, model: CityModel, count: int, old_enough: bool) -> Cohort:
    """`count` holders and the untitled beside them; `old_enough`: titles have had time to expire."""
    population = model.population

    def scaled(number: int) -> int:
        return int(count * number / population.per + 0.5)

    untitled = scaled(population.untitled)
    specialised, champions, giants, both = (
        min(count, scaled(number))
        for number in (
            population.specialised,
            population.hidden_champion,
            population.little_giant,
            population.hidden_champion_and_little_giant,
        )
    )
    rank = rng.permutation(count + untitled)  # the lowest numbers are the highest titles
    giant = rank < giants
    champion = (rank >= giants - both) & (rank < giants - both + champions)
    provincial = rank < max(specialised, giants + champions - both)
    titled = rank < count
    expired = _expired(rng, population, ~titled) if old_enough else np.zeros(len(rank), dtype=np.bool_)
    expired_provincial = pick(rng, expired, population.expired_specialised_percent / 100 * int(expired.sum()))
    profile = titled.astype(np.int64)
    for name, held in (("specialised", provincial), ("little_giant", giant), ("hidden_champion", champion)):
        profile[held] = PROFILES.index(name)
    industries = {code: (low, (low + high) / 2, high) for code, (low, high) in model.industries.shares.items()}
    strata = (~provincial, provincial & ~giant, giant)
    return Cohort(
        profile=profile,
        ever={
            Tier.INNOVATIVE: titled | expired,
            Tier.SPECIALISED: provincial | expired_provincial,
            Tier.HIDDEN_CHAMPION: champion,
            Tier.LITTLE_GIANT: giant,
        },
        expired=expired,
        district=_spread(rng, strata, titled, model.districts.shares),
        industry=_spread(rng, strata, titled, industries),
    )


def _expired(rng: Generator, population: Population, untitled: Bools) -> Bools:
    return pick(rng, untitled, population.expired_percent_of_untitled / 100 * int(untitled.sum()))


def _spread(
    rng: Generator,
    strata: tuple[Bools, Bools, Bools],
    titled: Bools,
    shares: Mapping[str, tuple[float, float, float]],
) -> list[str]:
    """A code for every firm, so that the holders of each tier, higher ones included, have its shares."""
    codes = np.array(list(shares))
    column = np.array(list(shares.values())).T
    column /= column.sum(axis=1, keepdims=True)
    holders = [int((titled & np.logical_or.reduce(strata[index:])).sum()) for index in range(3)]
    wanted = [apportion(total, share) for total, share in zip(holders, column, strict=True)]
    place = np.zeros(len(titled), dtype=np.int64)
    for index, stratum in enumerate(strata):
        weights = np.clip(wanted[index] - (wanted[index + 1] if index < 2 else 0), 0, None)
        rows = np.flatnonzero(stratum & titled)
        if len(rows):
            place[rows] = deal(rng, len(rows), weights if weights.any() else column[index])
    rows = np.flatnonzero(~titled)
    place[rows] = deal(rng, len(rows), column[0])
    chosen: list[str] = codes[place].tolist()
    return chosen
