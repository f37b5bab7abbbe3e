"""A verdict that can be made again: what it was made from, kept to the byte."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.registry.domain.assessment import Assessment, assess
from services.registry.domain.criteria import Occasion, Standard
from services.registry.domain.profile import Profile
from services.registry.domain.records import profile_from
from services.registry.domain.sizes import SizeRules
from shared.canonical import canonical
from shared.events import Title
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a verdict is made from beside the texts of the rules."""

    ruleset: str
    tier: Tier
    occasion: Occasion
    on: date
    profile: Profile
    titles: Sequence[Title]
    """Every title it ever held."""

    def judged(self, standard: Standard, sizes: SizeRules) -> Assessment:
        return assess(standard, self.profile, self.on, self.titles, sizes, self.occasion)


def inputs_from(kept: str) -> Inputs:
    """The inputs whose canonical form this is."""
    data = json.loads(kept)
    return Inputs(
        ruleset=data["ruleset"],
        tier=Tier(data["tier"]),
        occasion=Occasion(data["occasion"]),
        on=date.fromisoformat(data["on"]),
        profile=profile_from(data["profile"]),
        titles=tuple(Title.model_validate_json(json.dumps(one)) for one in data["titles"]),
    )


@dataclass(frozen=True, slots=True)
class Again:
    """A kept result beside the one made again from the kept inputs by the kept rules."""

    kept: bytes
    made: bytes

    @property
    def identical(self) -> bool:
        return self.kept == self.made


def made_again(inputs: str, result: str, standard: Standard, sizes: SizeRules) -> Again:
    return Again(result.encode(), canonical(inputs_from(inputs).judged(standard, sizes)))
