"""A rehearsal over columns says of everybody what one by one says of each, to the fen."""

from collections import Counter
from datetime import date
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits import measures
from services.benefits.domain.calculation import Result, calculate
from services.benefits.domain.entitlements import Automatic
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.firms import Firm
from services.benefits.domain.matching import matches
from services.benefits.domain.measures import RuleBook
from services.benefits.domain.rehearsals import Report, rehearse
from services.benefits.measures import Enacted
from shared.events import Title
from shared.values import CITY, Tier, Verdict
from tests.services.benefits.drawn import BOOK, titles
from tests.services.benefits.publishing import TONGLU, award, body
from tests.zone import BINJIANG, YUHANG

assert BOOK is not None
SEED: Final = BOOK
ON: Final = date(2026, 11, 23)
CODE: Final = "specialised-first-award"
AMOUNTS: Final = st.sampled_from(["0.01", "199999.99", "200000.00", "300000.05", "1000000.00"])
AUDIENCES: Final[list[Any]] = [
    {"fact": "title", "any_of": ["specialised", "little_giant"]},
    {"all": [{"fact": "title", "any_of": ["specialised"]}, {"fact": "staff", "at_least": "20人"}]},
    {"any": [{"fact": "revenue", "below": "1000万元"}, {"not": {"fact": "industry", "any_of": ["C39"]}}]},
    {"all": ["provincial", {"fact": "rd_expense", "at_least": "10万元"}]},
    "sme",
    "anyone",
]
FORMULAS: Final = st.one_of(
    AMOUNTS.map(lambda amount: {"fixed": {"amount": amount}}),
    AMOUNTS.map(lambda amount: {"fixed": {"amount": amount, "by_contribution": True}}),
    st.tuples(st.sampled_from(["revenue", "rd_expense"]), st.sampled_from(["0.01", "3.33", "50"]), AMOUNTS).map(
        lambda of: {"rate_with_cap": {"percent": of[1], "of": of[0], "cap": of[2], "scope": "enterprise"}}
    ),
)


@st.composite
def versions(draw: st.DrawFn) -> Enacted:
    formula = draw(FORMULAS)
    kind = "monetary_fixed" if "fixed" in formula else "monetary_rate_capped"
    district = draw(st.sampled_from([None, BINJIANG]))
    of_measure = award(
        CODE,
        id="02-3",
        audience=draw(st.sampled_from(AUDIENCES)),
        automatic=False,
        formula=formula,
        category=kind,
        certainty="nominal",
    )
    return Enacted(body(of_measure), "version", 1, "杭州市", district, ON, None)


@st.composite
def firms(draw: st.DrawFn) -> list[Firm]:
    figure = st.none() | st.integers(0, 2 * 10**9)
    one = st.builds(
        Firm,
        enterprise_id=st.just("e"),
        uscc=st.just("u"),
        name=st.just("示例公司"),
        district=st.sampled_from([BINJIANG, YUHANG, TONGLU]),
        industry=st.sampled_from(["C39", "I65"]),
        version=st.just(1),
        titles=titles().map(lambda held: held or ()),
        year=st.sampled_from([None, 2025, 2024, 2023]),
        staff=st.none() | st.integers(0, 40),
        revenue_fen=figure,
        rd_expense_fen=figure,
        contribution=st.none() | st.integers(0, 100),
    )
    return draw(st.lists(one, min_size=1, max_size=12))


def with_version(one: Enacted) -> RuleBook:
    return RuleBook(SEED.policy_set.revised({CODE: measures.measure_of(measures.maker(), one)}), SEED.quotes)


def singly(book: RuleBook, everybody: list[Firm]) -> list[Result]:
    return [calculate(book, one.case(ON), (CODE,)).results[0] for one in everybody]


@settings(max_examples=120)
@given(versions(), firms())
def test_the_totals_of_a_rehearsal_are_the_sums_of_single_evaluations(one: Enacted, everybody: list[Firm]) -> None:
    book = with_version(one)
    report = rehearse(SEED, book, CODE, everybody, ON)
    was, now = singly(SEED, everybody), singly(book, everybody)
    assert report.before is not None
    for side, results in ((report.before, was), (report.after, now)):
        verdicts = Counter(each.verdict for each in results)
        counted = (side.met, side.unknown, side.unmet)
        assert counted == (verdicts[Verdict.MET], verdicts[Verdict.UNKNOWN], verdicts[Verdict.UNMET])
        assert side.fen == sum(each.amount_fen or 0 for each in results)
    assert report.gaining.fen + report.losing.fen == report.after.fen - report.before.fen
    assert sum(share.fen for share in report.shares) == report.after.fen
    assert sum(share.fen_before for share in report.shares) == report.before.fen
    missing = Counter(name for each in now for name in each.missing)
    assert {fact.fact: fact.enterprises for fact in report.missing} == missing


