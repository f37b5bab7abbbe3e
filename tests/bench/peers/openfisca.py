"""The same twelve measures in OpenFisca-Core, as its documentation writes formulas: a variable each, on whole columns.

It is given the same facts: titles, district, level, listing; what follows from them it computes, as ours does.
Its numbers are its own: `float` is float32 there, and nothing rounds.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from openfisca_core.entities import Entity, build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

NAME: Final = "OpenFisca-Core"
PERIOD: Final = "2026"


class Level(Enum):
    none = "none"
    provincial = "provincial"
    domestic = "domestic"
    international = "international"


class Listing(Enum):
    none = "none"
    bse = "bse"
    sse = "sse"
    szse = "szse"
    overseas = "overseas"


class District(Enum):
    hangzhou = "330108"
    elsewhere = "310104"


INPUTS: Final[dict[str, Any]] = {
    "holds_specialised": bool,
    "holds_hidden_champion": bool,
    "holds_little_giant": bool,
    "first_specialised": bool,
    "first_little_giant": bool,
    "district": District,
    "platform_in_construction": bool,
    "platform_equipment": float,
    "first_set_level": Level,
    "purchase_price": float,
    "digital_workshop": bool,
    "smart_factory": bool,
    "lead_factory": bool,
    "listed_on": Listing,
}
"""Amounts in yuan"""
enterprise: Final[Entity] = build_entity("enterprise", "enterprises", "An enterprise", is_person=True)
Formula = Callable[[Any, Any], Any]
DERIVED: Final[dict[str, Formula]] = {
    "provincial": lambda e, p: e("holds_specialised", p) + e("holds_hidden_champion", p) + e("holds_little_giant", p),
    "in_hangzhou": lambda e, p: e("district", p) == District.hangzhou,
    "listed": lambda e, p: (
        (e("listed_on", p) == Listing.bse) + (e("listed_on", p) == Listing.sse) + (e("listed_on", p) == Listing.szse)
    ),
    "first_set": lambda e, p: (
        (e("first_set_level", p) == Level.provincial)
        + (e("first_set_level", p) == Level.domestic)
        + (e("first_set_level", p) == Level.international)
    ),
}
MEASURES: Final[dict[str, Formula]] = {
    "m02_2": lambda e, p: e("first_little_giant", p) * 1_000_000,
    "m02_3": lambda e, p: e("first_specialised", p) * 200_000,
    "m04_3": lambda e, p: (
        e("in_hangzhou", p)
        * e("platform_in_construction", p)
        * np.minimum(e("platform_equipment", p) * 0.5, 30_000_000)
    ),
    "m05_5": lambda e, p: e("provincial", p) * (e("first_set_level", p) == Level.international) * 2_000_000,
    "m05_6": lambda e, p: e("provincial", p) * (e("first_set_level", p) == Level.domestic) * 1_000_000,
    "m05_7": lambda e, p: e("provincial", p) * (e("first_set_level", p) == Level.provincial) * 500_000,
    "m05_9": lambda e, p: e("provincial", p) * 500_000,
    "m06_5": lambda e, p: e("in_hangzhou", p) * e("first_set", p) * np.minimum(e("purchase_price", p) * 0.1, 3_000_000),
    "m08_3": lambda e, p: e("in_hangzhou", p) * e("lead_factory", p) * 5_000_000,
    "m08_4": lambda e, p: (
        e("in_hangzhou", p) * e("smart_factory", p) * np.logical_not(e("lead_factory", p)) * 2_000_000
    ),
    "m08_5": lambda e, p: (
        e("in_hangzhou", p)
        * e("digital_workshop", p)
        * np.logical_not(e("smart_factory", p) + e("lead_factory", p))
        * 800_000
    ),
    "m10_4": lambda e, p: e("provincial", p) * e("listed", p) * 3_000_000,
}


def _variable(name: str, value_type: Any, formula: Formula | None = None) -> type[Variable]:
    members: dict[str, Any] = {
        "value_type": value_type,
        "entity": enterprise,
        "definition_period": DateUnit.YEAR,
        "label": name,
    }
    if isinstance(value_type, type) and issubclass(value_type, Enum):
        members |= {"value_type": Enum, "possible_values": value_type, "default_value": next(iter(value_type))}
    if formula is not None:
        members["formula"] = lambda persons, period, parameters: formula(persons, period)
    return type(name, (Variable,), members)


def system() -> TaxBenefitSystem:
    made = TaxBenefitSystem([enterprise])
    for name, value_type in INPUTS.items():
        made.add_variable(_variable(name, value_type))
    for name, formula in DERIVED.items():
        made.add_variable(_variable(name, bool, formula))
    for name, formula in MEASURES.items():
        made.add_variable(_variable(name, float, formula))
    return made


def calculate(made: TaxBenefitSystem, inputs: Mapping[str, Any], size: int) -> Any:
    """The total of each enterprise, in yuan."""
    simulation = SimulationBuilder().build_default_simulation(made, size)
    for name, column in inputs.items():
        simulation.set_input(name, PERIOD, column)
    total = np.zeros(size, dtype=np.float32)
    for name in MEASURES:
        total += simulation.calculate(name, PERIOD)
    return total
