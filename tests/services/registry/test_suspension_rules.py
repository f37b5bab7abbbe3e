"""The rules of suspensions: a title does not count from one day to another, and every day remembers it."""

from datetime import date

import pytest

from services.registry.domain.titles import (
    Decision,
    Ending,
    Ground,
    Refusal,
    Renewal,
    Resuming,
    Revocation,
    Suspending,
    Titles,
    decided,
    in_order,
    next_change_on,
)
from services.registry.procedures import terms
from shared.events import TitleStatus, tier_on
from shared.values import Tier
from tests.titles import DAY, ENTERPRISE, make_title

TODAY = date(2026, 11, 23)
TITLE = make_title(Tier.SPECIALISED, date(2025, 3, 1), title_id="held")
HELD = in_order([TITLE])


def suspending(on: date, title_id: str = "held") -> Suspending:
    return Suspending(title_id, Ground.FRAUD, "示例暂停", on)


def resuming(on: date, title_id: str = "held") -> Resuming:
    return Resuming(title_id, "示例恢复", on)


def revocation(on: date, title_id: str = "held", *, every_tier: bool = False) -> Revocation:
    return Revocation(title_id, Ground.FRAUD, "示例撤销", on, every_tier=every_tier)


def after(titles: Titles, *decisions: Decision, today: date = TODAY) -> Titles:
    for decision in decisions:
        titles = decided(ENTERPRISE, titles, decision, today, terms())
    return titles


def test_a_suspended_title_counts_before_and_not_from_that_day() -> None:
    titles = after(HELD, suspending(TODAY))
    assert [tier_on(titles, day) for day in (TODAY - DAY, TODAY, TODAY + 90 * DAY)] == ["specialised", "none", "none"]
    assert titles[0].status is TitleStatus.SUSPENDED
    assert next_change_on(titles, TODAY) is None, "nothing but a decision brings it back"


def test_a_resumed_title_counts_again_and_still_knows_when_it_did_not() -> None:
    begin, end = date(2026, 5, 1), date(2026, 8, 1)
    titles = after(HELD, suspending(begin), resuming(end))
    days = (begin - DAY, begin, end - DAY, end, TODAY)
    assert [tier_on(titles, day) is Tier.SPECIALISED for day in days] == [True, False, False, True, True]
    assert titles[0].status is TitleStatus.VALID
    assert titles[0].spans == ((TITLE.recognised_on, begin - DAY), (end, TITLE.valid_until))
    assert titles[0].valid_until == TITLE.valid_until, "its term runs on meanwhile"
    assert next_change_on(titles, TITLE.recognised_on) == begin
    assert next_change_on(titles, begin) == end


def test_a_suspension_lifted_on_its_very_day_never_did_anything() -> None:
    titles = after(HELD, suspending(TODAY), resuming(TODAY))
    assert titles[0].spans == TITLE.spans
    assert next_change_on(titles, TODAY - DAY) == TITLE.valid_until + DAY


def test_what_continues_a_title_is_suspended_and_resumed_with_it() -> None:
    old = make_title(Tier.INNOVATIVE, date(2023, 12, 1), title_id="old")
    titles = after((old,), Renewal("new", "old", None, "示例机关", "示例复核", TODAY), suspending(TODAY, "old"))
    assert {title.status for title in titles} == {TitleStatus.SUSPENDED}
    assert tier_on(titles, date(2027, 6, 1)) is Tier.NONE
    assert {title.status for title in after(titles, resuming(TODAY, "new"))} == {TitleStatus.VALID}


def test_other_titles_go_on_while_one_is_suspended() -> None:
    low = make_title(Tier.INNOVATIVE, date(2025, 1, 1))
    assert tier_on(after(in_order([low, TITLE]), suspending(TODAY)), TODAY) is Tier.INNOVATIVE


def test_while_suspended_a_title_may_be_revoked_and_may_not_be_renewed() -> None:
    suspended = after(HELD, suspending(date(2026, 5, 1)))
    with pytest.raises(Refusal, match="暂停期间不能复核"):
        after(suspended, Renewal("new", "held", None, "示例机关", "示例复核", TODAY))
    revoked = after(suspended, revocation(TODAY))
    assert revoked[0].status is TitleStatus.REVOKED
    assert tier_on(revoked, date(2026, 4, 30)) is Tier.SPECIALISED
    assert {tier_on(revoked, date(2026, 5, 1) + n * DAY) for n in range(400)} == {Tier.NONE}


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ([suspending(TODAY + DAY)], "不晚于今天"),
        ([suspending(date(2025, 2, 28))], "认定日期之后"),
        ([suspending(TODAY), suspending(TODAY)], "已经暂停"),
        ([revocation(TODAY), suspending(TODAY)], "已撤销或终止"),
        ([resuming(TODAY)], "没有暂停"),
        ([suspending(TODAY), resuming(TODAY - DAY)], "暂停日期"),
        ([suspending(TODAY), resuming(TODAY + DAY)], "不晚于今天"),
        ([suspending(date(2026, 5, 1)), resuming(date(2026, 8, 1)), suspending(date(2026, 7, 31))], "此前的暂停期"),
        ([suspending(TODAY), resuming(TODAY), suspending(TODAY)], "此前的暂停期"),
    ],
)
def test_what_makes_no_sense_is_refused(decisions: list[Decision], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        after(HELD, *decisions)


def test_a_title_that_ran_out_is_not_suspended() -> None:
    with pytest.raises(Refusal, match="已到期"):
        after(in_order([make_title(Tier.INNOVATIVE, date(2020, 1, 1), title_id="held")]), suspending(TODAY))


# ---- what ends more than one title ----------------------------------------------------------------


def test_fraud_leaves_no_title_of_any_tier() -> None:
    past = make_title(Tier.INNOVATIVE, date(2019, 1, 1))
    low, high = make_title(Tier.INNOVATIVE, date(2025, 1, 1)), make_title(Tier.LITTLE_GIANT, date(2026, 6, 1))
    titles = after(in_order([past, low, TITLE, high]), revocation(TODAY, every_tier=True))
    assert tier_on(titles, TODAY) is Tier.NONE
    assert tier_on(titles, TODAY - DAY) is Tier.LITTLE_GIANT
    assert titles[0].status is TitleStatus.VALID, "what had run out long before was not revoked"
    assert [title.status for title in titles[1:]] == [TitleStatus.REVOKED] * 3


def test_fraud_found_late_ends_what_was_recognised_since_from_its_first_day() -> None:
    later = make_title(Tier.LITTLE_GIANT, date(2026, 6, 1))
    titles = after(in_order([TITLE, later]), revocation(date(2026, 1, 1), every_tier=True))
    assert {tier_on(titles, date(2026, 1, 1) + n * DAY) for n in range(900)} == {Tier.NONE}


def test_titles_end_with_their_legal_person_and_are_neither_renewed_nor_suspended_after() -> None:
    titles = after(HELD, Ending("示例注销", TODAY))
    assert titles[0].status is TitleStatus.ENDED
    assert [tier_on(titles, day) for day in (TODAY - DAY, TODAY)] == ["specialised", "none"]
    for decision in (suspending(TODAY), Renewal("new", "held", None, "示例机关", "示例复核", TODAY)):
        with pytest.raises(Refusal, match="终止"):
            after(titles, decision)
    found_out = after(titles, revocation(date(2026, 9, 1)))
    assert found_out[0].last_day == date(2026, 8, 31), "a revocation decided for an earlier day goes before"
