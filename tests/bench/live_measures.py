"""Five hundred versions in force, and who may grow into them: what the worker of changed enterprises asks."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from services.benefits.domain.cases import supposed_title
from services.benefits.domain.firms import Firm
from services.benefits.domain.measures import Measure
from services.benefits.measures import Enacted, maker, measure_of
from shared.values import DISTRICTS, HOLDABLE, Tier

ON: Final = date(2026, 11, 23)
FEN: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition every engine can say: two titles, three districts, people and revenue."""

    titles: Sequence[str]
    districts: Sequence[str]
    staff: int
    revenue: int
    """In yuan"""

    @property
    def written(self) -> dict[str, Any]:
        return {
            "all": [
                {"fact": "title", "any_of": list(self.titles)},
                {"fact": "district", "any_of": list(self.districts)},
                {"fact": "staff", "at_least": self.staff},
                {"fact": "revenue", "at_least": f"{self.revenue}元"},
            ]
        }


def draw(number: int, seed: int = 1) -> list[Asked]:
    dice = random.Random(seed)
    return [
        Asked(
            dice.sample([tier.value for tier in HOLDABLE], 2),
            dice.sample(list(DISTRICTS), 3),
            dice.randrange(10, 500),
            dice.randrange(1, 60) * 1_000_000,
        )
        for _ in range(number)
    ]


def measures(asked: Sequence[Asked]) -> list[Measure]:
    made = maker()
    return [measure_of(made, _enacted(place, one)) for place, one in enumerate(asked)]


def _enacted(place: int, one: Asked) -> Enacted:
    measure = {
        "id": f"D{place}",
        "benefit_code": f"example-{place:09d}",
        "label": "示例扶持",
        "citation": "对符合条件的企业给予示例扶持。",
        "category": "monetary_fixed",
        "subject": "enterprise",
        "audience": one.written,
        "formula": {"fixed": {"amount": "100000.00"}},
        "frequency": "once",
        "certainty": "nominal",
        "plain": "符合条件的企业可得示例扶持。",
    }
    body = {"document": "《示例办法》（示例文号）", "article": "三", "departments": ["市经信局"], "measure": measure}
    return Enacted(body, f"version-{place}", 1, "杭州市", None, ON, ON)


def firms(number: int, seed: int = 2) -> list[Firm]:
    """Each with one title, so that an engine without sets can be asked of it."""
    dice = random.Random(seed)
    districts, since = list(DISTRICTS), ON - timedelta(days=200)
    return [
        Firm(
            enterprise_id=f"{at:036d}",
            uscc="",
            name="",
            district=dice.choice(districts),
            industry="C39",
            version=1,
            titles=(supposed_title(dice.choice([Tier.SPECIALISED, Tier.LITTLE_GIANT]), (), since),),
            year=ON.year - 1,
            staff=dice.randrange(5, 900),
            revenue_fen=dice.randrange(1, 90) * 1_000_000 * FEN,
        )
        for at in range(number)
    ]
