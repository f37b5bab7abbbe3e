"""Targets and entered results of the city and its districts, and the board that shows them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from services.registry import plans, store
from services.registry.domain.board import Span, Tally, board, span
from services.registry.domain.goals import Entry, Kind, Stated, entered
from services.registry.domain.goals import Goal as Goal
from services.registry.domain.titles import Refusal
from services.registry.plans import Plan
from services.registry.problems import EntryRefused
from services.registry.store.tables import GoalEntryVersionRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden, NotFound
from shared.values import CITY

_WRITES: dict[Kind, tuple[Action, str]] = {
    Kind.TARGET: ("target.write", "培育目标由市级经办人员下达"),
    Kind.RESULT: ("result.write", "只能录入本区、县（市）的数据"),
}


@dataclass(frozen=True)
class Board:
    span: Span
    tallies: tuple[Tally, ...]
    plan: Plan
    entered: frozenset[Goal]
    """Goals whose target for the city was entered; the others follow the plan, in the year it names"""


async def show_board(tx: Tx, year: int, as_of: date | None) -> Board:
    """The published board, the same for everybody: totals of the city and of each district."""
    on = span(year, as_of, tx.today)
    plan = plans.plan(on.day)
    set_by_officers = {
        (one.goal, one.district): one.value
        for one in await store.goals.of_year(tx, Kind.TARGET, year)
        if one.value is not None
    }
    targets = {(goal, CITY): value for goal, value in plan.targets(year).items()} | set_by_officers
    tallies = board(list(Goal), await store.board.counts(tx, on), targets, on)
    return Board(on, tallies, plan, frozenset(goal for goal, district in set_by_officers if district == CITY))


def target(year: int, goal: Goal, district: str) -> Entry:
    """Where a target stands."""
    return Entry(Kind.TARGET, year, goal, district)


def land_sale(year: int, district: str) -> Entry:
    """Where the land a district sold in a year stands."""
    return Entry(Kind.RESULT, year, Goal.INDUSTRIAL_LAND, district)


async def targets(tx: Tx, year: int) -> list[Entry]:
    """They are published: everybody's are everybody's to see."""
    return await store.goals.of_year(tx, Kind.TARGET, year)


async def land_sales(tx: Tx, caller: Caller, year: int) -> list[Entry]:
    return await store.goals.of_year(tx, Kind.RESULT, year, visible_district(caller))


async def get(tx: Tx, caller: Caller, key: Entry) -> Entry:
    """What nobody entered yet has no value and version 0."""
    _check_sight(caller, key)
    return await store.goals.find(tx, key)


async def history(tx: Tx, caller: Caller, key: Entry) -> Sequence[GoalEntryVersionRow]:
    _check_sight(caller, key)
    return await store.goals.history(tx, key)


async def enter(tx: Tx, caller: Caller, key: Entry, if_match: str | None, said: Stated) -> Entry:
    action, why_not = _WRITES[key.kind]
    _check_sight(caller, key)
    if not decide(caller, action, Matter(district=key.district)):
        raise Forbidden(why_not)
    there = await store.goals.lock(tx, key)
    require_version(if_match, there.version)
    try:
        entry = entered(there, said, tx.today)
    except Refusal as refusal:
        raise EntryRefused(str(refusal)) from refusal
    if entry != there:
        tx.edited(key.kind, asdict(there), asdict(said))
        await store.goals.save(tx, [entry], caller.actor)
    return entry


def _check_sight(caller: Caller, key: Entry) -> None:
    if key.kind is Kind.RESULT and visible_district(caller, key.district) != key.district:
        raise NotFound("请核对区、县（市）代码")
