"""The parameters of the demonstration city as typed values; sources stand beside the numbers in the YAML."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from services.demo.firm import LoanPurpose, QualityItem
from shared.values import DISTRICTS, Tier

_PARAMETERS = Path(__file__).parent / "parameters"
FEN_PER_WAN = 1_000_000
"""万元: the parameters speak of ten thousand yuan."""
TITLED = (Tier.INNOVATIVE, Tier.SPECIALISED, Tier.HIDDEN_CHAMPION, Tier.LITTLE_GIANT)


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sourced(_Block):
    source: str


class Population(_Sourced):
    per: int
    specialised: int
    hidden_champion: int
    little_giant: int
    hidden_champion_and_little_giant: int
    untitled: int
    expired_percent_of_untitled: float
    expired_specialised_percent: float


class Flags(_Sourced):
    major_change_overdue_percent: float
    banned_percent: float
    drifting_percent: float


class Districts(_Sourced):
    shares: Mapping[str, tuple[float, float, float]]


class Registration(_Sourced):
    reformed_on: date
    earlier_regions: Mapping[str, Mapping[str, float]]


class Industries(_Sourced):
    shares: Mapping[str, tuple[float, float]]


class Cap(_Block):
    """Below `staff` persons or below `revenue` (万元) a firm is an SME; 0: the measure does not count."""

    staff: int
    revenue: int = 0


class SmeCaps(_Sourced):
    caps: Mapping[str, Cap]

    def of(self, industry: str) -> Cap:
        return self.caps[max((key for key in self.caps if industry.startswith(key)), key=len)]


class PerHeadOutput(_Sourced):
    median: Mapping[str, float]
    sigma: float
    staff_min: int


class Lognormal(_Block):
    median: float
    sigma: float
    min: float = 0
    max: float = 1e12
    software_factor: float = 1


class MeanSd(_Block):
    mean: float
    sd: float
    software_mean: float | None = None


class NicheYears(_Block):
    min: float
    gamma_mean: float


class Profile(_Block):
    """How the figures of a firm of one highest tier are distributed."""

    revenue: Lognormal
    rd_percent: Lognormal
    main_percent: MeanSd
    growth_percent: MeanSd
    debt_percent: MeanSd
    margin_percent: MeanSd
    class1_ip: float
    class2_ip: float
    rd_staff_percent: MeanSd
    niche_years: NicheYears
    digital_level: tuple[float, ...]
    institution: tuple[float, ...]
    quality: Mapping[QualityItem, float]
    field: tuple[float, ...]
    strategic_percent: float
    high_tech_percent: float
    local_points: MeanSd
    niche_share: MeanSd
    development_score: MeanSd | None = None


class Yearly(_Block):
    rd_sigma: float
    main_sd: float
    debt_sd: float
    margin_persistence: float


class Profiles(_Sourced):
    yearly: Yearly
    growth_bounds: tuple[float, float]
    debt_bounds: tuple[float, float]
    rd_percent_max: float
    local_points_max: int
    asset_turnover: Lognormal
    ip_dispersion: float
    gamma_shape: float
    age_before_niche_years: float
    established_from: date
    tiers: Mapping[str, Profile]


class Gate(_Block):
    """Hard conditions of one tier for titles decided since a day. Money in 万元."""

    since: date
    revenue: float = 0
    revenue_max: float = 1e12
    rd: float = 0
    rd_of_two_years: float = 0
    rd_percent: float = 0
    rd_percent_below_1yi: float = 0
    """The higher rate for revenue under 100 million yuan (1亿元)."""
    main_percent: float = 0
    debt_percent: float = 100
    growth_percent: float = -100
    rising: bool = False
    profit_growth_percent: float | None = None
    class1_ip: int = 0
    niche_years: float = 0
    niche_share: int = 0
    development_score: int = 0


class Gates(_Sourced):
    specialised: tuple[Gate, ...]
    hidden_champion: tuple[Gate, ...]
    little_giant: tuple[Gate, ...]

    def of(self, tier: Tier) -> tuple[Gate, ...]:
        gates: Mapping[Tier, tuple[Gate, ...]] = {
            Tier.SPECIALISED: self.specialised,
            Tier.HIDDEN_CHAMPION: self.hidden_champion,
            Tier.LITTLE_GIANT: self.little_giant,
        }
        return gates.get(tier, ())


class InnovativeByScore(_Sourced):
    class2_ip: int
    rd_percent: float
    growth_percent: float
    debt_percent: float
    main_percent: float


class Drift(_Sourced):
    growth_percent: tuple[float, float]
    rd_percent: tuple[float, float]
    debt_percent: tuple[float, float]
    margin_percent: tuple[float, float]


class History(_Sourced):
    growth_percent: Mapping[str, tuple[float, float]]


class Words(_Block):
    letters: str
    authority: str


class Titles(_Sourced):
    term_years: int
    since: date
    first_within_three_years_percent: float
    batches: Mapping[Tier, tuple[str, ...]]
    words: Mapping[Tier, Words]
    document: str
    renewal_document: str
    number: str


class Loans(_Sourced):
    years: int
    borrowing_percent_a_year: float
    more_loans_mean: float
    principal: Lognormal
    tenor_months: tuple[tuple[int, int, float], ...]
    long_tenor_above_months: int
    margin: MeanSd
    rate_min: float
    purposes: Mapping[LoanPurpose, float]
    guaranteed_percent: float
    january_lpr: Mapping[int, tuple[float, float]]

    def lpr_of(self, year: int) -> tuple[float, float]:
        """One year and over five years; the nearest year quoted, where the table does not reach."""
        return self.january_lpr[min(self.january_lpr, key=lambda quoted: abs(quoted - year))]


class Phones(_Sourced):
    first: int
    count: int


class CityModel(_Block):
    population: Population
    flags: Flags
    districts: Districts
    registration: Registration
    industries: Industries
    sme_caps: SmeCaps
    per_head_output: PerHeadOutput
    profiles: Profiles
    gates: Gates
    innovative_by_score: InnovativeByScore
    drift: Drift
    history: History
    titles: Titles
    loans: Loans
    phones: Phones


Characters = Annotated[tuple[str, ...], BeforeValidator(tuple)]
"""A string in the YAML, one character each."""


class RareCharacters(_Block):
    source: str = ""
    characters: Characters
    percent: float


class NameModel(_Sourced):
    places: tuple[str, ...]
    marks: tuple[str, ...]
    ending: str
    characters: Characters
    rare: RareCharacters
    beyond_bmp: RareCharacters
    words: Mapping[str, tuple[str, ...]]


@cache
def city_model() -> CityModel:
    text = (_PARAMETERS / "city.yaml").read_text(encoding="utf-8")
    model = CityModel.model_validate(yaml.safe_load(text))
    if set(model.districts.shares) != set(DISTRICTS):
        raise ValueError("city.yaml: districts.shares must name the 13 districts, each once")
    return model


@cache
def name_model() -> NameModel:
    text = (_PARAMETERS / "names.yaml").read_text(encoding="utf-8")
    return NameModel.model_validate(yaml.safe_load(text))
