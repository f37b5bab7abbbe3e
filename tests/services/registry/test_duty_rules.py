"""What title holders owe, by when, and what follows when they do not do it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.duties import (
    DutyState,
    Owed,
    check_renewal,
    months_after,
    owed,
    report_due,
    state_of,
)
from services.registry.domain.major_changes import Outcome, check_report, check_review
from services.registry.domain.titles import Refusal, Titles, in_order
from services.registry.procedures import duty_rules
from shared.events import DutyKind, Suspension, TitleStatus
from shared.values import Tier
from tests.titles import DAY, make_title

RULES = duty_rules()
NOTHING: frozenset[int] = frozenset()


def annual(titles: Titles, today: date, reported: frozenset[int] = NOTHING) -> list[date]:
    found = owed(RULES, titles, reported, today)
    return [duty.due_on for duty in found if duty.kind is DutyKind.ANNUAL_UPDATE]


def holding(*tiers: Tier, since: date = date(2025, 3, 1)) -> Titles:
    return in_order(make_title(tier, since) for tier in tiers)


# ---- annual update -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "today", "due"),
    [
        ([Tier.INNOVATIVE], date(2026, 1, 1), date(2026, 4, 30)),
        ([Tier.INNOVATIVE], date(2027, 1, 1), date(2027, 4, 30)),
        ([Tier.SPECIALISED], date(2026, 1, 1), date(2026, 5, 31)),
        ([Tier.LITTLE_GIANT], date(2027, 1, 1), date(2027, 5, 31)),
        ([Tier.INNOVATIVE, Tier.SPECIALISED], date(2027, 2, 1), date(2027, 5, 31)),
        ([Tier.INNOVATIVE, Tier.HIDDEN_CHAMPION], date(2027, 2, 1), date(2027, 4, 30)),
    ],
)
def test_the_annual_update_is_due_by_the_rules_of_the_highest_tier_that_asks_for_it(
    tiers: list[Tier], today: date, due: date
) -> None:
    assert annual(holding(*tiers), today) == [due]


def test_before_the_new_rules_every_tier_was_due_at_the_end_of_april() -> None:
    titles = holding(Tier.LITTLE_GIANT, since=date(2023, 3, 1))
    assert annual(titles, date(2025, 1, 1)) == [date(2025, 4, 30)]


def test_nobody_owes_what_is_there_what_is_past_or_without_a_title() -> None:
    titles = holding(Tier.SPECIALISED)
    assert annual(titles, date(2027, 2, 1), frozenset({2026})) == []
    assert annual(titles, date(2027, 2, 1), frozenset({2025})) == [date(2027, 5, 31)]
    assert annual(titles, date(2027, 6, 1)) == [], "nothing is opened after its last day"
    assert annual(titles, date(2029, 1, 1)) == []
    assert annual(holding(Tier.HIDDEN_CHAMPION), date(2027, 2, 1)) == [], "no rule of the tier asks for it"


def test_a_suspension_suspends_no_duty() -> None:
    period = Suspension(from_on=date(2026, 1, 1), ground="fraud", document="示例")
    title = make_title(Tier.SPECIALISED, date(2025, 3, 1), status=TitleStatus.SUSPENDED, suspensions=(period,))
    assert annual(in_order([title]), date(2027, 1, 1)) == [date(2027, 5, 31)]


# ---- renewal -----------------------------------------------------------------------------------------


def test_a_title_is_recalled_ninety_days_before_its_last_until_it_is_renewed() -> None:
    title = make_title(Tier.HIDDEN_CHAMPION, date(2025, 3, 1))
    titles, last = in_order([title]), title.valid_until

    def recalled(titles: Titles, day: date) -> list[tuple[str, date]]:
        found = owed(RULES, titles, NOTHING, day)
        return [(duty.occasion, duty.due_on) for duty in found if duty.kind is DutyKind.RENEWAL]

    assert recalled(titles, last - 91 * DAY) == []
    for day in (last - 90 * DAY, last):
        assert recalled(titles, day) == [(title.title_id, last)]
    assert recalled(titles, last + DAY) == []
    renewed = in_order([title, make_title(title.tier, last + DAY, renews=title.title_id)])
    assert recalled(renewed, last) == []


# ---- major changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 1), date(2027, 2, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 3, 31)),
        (date(2027, 11, 29), date(2028, 2, 29)),
    ],
)
def test_a_major_change_is_reported_within_three_months_of_it(day: date, due: date) -> None:
    found = report_due(RULES, holding(Tier.SPECIALISED, since=date(2026, 4, 1)), day)
    assert found is not None
    assert found[0] == due == months_after(day, 3)


def test_the_rules_in_force_on_its_day_ask_for_the_report_of_a_change() -> None:
    titles = holding(Tier.SPECIALISED)
    bases = [found[1] for day in (date(2026, 3, 31), date(2026, 4, 1)) if (found := report_due(RULES, titles, day))]
    assert ["〔2022〕63号" in bases[0], "〔2026〕2号" in bases[1]] == [True, True]


def test_who_held_nothing_that_day_has_nothing_to_report() -> None:
    assert report_due(RULES, holding(Tier.SPECIALISED), date(2025, 2, 28)) is None
    assert report_due(RULES, (), date(2026, 5, 1)) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + DAY).day == 1


def test_a_change_to_come_is_not_reported() -> None:
    check_report(date(2026, 11, 23), date(2026, 11, 23))
    with pytest.raises(Refusal, match="发生之后"):
        check_report(date(2026, 11, 24), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("outcome", "reported_on", "today", "words"),
    [
        (Outcome.KEPT, None, date(2026, 11, 1), "尚未报告"),
        (Outcome.REVOKED, None, date(2027, 3, 1), "尚未报告"),
        (Outcome.CANCELLED, None, date(2027, 2, 1), "未逾期"),
        (Outcome.CANCELLED, date(2027, 2, 1), date(2027, 3, 1), "未逾期"),
        (Outcome.KEPT, date(2026, 11, 1), date(2026, 11, 1), None),
        (Outcome.KEPT, date(2027, 2, 2), date(2027, 3, 1), None),
        (Outcome.CANCELLED, None, date(2027, 2, 2), None),
        (Outcome.CANCELLED, date(2027, 2, 2), date(2027, 3, 1), None),
    ],
)
def test_a_report_is_judged_and_only_a_missed_one_cancels(
    outcome: Outcome, reported_on: date | None, today: date, words: str | None
) -> None:
    due_on = date(2027, 2, 1)
    if words is None:
        check_review(outcome, due_on, reported_on, today, today)
    else:
        with pytest.raises(Refusal, match=words):
            check_review(outcome, due_on, reported_on, today, today)
    with pytest.raises(Refusal, match="不能晚于今天"):
        check_review(outcome, due_on, reported_on, today + DAY, today)


# ---- what follows ------------------------------------------------------------------------------------

TITLE = make_title(Tier.SPECIALISED, date(2025, 3, 1))
DUE = date(2027, 5, 31)


@pytest.mark.parametrize(
    ("kind", "done_on", "today", "state", "barred"),
    [
        (DutyKind.ANNUAL_UPDATE, None, DUE, DutyState.OPEN, False),
        (DutyKind.ANNUAL_UPDATE, DUE, DUE + DAY, DutyState.FULFILLED, False),
        (DutyKind.ANNUAL_UPDATE, None, DUE + DAY, DutyState.MISSED, True),
        (DutyKind.ANNUAL_UPDATE, DUE + DAY, DUE + DAY, DutyState.LATE, True),
        (DutyKind.MAJOR_CHANGE, DUE + DAY, DUE + DAY, DutyState.LATE, True),
        (DutyKind.RENEWAL, None, DUE + DAY, DutyState.MISSED, False),
    ],
)
def test_what_was_not_done_in_time_costs_the_renewal(
    kind: DutyKind, done_on: date | None, today: date, state: DutyState, barred: bool
) -> None:
    assert state_of(DUE, done_on, today) is state
    duty = Owed(kind, "示例", DUE, done_on)
    if barred:
        with pytest.raises(Refusal, match="复核资格已取消"):
            check_renewal(TITLE, [duty], today)
    else:
        check_renewal(TITLE, [duty], today)


def test_what_an_earlier_term_missed_is_forgotten_with_it() -> None:
    before = Owed(DutyKind.ANNUAL_UPDATE, "示例", date(2024, 4, 30), None)
    check_renewal(TITLE, [before], date(2027, 6, 1))
