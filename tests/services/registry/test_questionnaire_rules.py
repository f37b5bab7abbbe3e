"""The rules of questionnaires: a standard asks what its figures are read from; what is not answered stays unknown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.registry.domain.answers import NOT_SELF_STATED, QUESTIONS, Unreadable, written
from services.registry.domain.assessment import Assessment, assess
from services.registry.domain.criteria import Asked, Occasion, Standard, comparisons
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.reading import Case, Datum
from services.registry.domain.profile import Answer, Profile, Provenance, Source
from services.registry.domain.questionnaire_items import Form, Item, items, known
from services.registry.domain.questionnaires import (
    answered,
    contradicted,
    judged_on,
    out_of_date,
    read,
    supposed,
)
from services.registry.domain.suppositions import Supposed, supposing
from services.registry.procedures import terms
from services.registry.rulesets import size_rules, standard, standards
from shared.events import Title
from shared.values import Tier, Verdict
from tests.services.registry.profiles import (
    LADDER,
    ON,
    any_profile,
    any_titles,
    make_profile,
    near_profile,
)

FEW: Final = settings(max_examples=30, deadline=None)
EMPTY: Final = Profile(uscc="91330108MAXB0012XH", district="330108", industry="C39")
BOTH: Final = tuple(Occasion)
TOO_MUCH: Final = "10000000000000.00"
"""Yuan of 14 digits, which the profiles of the tests may have and nobody can write"""
every_standard = pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.ruleset}-{one.tier}")


def the(ruleset: str, tier: Tier) -> Standard:
    found = standard(ruleset, tier)
    assert found
    return found


SPECIALISED: Final = the("MIIT-2026-02", Tier.SPECIALISED)


def asked(one: Standard, profile: Profile = EMPTY, occasion: Occasion = Occasion.NEW) -> dict[str, Item]:
    found = items(one, occasion, Case(profile, LADDER, ON, size_rules()))
    named = {item.name: item for item in found}
    assert len(named) == len(found), "each is asked once"
    return named


def judged(
    one: Standard, profile: Profile, titles: tuple[Title, ...], answers: Mapping[str, Any], occasion: Occasion
) -> Assessment:
    asking = items(one, occasion, Case(profile, titles, ON, size_rules()))
    merged, held = supposing(profile, titles, supposed(asking, answers), ON, terms())
    return assess(one, merged, ON, held, size_rules(), occasion)


def all_known(one: Standard, profile: Profile, occasion: Occasion) -> dict[str, Any]:
    """What the profile says of every item, as an enterprise would copy it by hand."""
    found = {name: known(item, profile) for name, item in asked(one, profile, occasion).items()}
    return {name: said.value for name, said in found.items() if said is not None}


# ---- what is asked --------------------------------------------------------------------------------


@every_standard
@pytest.mark.parametrize("occasion", BOTH)
def test_every_item_has_a_chinese_label_and_the_clauses_that_ask_for_it(one: Standard, occasion: Occasion) -> None:
    for item in asked(one, occasion=occasion).values():
        assert any("\u4e00" <= character <= "\u9fff" for character in item.label)
        assert item.rules
        assert all(rule.clause and rule.evidence for _, rule in item.rules)
        assert item.unit or item.form not in (Form.MONEY, Form.COUNT, Form.NUMBER), item.name
        assert bool(item.choices) is (item.form in (Form.LEVEL, Form.CREDENTIALS))
        assert item.self_stated is (item.name not in NOT_SELF_STATED)


@every_standard
def test_a_renewal_is_not_asked_what_only_a_first_recognition_needs(one: Standard) -> None:
    for occasion in BOTH:
        rules = {rule for item in asked(one, occasion=occasion).values() for _, rule in item.rules}
        assert rules <= {rule for _, rule in one.rules_of(occasion)}


def test_ratios_and_growth_are_asked_for_by_what_they_are_computed_from() -> None:
    named = asked(the("MIIT-2022-63", Tier.INNOVATIVE))
    assert {name for name in named if "." in name} == {
        "staff.2025", "revenue.2025", "rd_expense.2025", "main_revenue.2025", "main_revenue.2024",
        "total_debt.2025", "total_assets.2025",
    }  # fmt: skip
    revenue = named["revenue.2025"]
    assert (revenue.label, revenue.form, revenue.unit) == ("2025年营业收入", Form.MONEY, "元")
    assert {rule.code for _, rule in revenue.rules} == {"sme", "rd_ratio", "main_ratio"}
    assert list(named["credentials"].choices) == [
        "national_science_award", "provincial_science_award", "high_tech_enterprise",
        "national_innovation_demonstration", "ip_advantage", "ip_demonstration",
    ]  # fmt: skip


def test_what_the_registry_knows_itself_is_not_asked() -> None:
    case = Case(EMPTY, LADDER, ON, size_rules())
    for name in ("title", "legal_person", "in_zhejiang"):
        assert FIGURES[name].data(case, Asked(name)) == ()
    unlisted = replace(EMPTY, industry="J66")
    assert "staff.2025" not in asked(the("MIIT-2026-02", Tier.SPECIALISED), unlisted), "300号 has no row for it"


# ---- answering ------------------------------------------------------------------------------------

GOOD: Final[dict[str, tuple[Any, Any]]] = {
    "revenue.2025": ("88000000", "88000000.00"),
    "staff.2025": ("086", "86"),
    "niche_since": ("2018-03-01", "2018-03-01"),
    "ip_applied": ("yes", "yes"),
    "institution": ("province", "province"),
    "restricted_products": ("no", "no"),
    "equity_rounds": ([{"on": "2025-01-02", "amount": "5.00"}], [{"on": "2025-01-02", "amount": "5.00"}]),
    "credentials": ([], []),
}
BAD: Final[dict[str, Any]] = {
    "revenue.2025": "-1.00",
    "total_debt.2025": "1.005",
    "staff.2025": "12.5",
    "niche_since": "2026-06-02",
    "ip_applied": "maybe",
    "institution": "world",
    "development_score": "60",
    "market_position": "yes",
    "credentials": [{"kind": "iso9001", "on": "2024-01-01", "valid_until": None, "rank": None}],
    "equity_rounds": [{"on": "2026-06-02", "amount": "5.00"}],
}


def test_an_answer_is_kept_in_its_one_spelling() -> None:
    sent = {name: value for name, (value, _) in GOOD.items()}
    kept = {name: value for name, (_, value) in GOOD.items()}
    assert answered(asked(SPECIALISED).values(), {}, sent, ON) == kept


@pytest.mark.parametrize("name", BAD)
def test_an_answer_that_its_figure_cannot_have_is_refused_by_the_name_of_the_item(name: str) -> None:
    item = asked(SPECIALISED)[name]
    with pytest.raises(Unreadable, match=item.label):
        answered([item], {}, {name: BAD[name]}, ON)


def test_everything_wrong_is_said_at_once_and_nothing_of_it_is_repeated() -> None:
    with pytest.raises(Unreadable) as fault:
        answered(asked(SPECIALISED).values(), {}, BAD | {"no_such_item": "zhaoyao"}, ON)
    assert str(fault.value).count("；") >= len(BAD)
    assert not [word for word in ("zhaoyao", "no_such_item", "maybe", "world") if word in str(fault.value)]


def test_a_loss_is_a_negative_profit() -> None:
    item = Item(Datum("net_profit_fen", 2025), "2025年净利润", Form.MONEY, ())
    assert read(item, "-1.5", ON) == "-1.50"


_some_answers = st.dictionaries(st.sampled_from(sorted(GOOD)), st.booleans(), max_size=5)


@given(st.lists(_some_answers, max_size=6))
@FEW
def test_savings_in_any_portions_leave_the_last_word_on_each_item(savings: list[dict[str, bool]]) -> None:
    """True: answered; False: taken back."""
    asking, answers = asked(SPECIALISED), dict[str, Any]()
    for saving in savings:
        changes = {name: GOOD[name][0] if said else None for name, said in saving.items()}
        answers = answered(asking.values(), answers, changes, ON)
    last = {name: said for saving in savings for name, said in saving.items()}
    assert answers == {name: GOOD[name][1] for name, said in last.items() if said}


# ---- judging --------------------------------------------------------------------------------------


def can_be_answered(name: str, answer: Answer) -> bool:
    try:
        QUESTIONS[name].read(written(answer.value))
    except Unreadable:
        return False
    return True


@given(near_profile(), any_titles(), st.sampled_from(standards()), st.sampled_from(BOTH))
@FEW
def test_who_answers_what_the_profile_says_is_judged_as_the_profile_is(
    profile: Profile, titles: tuple[Title, ...], one: Standard, occasion: Occasion
) -> None:
    """Whatever form an item has, an answer means what the same figure of the profile means; a score holds for its year,
    so that it is compared where it is of this one. What no question takes (a share of 103 %) no profile has."""
    current = replace(
        profile,
        answers={
            name: replace(answer, origin=Provenance(answer.origin.source, ON))
            for name, answer in profile.answers.items()
            if can_be_answered(name, answer)
        },
    )
    whole = assess(one, current, ON, titles, size_rules(), occasion)
    said = all_known(one, current, occasion)
    assume(TOO_MUCH not in str(said))
    bare = replace(EMPTY, uscc=profile.uscc)
    again = judged(one, bare, titles, said, occasion)
    assert [result.verdict for result in again.criteria] == [result.verdict for result in whole.criteria]
    assert (again.verdict, again.points, again.groups) == (whole.verdict, whole.points, whole.groups)


@given(st.one_of(near_profile(), any_profile()), any_titles(), st.sampled_from(standards()))
@FEW
def test_without_an_answer_the_questionnaire_says_what_the_profile_says(
    profile: Profile, titles: tuple[Title, ...], one: Standard
) -> None:
    plain = assess(one, profile, ON, titles, size_rules(), Occasion.NEW)
    assert judged(one, profile, titles, {}, Occasion.NEW) == plain
    assert supposed(asked(one).values(), {}) == Supposed()


@given(st.sets(st.sampled_from(sorted(all_known(SPECIALISED, make_profile(), Occasion.NEW)))))
@FEW
def test_an_item_left_open_stays_unknown_and_never_turns_into_a_no(left_open: set[str]) -> None:
    """The good firm meets everything: of its answers, any that are missing only make the verdict unknown."""
    said = all_known(SPECIALISED, make_profile(), Occasion.NEW)
    whole = judged(SPECIALISED, EMPTY, LADDER, said, Occasion.NEW)
    part = judged(SPECIALISED, EMPTY, LADDER, {name: said[name] for name in said.keys() - left_open}, Occasion.NEW)
    for before, after in zip(whole.criteria, part.criteria, strict=True):
        assert after.verdict in (before.verdict, Verdict.UNKNOWN, Verdict.MET), after.code
    assert part.verdict is not Verdict.UNMET or whole.verdict is Verdict.UNMET


def test_the_answer_stands_before_the_profile_and_says_where_an_authority_disagrees() -> None:
    profile = make_profile()
    item = asked(SPECIALISED)["total_debt.2025"]
    stated = known(item, profile)
    assert stated
    assert (stated.value, stated.origin) == ("35200000.00", Provenance(Source.ENTERPRISE, date(2026, 5, 1)))
    said = judged(SPECIALISED, profile, LADDER, {"total_debt.2025": "88000000.00"}, Occasion.NEW)
    assert said.result("debt_ratio").verdict is Verdict.UNMET
    assert not contradicted(stated, "88000000.00"), "its own earlier word binds nobody"
    by_tax = replace(stated, origin=Provenance(Source.TAX, ON))
    assert contradicted(by_tax, "88000000.00")
    assert not contradicted(by_tax, "35200000.00")
    assert not contradicted(by_tax, None)
    assert not contradicted(None, "1.00")


# ---- time -----------------------------------------------------------------------------------------


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_questions_stay_those_of_the_year_it_was_begun_in(begun_on: date, today: date) -> None:
    on = judged_on(begun_on, today)
    assert begun_on <= on
    assert on.year == begun_on.year
    assert on == today or today < begun_on or today.year > begun_on.year


def test_out_of_date_is_what_another_standard_decides_or_another_year_asks() -> None:
    old = the("MIIT-2022-63", Tier.SPECIALISED)
    begun_on = date(2026, 3, 20)
    assert out_of_date(old.ruleset, begun_on, old, date(2026, 3, 31)) is None
    assert "标准" in (out_of_date(old.ruleset, begun_on, SPECIALISED, date(2026, 4, 1)) or "")
    assert "标准" in (out_of_date(old.ruleset, begun_on, None, date(2026, 4, 1)) or "")
    assert "年度" in (out_of_date(SPECIALISED.ruleset, begun_on, SPECIALISED, date(2027, 1, 1)) or "")


def test_every_figure_a_standard_names_says_what_it_is_read_from() -> None:
    """Or is known to the registry itself: no criterion is left without an item, or a reason."""
    case = Case(EMPTY, LADDER, ON, size_rules())
    for one in standards():
        for _, rule in one.rules_of(Occasion.NEW):
            names = {test.asked for condition in rule.tests for test in comparisons(condition)}
            data = {datum for name in names for datum in FIGURES[name.name].data(case, name)}
            assert data or {name.name for name in names} <= {"title", "legal_person", "in_zhejiang"}
