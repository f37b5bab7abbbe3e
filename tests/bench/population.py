"""population and single-trace: twelve measures of money, asked of a million enterprises, and of one with every step."""

import time
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.benefits.domain.calculation import calculate
from services.benefits.domain.cases import Case, Thing, supposed_title
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.measures import RuleBook
from services.benefits.domain.population import Population, Rows, totals
from services.benefits.measures import book
from shared.conditions.facts import code_range
from shared.conditions.population import Column, Columns, narrow
from shared.values import Tier
from tests.bench.measure import Measured, alternate, less_is_better, say
from tests.bench.peers import openfisca
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "population"
TRACE: Final = "single-trace"
SIZE: Final = 1_000_000
REPEATS: Final = 9
SINGLE: Final = 200
"""Calculations a round"""
MEMORY_LIMIT_MIB: Final = 1_536
ON: Final = date(2026, 11, 23)
CLAUSES: Final = (
    *("02-2", "02-3", "04-3", "05-5", "05-6", "05-7"),
    *("05-9", "06-5", "08-3", "08-4", "08-5", "10-4"),
)
LEVELS: Final = ("none", "provincial", "domestic", "international")
Drawn = Mapping[str, NDArray[Any]]


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    rules = book()
    assert rules is not None
    measures = [found for clause in CLAUSES if (found := rules.policy_set.find(clause))]
    say(f"drawing {SIZE:,} enterprises …")
    drawn = draw(SIZE, seed=1)
    population, inputs, made = population_of(drawn), inputs_of(drawn), openfisca.system()
    found = totals(rules, measures, population)
    memory = peak_memory_mib()
    say("every total against exact decimals …")
    exact = exact_totals(drawn)
    wrong = int(np.count_nonzero(found != exact))
    assert wrong == 0, f"{wrong} totals are not exact"
    theirs = openfisca.calculate(made, inputs, SIZE).astype(np.float64) * 100
    theirs_wrong = int(np.count_nonzero(np.abs(theirs - exact) >= 0.5))

    async def at_once(_: int) -> float:
        return usual_ms(lambda: totals(rules, measures, population))

    async def peer(_: int) -> float:
        return usual_ms(lambda: openfisca.calculate(made, inputs, SIZE))

    verdict = "within" if memory < MEMORY_LIMIT_MIB else "OVER"
    notes = [
        f"{CASE}: {wrong} of {SIZE:,} totals differ from exact decimals; {theirs_wrong:,} of {openfisca.NAME}'s do",
        f"{CASE}: peak memory {memory:.0f} MiB (VmHWM, what was drawn included); {verdict} {MEMORY_LIMIT_MIB}",
        f"{CASE}: ours is three-valued and rounds to the fen; the peer does neither",
    ]
    runs = await alternate(at_once, peer, "ms")
    return [less_is_better(CASE, "ms", openfisca.NAME, runs, notes), await single_trace(rules, drawn, made)]


def usual_ms(work: Callable[[], Any]) -> float:
    """The median of several runs: one of these takes less than a neighbour's hiccup."""
    took = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return median(took) * 1_000


async def single_trace(rules: RuleBook, drawn: Drawn, made: Any) -> Measured:
    case = case_of({name: column[0] for name, column in drawn.items()})
    inputs = inputs_of({name: column[:1] for name, column in drawn.items()})

    async def traced(_: int) -> float:
        started = time.perf_counter()
        for _round in range(SINGLE):
            calculate(rules, case, CLAUSES)
        return (time.perf_counter() - started) / SINGLE * 1e6

    async def peer(_: int) -> float:
        started = time.perf_counter()
        for _round in range(SINGLE):
            openfisca.calculate(made, inputs, 1)
        return (time.perf_counter() - started) / SINGLE * 1e6

    note = f"{TRACE}: ours with reasons and every step in words; {openfisca.NAME} without a trace"
    return less_is_better(TRACE, "us", openfisca.NAME, await alternate(traced, peer, "us"), [note])


# ---- what is drawn -----------------------------------------------------------------------------------


def draw(size: int, seed: int) -> Drawn:
    """One product for each enterprise; every fact known, as the peer cannot do without."""
    rng = np.random.default_rng(seed)

    def some(share: float) -> NDArray[np.bool_]:
        return rng.random(size) < share

    little_giant, specialised = some(0.02), some(0.2)
    return {
        "little_giant": little_giant,
        "specialised": specialised,
        "first_little_giant": little_giant & some(0.8),
        "first_specialised": specialised & some(0.8),
        "in_hangzhou": some(0.95),
        "platform_in_construction": some(0.3),
        "platform_equipment": rng.integers(0, 10_000_000_000, size),
        "first_set_level": rng.integers(0, 4, size),
        "purchase_price": rng.integers(0, 5_000_000_000, size),
        "digital_workshop": some(0.2),
        "smart_factory": some(0.1),
        "lead_factory": some(0.03),
        "listed": some(0.05),
    }


