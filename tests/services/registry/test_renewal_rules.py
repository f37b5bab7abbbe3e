"""Which title an application renews, and from when it may."""

from datetime import date, timedelta

import pytest

from services.registry import procedures
from services.registry.domain.renewals import check_submitted_in_time, renewable
from services.registry.domain.titles import Refusal, Titles, in_order
from shared.events import Suspension, TitleStatus
from shared.values import Tier
from tests.titles import DAY, make_title

SINCE, LAST = date(2024, 1, 16), date(2027, 1, 15)
OPENS = date(2026, 7, 15)
TITLE = make_title(Tier.SPECIALISED, SINCE)
MONTHS = procedures.procedure(OPENS).renewal_months


def asked(titles: Titles, on: date, tier: Tier = Tier.SPECIALISED) -> str | None:
    title = renewable(tier, titles, MONTHS, on)
    return title.title_id if title else None


def test_the_last_six_months_of_a_title_are_for_its_renewal() -> None:
    assert MONTHS == 6
    with pytest.raises(Refusal, match="2026-07-15 起可申请复核"):
        asked((TITLE,), OPENS - DAY)
    for day in (OPENS, LAST):
        assert asked((TITLE,), day) == TITLE.title_id


def test_who_does_not_hold_the_title_applies_anew() -> None:
    revoked = make_title(Tier.SPECIALISED, SINCE, status=TitleStatus.REVOKED, ended_on=OPENS)
    assert asked((), OPENS) is None
    assert asked((TITLE,), OPENS, Tier.LITTLE_GIANT) is None
    assert asked((TITLE,), LAST + DAY) is None, "it has run out"
    assert asked((revoked,), OPENS) is None


def test_what_was_renewed_is_not_renewed_again_until_the_new_period_ends() -> None:
    later = make_title(Tier.SPECIALISED, LAST + DAY, renews=TITLE.title_id)
    titles = in_order([TITLE, later])
    with pytest.raises(Refusal, match="已有续期（自 2027-01-16）"):
        asked(titles, OPENS)
    assert asked(titles, later.valid_until) == later.title_id


def test_a_suspended_title_waits_for_what_is_looked_into() -> None:
    period = Suspension(from_on=OPENS, ground="fraud", document="示例文号")
    suspended = make_title(Tier.SPECIALISED, SINCE, status=TitleStatus.SUSPENDED, suspensions=(period,))
    with pytest.raises(Refusal, match="暂停期间"):
        asked((suspended,), OPENS + timedelta(days=30))


def test_a_draft_that_lay_until_the_title_had_run_out_renews_nothing() -> None:
    check_submitted_in_time(TITLE, LAST)
    with pytest.raises(Refusal, match="2027-01-15 到期，不能再申请复核；请撤回后重新申请认定"):
        check_submitted_in_time(TITLE, LAST + DAY)
