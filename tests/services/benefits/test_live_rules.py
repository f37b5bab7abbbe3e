"""All versions in force at once say of an enterprise what each says alone; and SQL over portraits says the same."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from services.benefits import store
from services.benefits.domain.cases import supposed_title
from services.benefits.domain.entitlements import Automatic
from services.benefits.domain.facts import FACTS, OWN_FACTS, SubjectKind
from services.benefits.domain.firms import Firm
from services.benefits.domain.live import Live
from services.benefits.domain.matching import matches
from services.benefits.domain.measures import Measure, RuleBook
from services.benefits.domain.portraits import decisive, portrait
from services.benefits.measures import Enacted, maker, measure_of, policy_set, quotes
from services.benefits.store.conditions import holds
from services.benefits.store.tables import PortraitRow
from services.embedded import SERVICES
from shared.clock import Clock
from shared.conditions import read
from shared.conditions.language import Condition
from shared.db import Database
from shared.values import Tier, Verdict
from tests.conftest import NewDatabases
from tests.services.benefits.drawn import facts_of, titles
from tests.services.benefits.publishing import award, body

ON = date(2026, 3, 1)
OWN = OWN_FACTS[SubjectKind.ENTERPRISE]
COMPARED: list[Any] = [
    {"fact": "staff", "at_least": 20},
    {"fact": "staff", "below": 240},
    {"fact": "revenue", "above": "6000万元"},
    {"fact": "rd_expense", "at_most": "2000万元"},
    {"fact": "industry", "any_of": ["C", "I65"]},
    {"fact": "district", "any_of": ["3301"]},
    {"fact": "title", "any_of": ["specialised", "little_giant"]},
    {"fact": "first_title", "any_of": ["specialised"]},
    {"fact": "contribution", "at_least": "50%"},
    {"fact": "listed_on", "any_of": ["bse", "sse"]},
    {"fact": "key_chain", "is": True},
    {"fact": "technology_firm", "is": False},
    {"fact": "factory_rating", "any_of": ["smart_factory"]},
    {"fact": "leader", "any_of": ["eagle", "chain_leader"]},
    {"fact": "technology_deal", "at_least": "100万元"},
]
WRITTEN: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(COMPARED),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=6,
)


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    told = draw(facts_of(SubjectKind.ENTERPRISE))
    own = {name: told.pop(name, None) for name in ("staff", "revenue", "rd_expense")}
    contribution = draw(st.sampled_from([None, 0, 49, 50, 100]))
    told.pop("contribution", None)
    return Firm(
        enterprise_id=draw(st.uuids()).hex,
        uscc="",
        name="",
        district=str(told.pop("district", "330108")),
        industry=str(told.pop("industry", "C39")),
        version=1,
        titles=draw(titles()) or (),
        year=ON.year - 1,
        staff=own["staff"],  # type: ignore[arg-type]  # drawn by the kind of each fact
        revenue_fen=own["revenue"],  # type: ignore[arg-type]
        rd_expense_fen=own["rd_expense"],  # type: ignore[arg-type]
        contribution=contribution,
        proved=told,
    )


def enacted(place: int, audience: Any, requires: Any) -> Measure:
    more = {"requires": requires} if requires else {}
    written = award(f"example-{place:09d}", automatic=False, audience=audience, id=f"D{place}", **more)
    one = Enacted(body(written), f"version-{place}", 1, "杭州市", None, ON, ON)
    made: Measure = measure_of(maker(), one)
    return made


@given(st.lists(st.tuples(WRITTEN, st.none() | WRITTEN), min_size=1, max_size=4), firms())
@settings(max_examples=60, deadline=None)
def test_all_at_once_say_what_the_publication_of_each_says(asked: list[tuple[Any, Any]], firm: Firm) -> None:
    seed = policy_set()
    assert seed is not None
    live = Live([enacted(place, *one) for place, one in enumerate(asked)])
    book = RuleBook(seed.revised({one.benefit_code: one for one in live.measures}), quotes())
    judged = live.judge(portrait(firm, ON))
    alone = [
        place
        for place, measure in enumerate(live.measures)
        if list(matches(book, Automatic(book.policy_set), measure, [firm], ON))
    ]
    assert judged.matched.tolist() == alone
    assert not set(judged.undecided.tolist()) & set(alone)


@given(WRITTEN, firms(), firms())
@settings(max_examples=60, deadline=None)
def test_what_changed_is_named_wherever_the_verdict_changed(audience: Any, before: Firm, after: Firm) -> None:
    measure, marks = enacted(0, audience, None), [portrait(one, ON) for one in (before, after)]
    verdicts = [measure.whom.truth(lambda name, of=one: _mark(of, name)).verdict for one in marks]
    named = decisive(measure, *marks)
    assert named or verdicts[0] is verdicts[1]
    assert all(one.before != one.after for one in named)


def test_who_moves_and_gets_a_title_at_once_is_told_what_its_new_district_opens_by_its_old_one() -> None:
    def opened(place: int, district: str, *tiers: str) -> Measure:
        titled = {"fact": "title", "any_of": list(tiers)}
        written = award(f"example-{place:09d}-{district}", audience=titled)
        made: Measure = measure_of(maker(), Enacted(body(written), f"version-{place}", 1, "", district, ON, ON))
        return made

    by_move = opened(1, "330110", "specialised", "little_giant")
    by_title, left = opened(2, "330110", "little_giant"), opened(3, "330108", "specialised")
    live = Live([by_move, by_title, left])
    held = Firm("", "", "", "330108", "C39", 1, (supposed_title(Tier.SPECIALISED, (), ON),))
    more = (*held.titles, supposed_title(Tier.LITTLE_GIANT, held.titles, ON))
    before, after = portrait(held, ON), portrait(replace(held, district="330110", titles=more), ON)
    assert live.grown_into(before, after) == [by_move], "what the title opens is told with the title"
    assert live.grown_into(None, before) == []


def _mark(marks: Any, name: str) -> int:
    return int(marks.get(name, -(2**63)))


@pytest.fixture
async def benefits(databases: NewDatabases) -> AsyncIterator[Database]:
    db = Database(databases()["benefits"], "benefits", SERVICES["benefits"].floor, Clock())
    yield db
    await db.close()


async def test_sql_over_portraits_says_what_the_language_says(benefits: Database) -> None:
    """One crowd, and many conditions asked of it."""
    crowd = _examples(firms(), 40)
    rows = [store.portraits.row_of(f"{at}", 1, True, ON, portrait(one, ON)) for at, one in enumerate(crowd)]
    async with benefits.transaction() as tx:
        await store.portraits.save(tx, rows)
    for written in [*COMPARED, *_examples(WRITTEN, 60)]:
        condition = read(written, FACTS)
        said = holds(condition)
        async with benefits.reading() as tx:
            asked = select(
                col(PortraitRow.enterprise_id), said.label("met"), said.is_(None).label("open"), said.is_not(False)
            )
            found = {int(one[0]): tuple(map(bool, one[1:])) for one in await tx.execute(asked)}
        for at, firm in enumerate(crowd):
            assert found[at] == _expected(condition, firm), written


def _expected(condition: Condition, firm: Firm) -> tuple[bool, bool, bool]:
    verdict = condition.truth(lambda name: _mark(portrait(firm, ON), name)).verdict
    return verdict is Verdict.MET, verdict is Verdict.UNKNOWN, verdict is not Verdict.UNMET


def _examples(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    found: list[Any] = []

    @given(strategy)
    @settings(max_examples=number, database=None, derandomize=True, deadline=None)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found
