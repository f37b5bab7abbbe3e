"""The parameters of what the districts keep, as typed values; their source stands beside them in the YAML."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from shared.values import Tier

_FILE = Path(__file__).parent / "parameters" / "places.yaml"


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Served(_Block):
    """Percent of the firms, by what they hold."""

    untitled: float = 0
    innovative: float
    provincial: float


class PlaceModel(_Block):
    source: str
    target_over_count_percent: tuple[float, float]
    gain_asked_percent: Mapping[Tier, float]
    parks_per_district: tuple[int, int]
    park_area_sqm: tuple[int, int]
    park_kinds: tuple[str, ...]
    in_parks_percent: Served
    honoured_from_title_holders: int
    service_officers_per_district: tuple[int, int]
    served_percent: Served
    diagnosed_percent: float
    land_of_plan_percent: tuple[float, float]
    land_mu: int


@cache
def place_model() -> PlaceModel:
    return PlaceModel.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
