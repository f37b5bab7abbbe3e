"""全市测评: every enterprise by every standard at once, with the rules that judge one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from services.registry.domain.criteria import Asked, Occasion, Role, Standard, judge
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.city import City, Column
from services.registry.domain.profile import Profile
from services.registry.domain.sizes import SizeRules
from shared.events import Title
from shared.truth import VERDICTS, VerdictColumn, verdict_column
from shared.values import Tier, Verdict


@dataclass(frozen=True)
class CityAssessment:
    """One standard; every column has one element for each enterprise, in the order given."""

    ruleset: str
    tier: Tier
    verdict: VerdictColumn
    points: Column | None
    """Granted, unknown as 0; None: the standard has no score."""
    criteria: dict[tuple[Role, str], VerdictColumn]
    indicators: dict[str, Column]
    """Granted points."""

    def count(self, verdict: Verdict) -> int:
        return int(np.count_nonzero(self.verdict == VERDICTS.index(verdict)))


def assess_city(
    standards: Iterable[Standard],
    profiles: Sequence[Profile],
    titles: Sequence[Sequence[Title]],
    on: date,
    sizes: SizeRules,
    occasion: Occasion = Occasion.NEW,
) -> tuple[CityAssessment, ...]:
    """Equal, element for element, to assessing one by one."""
    city = City(profiles, titles, on, sizes)

    def marks(asked: Asked) -> Column:
        return city.kept(asked, lambda: FIGURES[asked.name].column(city, asked))

    return tuple(_assessed(standard, occasion, marks, len(city)) for standard in standards)


def _assessed(standard: Standard, occasion: Occasion, marks: Any, size: int) -> CityAssessment:
    judged = judge(standard, occasion, marks)
    granted = {code: _whole(points.granted, size) for code, points in judged.points.items()}
    return CityAssessment(
        ruleset=standard.ruleset,
        tier=standard.tier,
        verdict=verdict_column(judged.whole, size),
        points=sum(granted.values(), np.zeros(size, dtype=np.int64)) if standard.score else None,
        criteria={key: verdict_column(truth, size) for key, truth in judged.criteria.items()},
        indicators=granted,
    )


def _whole(points: Any, size: int) -> Column:
    return np.broadcast_to(np.asarray(points, dtype=np.int64), (size,))