def population_of(drawn: Drawn) -> Population:
    size = len(drawn["listed"])
    tiers = FACTS["title"]
    hangzhou, elsewhere = code_range("330108")[0], code_range("310104")[0]

    def held(little_giant: str, specialised: str) -> Column:
        bits = {tier: tiers.bits([tier]) for tier in ("little_giant", "specialised")}
        return drawn[little_giant] * bits["little_giant"] + drawn[specialised] * bits["specialised"]

    rating = FACTS["factory_rating"]
    own: dict[str, Any] = {
        "title": held("little_giant", "specialised"),
        "first_title": held("first_little_giant", "first_specialised"),
        "district": np.where(drawn["in_hangzhou"], hangzhou, elsewhere),
        "platform_in_construction": drawn["platform_in_construction"].astype(np.int64),
        "platform_equipment": drawn["platform_equipment"],
        "factory_rating": sum(drawn[name] * rating.bits([name]) for name in rating.choices),
        "listed_on": np.where(drawn["listed"], FACTS["listed_on"].bits(["bse"]), FACTS["listed_on"].bits(["none"])),
    }
    products = {
        "first_set_level": np.array([FACTS["first_set_level"].bits([one]) for one in LEVELS])[drawn["first_set_level"]],
        "purchase_price": drawn["purchase_price"],
    }
    own, products = ({name: _narrow(name, one) for name, one in marks.items()} for marks in (own, products))
    rows = Rows(Columns(size, products), owner=np.arange(size, dtype=np.int64))
    return Population(SubjectKind.ENTERPRISE, ON, Rows(Columns(size, own)), things={SubjectKind.PRODUCT: rows})


def _narrow(name: str, marks: Any) -> Column:
    found: Column = np.asarray(marks).astype(narrow(FACTS[name]))
    return found


def inputs_of(drawn: Drawn) -> dict[str, Any]:
    """The same facts as the peer takes them: enums by their place, amounts in yuan."""
    given = {
        **{name: drawn[name] for name in openfisca.INPUTS if name in drawn},
        "holds_specialised": drawn["specialised"],
        "holds_hidden_champion": np.zeros_like(drawn["specialised"]),
        "holds_little_giant": drawn["little_giant"],
        "district": np.where(drawn["in_hangzhou"], 0, 1),
        "listed_on": np.where(drawn["listed"], 1, 0),
        **{name: drawn[name] / 100 for name in ("platform_equipment", "purchase_price")},
    }
    enums = {"district": openfisca.District, "first_set_level": openfisca.Level, "listed_on": openfisca.Listing}
    return {name: enums[name].encode(given[name]) if name in enums else given[name] for name in openfisca.INPUTS}


def case_of(one: Mapping[str, Any]) -> Case:
    titles = [supposed_title(Tier(tier), (), ON) for tier in ("specialised", "little_giant")]
    facts: dict[str, Any] = {
        "district": "330108",
        "platform_in_construction": True,
        "platform_equipment": int(one["platform_equipment"]),
        "factory_rating": frozenset({"smart_factory"}),
        "listed_on": "bse",
    }
    product = {"first_set_level": "domestic", "purchase_price": int(one["purchase_price"])}
    return Case(SubjectKind.ENTERPRISE, ON, facts, tuple(titles), (Thing(SubjectKind.PRODUCT, "p", product),))


def exact_totals(drawn: Drawn) -> Column:
    """Fen, by decimals one by one: an independent reading of the same clauses."""
    provincial, here = drawn["little_giant"] | drawn["specialised"], drawn["in_hangzhou"]
    level, workshop, smart, lead = (
        drawn[name] for name in ("first_set_level", "digital_workshop", "smart_factory", "lead_factory")
    )
    total = drawn["first_little_giant"] * 100_000_000 + drawn["first_specialised"] * 20_000_000
    total += provincial * (np.array([0, 50, 100, 200])[level] * 1_000_000 + 50_000_000)
    total += provincial * drawn["listed"] * 300_000_000
    rated = np.where(lead, 500_000_000, np.where(smart, 200_000_000, np.where(workshop, 80_000_000, 0)))
    total += here * rated
    equipment = _rated(drawn["platform_equipment"], "0.5", 3_000_000_000) * drawn["platform_in_construction"]
    used = _rated(drawn["purchase_price"], "0.1", 300_000_000) * (level > 0)
    return total + here * (equipment + used)


def _rated(base: Column, rate: str, cap: int) -> Column:
    percent = Decimal(rate)
    exact = (int((Decimal(fen) * percent).quantize(Decimal(1), ROUND_HALF_UP)) for fen in base.tolist())
    return np.minimum(np.fromiter(exact, dtype=np.int64), cap)


def peak_memory_mib() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
