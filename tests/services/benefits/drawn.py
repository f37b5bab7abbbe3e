"""Cases drawn at random: every fact a measure asks, any day, any titles, things and amounts already received."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from services.benefits.domain.cases import Borrower, Case, Thing, supposed_title
from services.benefits.domain.facts import OWN_FACTS, THINGS, SubjectKind
from services.benefits.measures import book
from shared.conditions import Fact, Kind, Value
from shared.events import Title
from shared.values import HOLDABLE, Tier

BOOK = book()
assert BOOK is not None
CODES = sorted({one.benefit_code for one in BOOK.policy_set.measures if one.category.pays or one.formula.needs})
DAYS = st.dates(date(2022, 3, 1), date(2027, 3, 1))
_MONEY = st.one_of(
    st.integers(0, 100),
    st.integers(0, 10**10),
    st.sampled_from([5_999_999_999, 6_000_000_000, 2_000_000_000, 999_999, 10**15]),
)
_CODES = {"district": ["330108", "330110", "310104"], "industry": ["C39", "I65"]}


def value_of(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.kind is Kind.MONEY:
        return _MONEY
    if fact.kind is Kind.DAY:
        return DAYS
    if fact.kind is Kind.FLAG:
        return st.sampled_from([True, True, False])
    if fact.kind is Kind.ONE:
        return st.sampled_from([*fact.choices])
    if fact.kind is Kind.SOME:
        return st.frozensets(st.sampled_from([*fact.choices]))
    if fact.kind is Kind.CODE:
        return st.sampled_from(_CODES[fact.name])
    if fact.kind is Kind.COUNT:
        return st.one_of(st.integers(0, 40), st.sampled_from([240, 2499, 2500, 30_000]))
    most = min(fact.most, 10_001)
    return st.integers(0, most * 100).map(lambda hundredths: Decimal(hundredths) / 100)


def facts_of(kind: SubjectKind) -> st.SearchStrategy[dict[str, Value]]:
    """Any of its facts, each known or not; those that follow from titles are left to the titles."""
    own = {name: value_of(fact) for name, fact in OWN_FACTS[kind].items() if name not in ("title", "first_title")}
    return st.fixed_dictionaries({}, optional=own)


RECEIVED = st.dictionaries(st.sampled_from(CODES), st.integers(0, 300_000_000), max_size=3)
_BY_YEAR = st.dictionaries(st.integers(2022, 2027), st.integers(0, 40_000_000), max_size=3)


@st.composite
def _told_of(draw: st.DrawFn, thing: Thing) -> Thing:
    """A loan paid back in parts, or taken by a firm that was absorbed since."""
    principal = thing.facts.get("principal")
    parts = draw(st.lists(DAYS, max_size=2)) if isinstance(principal, int) else []
    repayments = tuple(sorted((on, int(str(principal)) // 3) for on in parts))
    absorbed = st.builds(lambda until: Borrower((), until), DAYS)
    return replace(thing, repayments=repayments, borrower=draw(st.none() | absorbed))


@st.composite
def _things(draw: st.DrawFn) -> tuple[Thing, ...]:
    found = []
    for kind in THINGS:
        for n in range(draw(st.integers(0, 3 if kind is SubjectKind.LOAN else 2))):
            facts = draw(facts_of(kind))
            if kind is SubjectKind.LOAN and draw(st.booleans()):  # most of what is drawn would be unmet
                facts |= {"purpose": "major_rd", "lender": "bank", "overdue": False, "principal": draw(_MONEY)}
                since = draw(DAYS)
                facts |= {"drawn_on": since, "matures_on": since + timedelta(days=draw(st.integers(1, 2_500)))}
            paid, other = (draw(_BY_YEAR), draw(_BY_YEAR)) if kind is SubjectKind.LOAN else ({}, {})
            thing = Thing(kind, f"{kind}-{n}", facts, draw(RECEIVED), paid, other)
            found.append(draw(_told_of(thing)) if kind is SubjectKind.LOAN else thing)
    return tuple(found)


@st.composite
def titles(draw: st.DrawFn) -> tuple[Title, ...] | None:
    if draw(st.integers(0, 5)) == 0:
        return None
    long_ago = date(2022, 3, 1)
    held = [supposed_title(Tier.SPECIALISED, (), long_ago, date(2026, 6, 1))] if draw(st.booleans()) else []
    rows = draw(st.lists(st.tuples(st.sampled_from(HOLDABLE), DAYS, st.integers(1, 1_200)), max_size=3))
    for tier, since, days in sorted(rows, key=lambda row: row[1]):
        held.append(supposed_title(tier, held, since, since + timedelta(days=days)))
    return tuple(sorted(held, key=lambda title: title.recognised_on))


@st.composite
def cases(draw: st.DrawFn, kind: SubjectKind = SubjectKind.ENTERPRISE, on: date | None = None) -> Case:
    of_enterprise = kind is SubjectKind.ENTERPRISE
    return Case(
        kind=kind,
        on=on or draw(DAYS),
        facts=draw(facts_of(kind)),
        titles=draw(titles()) if of_enterprise else None,
        things=draw(_things()) if of_enterprise else (),
        received=draw(RECEIVED),
    )


@st.composite
def crowds(draw: st.DrawFn) -> list[Case]:
    """Several askers of one kind on one day."""
    others = [SubjectKind.DISTRICT, SubjectKind.CITY, SubjectKind.PARK, SubjectKind.INSTITUTION]
    kind = draw(st.sampled_from([SubjectKind.ENTERPRISE] * 4 + others))
    return draw(st.lists(cases(kind, draw(DAYS)), min_size=1, max_size=6))
