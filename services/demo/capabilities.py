"""What a firm has beside its figures: digital level, quality items, research institution, certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator

from services.demo.cohort import PROFILES
from services.demo.firm import Institution, QualityItem
from services.demo.model import CityModel, Profile
from services.demo.shares import Bools, Floats, Ints, chance, grade

_FIELD_GRADES = ("A", "B", "C")


@dataclass(frozen=True)
class Capabilities:
    """One row a firm."""

    digital_level: list[int]
    institution: list[Institution]
    quality: list[tuple[QualityItem, ...]]
    field_grade: list[str]
    strategic: Bools
    high_tech: Bools
    local_points: list[int]


def equip(rng: Generator, model: CityModel, profile: Ints) -> Capabilities:
    profiles = [model.profiles.tiers[name] for name in PROFILES]
    size = len(profile)

    def of(read: Callable[[Profile], float]) -> Floats:
        table: Floats = np.array([read(each) for each in profiles], dtype=np.float64)
        return table[profile]

    def graded(read: Callable[[Profile], tuple[float, ...]]) -> Ints:
        return grade(rng, np.array([read(each) for each in profiles], dtype=np.float64)[profile])

    institutions = list(Institution)
    has = {item: chance(rng, of(partial(_quality, item)), size).tolist() for item in QualityItem}
    local = of(lambda p: p.local_points.mean) + of(lambda p: p.local_points.sd) * rng.standard_normal(size)
    return Capabilities(
        digital_level=(graded(lambda p: p.digital_level) + 1).tolist(),
        institution=[institutions[index] for index in graded(lambda p: p.institution).tolist()],
        quality=[tuple(item for item in QualityItem if has[item][row]) for row in range(size)],
        field_grade=[_FIELD_GRADES[index] for index in graded(lambda p: p.field).tolist()],
        strategic=chance(rng, of(lambda p: p.strategic_percent), size),
        high_tech=chance(rng, of(lambda p: p.high_tech_percent), size),
        local_points=np.clip(np.rint(local), 0, model.profiles.local_points_max).astype(np.int64).tolist(),
    )


def _quality(item: QualityItem, profile: Profile) -> float:
    return profile.quality[item]