@settings(max_examples=60)
@given(versions(), firms())
def test_whom_a_version_is_told_is_whom_nothing_known_rules_out(one: Enacted, everybody: list[Firm]) -> None:
    book = with_version(one)
    measure = book.policy_set.find(CODE)
    assert measure is not None
    found = list(matches(book, Automatic(book.policy_set), measure, everybody, ON))
    for match in found:
        result = calculate(book, match.firm.case(ON), (CODE,)).results[0]
        assert result.verdict is Verdict.MET
        assert match.amount_fen == result.amount_fen
    assert len(found) == sum(each.verdict is Verdict.MET for each in singly(book, everybody))


HELD: Final = Title(
    title_id="t",
    tier=Tier.SPECIALISED,
    number="1",
    authority="示例机关",
    document="示例文号",
    recognised_on=date(2025, 1, 1),
    valid_until=date(2027, 12, 31),
    first=True,
)


def firm(district: str, *held: Title, **known: Any) -> Firm:
    return Firm("e", f"uscc-{district}", "示例公司", district, "C39", 1, held, **known)


def rehearsed(measure: dict[str, Any], everybody: list[Firm], district: str = CITY) -> Report:
    one = Enacted(body(measure), "version", 1, "", None if district == CITY else district, ON, None)
    code = measure["benefit_code"]
    book = RuleBook(SEED.policy_set.revised({code: measures.measure_of(measures.maker(), one)}), SEED.quotes)
    return rehearse(SEED, book, code, everybody, ON)


def test_a_report_says_who_gains_who_loses_and_shows_the_steps() -> None:
    more = award(CODE, "300000.00", id="02-3", audience={"fact": "first_title", "any_of": ["specialised"]})
    report = rehearsed(more, [firm(BINJIANG, HELD), firm(YUHANG)])
    assert (report.gaining.enterprises, report.gaining.fen, report.losing.enterprises) == (1, 10_000_000, 0)
    [share] = report.shares
    assert (share.tier, share.district, share.met, share.fen) == (Tier.SPECIALISED, BINJIANG, 1, 30_000_000)
    [sample] = report.samples
    assert (sample.change, sample.uscc) == ("gains", f"uscc-{BINJIANG}")
    assert sample.before is not None
    assert (sample.before.amount_fen, sample.after.amount_fen) == (20_000_000, 30_000_000)
    assert sample.after.steps
    narrower = award(CODE, id="02-3", audience={"fact": "first_title", "any_of": ["little_giant"]})
    report = rehearsed(narrower, [firm(BINJIANG, HELD)])
    assert (report.losing.enterprises, report.losing.fen) == (1, -20_000_000)


def test_a_districts_measure_is_for_its_enterprises_whatever_its_audience_says() -> None:
    own = award(f"example-{TONGLU}", id="D1", audience="anyone", automatic=False)
    report = rehearsed(own, [firm(TONGLU), firm(YUHANG)], TONGLU)
    assert (report.before, report.after.met, report.after.unmet) == (None, 1, 1)


def test_a_figure_nobody_reported_is_unknown_and_named() -> None:
    asks_staff = award(CODE, id="02-3", audience={"fact": "staff", "at_least": "20人"}, automatic=False)
    known, stale = firm(BINJIANG, year=2025, staff=30), firm(BINJIANG, year=2020, staff=30)
    report = rehearsed(asks_staff, [known, stale, firm(YUHANG)])
    assert (report.after.met, report.after.unknown) == (1, 2)
    assert [(one.fact, one.enterprises) for one in report.missing] == [("staff", 2)]
    assert [one.change for one in report.samples].count("unknown") == 2


def test_what_is_asked_of_no_enterprise_changes_nobody() -> None:
    of_parks = award(
        "example-parks",
        id="D2",
        subject=SubjectKind.PARK.value,
        audience="anyone",
        automatic=False,
        category="service",
        formula={"service": {}},
        certainty="non_monetary",
    )
    report = rehearsed(of_parks, [firm(BINJIANG, HELD)])
    assert (report.after.met, report.gaining.enterprises, report.shares) == (0, 0, ())
