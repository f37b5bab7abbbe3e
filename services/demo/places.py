"""What the districts of the demonstration city keep: targets, land, parks, service officers, diagnoses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from services.demo.firm import Firm
from services.demo.model import TITLED, city_model
from services.demo.place_model import PlaceModel, Served, place_model
from services.demo.shares import apportion
from shared.values import DISTRICTS, PROVINCIAL_AND_ABOVE, Tier

_LAND = "industrial_land"
_DIAGNOSED_WITHIN_DAYS = 900


@dataclass(frozen=True, slots=True)
class DrawnPark:
    name: str
    district: str
    kind: str
    area_sqm: int
    usccs: tuple[str, ...]
    """Who is in it since `since`"""
    honoured: bool
    since: date


@dataclass(frozen=True, slots=True)
class DrawnServiceOfficer:
    name: str
    district: str
    department: str
    usccs: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Targets and land by year, goal (or district) and district; diagnoses by USCC."""

    targets: Mapping[tuple[int, str, str], int]
    land: Mapping[tuple[int, str], int]
    parks: tuple[DrawnPark, ...]
    service_officers: tuple[DrawnServiceOfficer, ...]
    diagnoses: Mapping[str, date]


def draw_places(firms: Sequence[Firm], seed: int, today: date) -> Places:
    """The same firms and seed give the same places; each noun draws from its own stream."""
    model = place_model()
    rng = [np.random.default_rng([seed, number]) for number in range(5)]
    by_district: dict[str, list[Firm]] = {district: [] for district in DISTRICTS}
    for firm in firms:
        by_district[firm.district].append(firm)
    years = (today.year - 1, today.year)
    return Places(
        targets=_targets(rng[0], model, by_district, years),
        land=_land(rng[1], model, years),
        parks=tuple(_parks(rng[2], model, by_district, today)),
        service_officers=tuple(_service_officers(rng[3], model, by_district, today)),
        diagnoses=_diagnoses(rng[4], model, firms, today),
    )


def _targets(
    rng: Generator, model: PlaceModel, by_district: Mapping[str, Sequence[Firm]], years: Sequence[int]
) -> dict[tuple[int, str, str], int]:
    """Of the districts; the city's own is their sum."""
    targets: dict[tuple[int, str, str], int] = {}
    for year in years:
        opening = date(year - 1, 12, 31)
        for tier in TITLED:
            for district, firms in by_district.items():
                had = sum(_counts(firm, tier, opening) for firm in firms)
                over = model.gain_asked_percent[tier] + rng.uniform(*model.target_over_count_percent)
                targets[year, tier.value, district] = round(had * (1 + over / 100)) + 1
        shares = _land_shares(model)
        targets |= {(year, _LAND, district): mu for district, mu in zip(DISTRICTS, shares, strict=True)}
    return targets


def _counts(firm: Firm, tier: Tier, day: date) -> bool:
    """Towards the goal of a tier, as the plan counts: 累计 for 创新型, valid for the others."""
    if tier is Tier.INNOVATIVE:
        return any(title.tier is tier and title.recognised_on <= day for title in firm.titles)
    wanted = PROVINCIAL_AND_ABOVE if tier is Tier.SPECIALISED else {tier}
    return any(title.tier in wanted and title.valid_on(day) for title in firm.titles)


def _land_shares(model: PlaceModel) -> list[int]:
    shares = city_model().districts.shares
    return [int(mu) for mu in apportion(model.land_mu, [shares[district][0] for district in DISTRICTS])]


def _land(rng: Generator, model: PlaceModel, years: Sequence[int]) -> dict[tuple[int, str], int]:
    """What a whole year sells; the year under way has sold its share of it."""
    low, high = model.land_of_plan_percent
    return {
        (year, district): round(mu * rng.uniform(low, high) / 100)
        for year in years
        for district, mu in zip(DISTRICTS, _land_shares(model), strict=True)
    }


def _parks(
    rng: Generator, model: PlaceModel, by_district: Mapping[str, Sequence[Firm]], today: date
) -> list[DrawnPark]:
    parks = []
    for district, firms in by_district.items():
        count = int(rng.integers(*model.parks_per_district, endpoint=True))
        inside = _chosen(rng, model.in_parks_percent, firms, today)
        where = rng.integers(0, count, len(inside))
        for number in range(count):
            there = [firm for firm, place in zip(inside, where, strict=True) if place == number]
            holders = sum(firm.tier_on(today) in PROVINCIAL_AND_ABOVE for firm in there)
            parks.append(
                DrawnPark(
                    name=f"示例{DISTRICTS[district][:2]}{'甲乙丙丁'[number]}园",
                    district=district,
                    kind=model.park_kinds[int(rng.integers(0, len(model.park_kinds)))],
                    area_sqm=int(rng.integers(*model.park_area_sqm)),
                    usccs=tuple(firm.uscc for firm in there),
                    honoured=holders >= model.honoured_from_title_holders,
                    since=today - timedelta(days=int(rng.integers(200, 2_000))),
                )
            )
    return parks


def _service_officers(
    rng: Generator, model: PlaceModel, by_district: Mapping[str, Sequence[Firm]], today: date
) -> list[DrawnServiceOfficer]:
    officers = []
    for district, firms in by_district.items():
        count = int(rng.integers(*model.service_officers_per_district, endpoint=True))
        served = _chosen(rng, model.served_percent, firms, today)
        officers += [
            DrawnServiceOfficer(
                name=f"示例专员{number + 1}",
                district=district,
                department=f"{DISTRICTS[district]}经济和信息化局（示例）",
                usccs=tuple(firm.uscc for firm in served[number::count]),
            )
            for number in range(count)
        ]
    return officers


def _diagnoses(rng: Generator, model: PlaceModel, firms: Sequence[Firm], today: date) -> dict[str, date]:
    done: dict[str, date] = {}
    for firm in firms:
        if firm.tier_on(today) in PROVINCIAL_AND_ABOVE and rng.random() * 100 < model.diagnosed_percent:
            done[firm.uscc] = today - timedelta(days=int(rng.integers(0, _DIAGNOSED_WITHIN_DAYS)))
    return done


def _chosen(rng: Generator, percent: Served, firms: Sequence[Firm], today: date) -> list[Firm]:
    """So many percent of those without a title, of the innovative ones, of the provincial holders."""
    chosen = []
    for firm in firms:
        tier = firm.tier_on(today)
        of_tier = {Tier.NONE: percent.untitled, Tier.INNOVATIVE: percent.innovative}.get(tier, percent.provincial)
        if rng.random() * 100 < of_tier:
            chosen.append(firm)
    return chosen
