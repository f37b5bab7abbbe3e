"""The way of an application: which step leads where, who may not, and what the words of a refusal say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from services.registry.domain.admission import Revoked, banned_until, check_admission, check_ban
from services.registry.domain.applications import (
    Application,
    Taken,
    after,
    check_one_desk,
    desk_of,
    mended,
)
from services.registry.domain.desks import (
    DESK_LABELS,
    DESKS,
    FIELDS,
    SEATS,
    STATE_LABELS,
    STEP_LABELS,
    Desk,
    Seat,
    State,
    Step,
)
from services.registry.domain.masks import masked_name, masked_phone
from services.registry.domain.moves import CLOSED, MOVES, PATHS
from services.registry.domain.quotas import LIMITED, Quota, entered, recommended
from services.registry.domain.titles import Ground, Refusal
from services.registry.procedures import procedure
from shared.values import Tier
from shared.working_days import Span
from shared.working_days.published import calendar

TODAY = date(2026, 11, 24)
NOTICE = Span(date(2026, 11, 16), date(2026, 11, 20), False)
PROCEDURE, CALENDAR = procedure(TODAY), calendar()
FULL: Any = {
    "words": "理由",
    "document": "示例文号",
    "on": TODAY,
    "mend": ("statement",),
    "number": "示例-1",
    "authority": "示例机关",
}


def application(state: State, tier: Tier = Tier.SPECIALISED, **more: Any) -> Application:
    filled = dict.fromkeys(FIELDS, "示例")
    uscc, begun = "91330108MAXB0012XH", datetime(2026, 11, 1, tzinfo=UTC)
    made = Application("a", "e", uscc, "示例公司", "330108", tier, state, 7, begun, (uscc,), content=filled)
    return replace(made, **more)


def moved(before: Application, step: Step, **changes: Any) -> Application:
    return after(before, Taken(step, **{**FULL, **changes}), PROCEDURE, CALENDAR, TODAY)


# ---- the table ------------------------------------------------------------------------------------


def test_the_table_knows_every_state_and_every_state_that_is_not_closed_lies_at_a_desk() -> None:
    assert set(MOVES) == set(State) == set(STATE_LABELS)
    assert {State.RECOGNISED, State.REFUSED, State.WITHDRAWN} == CLOSED == set(State) - set(DESKS)
    assert set(SEATS) == set(Desk) == set(DESK_LABELS)
    assert set(STEP_LABELS) == set(Step)


def test_every_step_but_the_draft_itself_stands_in_the_table() -> None:
    assert {step for steps in MOVES.values() for step in steps} == set(Step) - {Step.DRAFT}


@pytest.mark.parametrize(
    ("tier", "through"),
    [
        (Tier.INNOVATIVE, []),
        (Tier.SPECIALISED, [State.PROVINCE]),
        (Tier.HIDDEN_CHAMPION, [State.PROVINCE]),
        (Tier.LITTLE_GIANT, [State.PROVINCE, State.MIIT]),
    ],
)
def test_a_tier_passes_its_own_desks_and_no_other(tier: Tier, through: list[State]) -> None:
    path = [State.SUBMITTED, State.DISTRICT, State.CITY, *through, State.NOTICE, State.RECOGNISED]
    assert PATHS[tier] == tuple(path)
    for here, there in pairwise(path):
        steps = {State.SUBMITTED: Step.ACCEPT, State.NOTICE: Step.RECOGNISE}
        before = application(here, tier, notice=NOTICE if here is State.NOTICE else None)
        arrived = moved(before, steps.get(here, Step.APPROVE))
        assert (arrived.state, arrived.version) == (there, 8)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_that_is_not_in_the_table_is_refused_in_words_with_a_way_out(state: State, step: Step) -> None:
    here = application(state, returned_from=State.CITY, notice=NOTICE)
    if step in MOVES[state]:
        assert desk_of(here, step) in Desk
        return
    with pytest.raises(Refusal, match=f"{STATE_LABELS[state]}.*不能{STEP_LABELS[step]}；.+"):
        desk_of(here, step)


def test_the_city_records_what_the_province_and_the_ministry_decided_with_the_document() -> None:
    for state in (State.PROVINCE, State.MIIT):
        assert application(state, Tier.LITTLE_GIANT).seat is Seat.CITY
        for step in (Step.APPROVE, Step.REFUSE, Step.RETURN):
            with pytest.raises(Refusal, match="文件名称与文号"):
                moved(application(state, Tier.LITTLE_GIANT), step, document=None)
    assert moved(application(State.CITY), Step.APPROVE, document=None, on=None).state is State.PROVINCE


@pytest.mark.parametrize("step", [Step.RETURN, Step.REFUSE])
def test_nobody_is_sent_back_or_refused_without_a_reason(step: Step) -> None:
    with pytest.raises(Refusal, match="须写明理由或情况"):
        moved(application(State.DISTRICT), step, words=None)


def test_nothing_is_recorded_before_it_happened() -> None:
    with pytest.raises(Refusal, match="不能晚于今天"):
        moved(application(State.DISTRICT), Step.VISIT, on=date(2026, 11, 25))


@pytest.mark.parametrize("state", [state for state in State if state not in CLOSED])
def test_of_an_enterprise_that_has_ended_an_application_goes_no_further_and_can_be_closed(state: State) -> None:
    here = application(state, Tier.LITTLE_GIANT, notice=NOTICE, returned_from=State.CITY, ended_on=date(2026, 11, 20))
    ahead = [step for step in MOVES[state] if step in (Step.SUBMIT, Step.ACCEPT, Step.APPROVE)]
    for step in ahead:
        with pytest.raises(Refusal, match="2026-11-20 注销或被合并"):
            moved(here, step)
    for step in MOVES[state]:
        if step in (Step.WITHDRAW, Step.REFUSE, Step.RETURN, Step.UPHOLD):
            assert moved(here, step).state is not state


# ---- returned and submitted again -----------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DISTRICT, State.CITY, State.PROVINCE, State.MIIT])
def test_what_was_returned_is_mended_where_asked_and_goes_back_to_the_desk_that_returned_it(state: State) -> None:
    returned = moved(application(state, Tier.LITTLE_GIANT), Step.RETURN)
    assert (returned.state, returned.to_mend, returned.due_on) == (State.RETURNED, ("statement",), None)
    with pytest.raises(Refusal, match="尚未更正：申报说明"):
        moved(returned, Step.SUBMIT)
    with pytest.raises(Refusal, match="只要求更正：申报说明；联系人不能改动"):
        mended(returned, {"contact_name": "示例"})
    again = moved(mended(returned, {"statement": "更正后的说明"}), Step.SUBMIT)
    assert (again.state, again.to_mend, again.returned_from) == (state, (), None)


def test_an_application_is_submitted_complete() -> None:
    with pytest.raises(Refusal, match="尚未填写：联系人、联系电话"):
        moved(application(State.DRAFT, content={"main_product": "示例", "statement": "示例"}), Step.SUBMIT)


# ---- desks ----------------------------------------------------------------------------------------


def test_one_officer_acts_at_one_desk_of_an_application_as_often_as_needed() -> None:
    check_one_desk(frozenset(), Desk.CITY)
    check_one_desk(frozenset({Desk.CITY}), Desk.CITY)
    with pytest.raises(Refusal, match=r"区、县（市）初审.*另一名经办人员"):
        check_one_desk(frozenset({Desk.DISTRICT}), Desk.CITY)


def test_a_desk_has_until_its_deadline_and_what_waits_for_the_province_has_none() -> None:
    assert moved(application(State.DRAFT), Step.SUBMIT).due_on == date(2026, 12, 1)
    assert moved(application(State.SUBMITTED), Step.ACCEPT).due_on == date(2026, 12, 22)
    assert moved(application(State.CITY), Step.APPROVE).due_on is None
    visited = moved(application(State.DISTRICT, due_on=date(2026, 12, 1)), Step.VISIT)
    assert visited.due_on == date(2026, 12, 1), "a visit wins no time"


# ---- the notice -----------------------------------------------------------------------------------


def test_the_notice_opens_with_the_last_approval_and_recognition_waits_for_its_end() -> None:
    opened = moved(application(State.PROVINCE), Step.APPROVE)
    assert opened.notice == Span(date(2026, 11, 24), date(2026, 11, 30), False)
    assert opened.due_on == date(2026, 12, 14), "ten working days behind the end of the notice"
    with pytest.raises(Refusal, match="公示至 2026-11-30"):
        moved(opened, Step.RECOGNISE)
    with pytest.raises(Refusal, match="公示至 2026-11-20"):
        moved(application(State.NOTICE, notice=NOTICE), Step.RECOGNISE, on=NOTICE.last)


def test_an_objection_stops_recognition_until_it_is_dismissed_and_the_notice_goes_on_as_it_was() -> None:
    objected = moved(application(State.NOTICE, notice=NOTICE), Step.OBJECT, on=date(2026, 11, 20))
    assert objected.state is State.OBJECTION
    with pytest.raises(Refusal, match="请先核查异议"):
        moved(objected, Step.RECOGNISE)
    goes_on = moved(objected, Step.DISMISS)
    assert (goes_on.state, goes_on.notice) == (State.NOTICE, NOTICE)
    assert moved(objected, Step.UPHOLD).state is State.REFUSED


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 11, 21)])
def test_an_objection_comes_during_the_notice(day: date) -> None:
    with pytest.raises(Refusal, match=r"公示期内（2026-11-16 至 2026-11-20）.*实名举报"):
        moved(application(State.NOTICE, notice=NOTICE), Step.OBJECT, on=day)


def test_whoever_takes_a_step_out_of_place_reads_which_there_are() -> None:
    with pytest.raises(Refusal, match="现在可以办理：受理、退回、不予通过、撤回"):
        moved(application(State.SUBMITTED), Step.OBJECT, on=date(2026, 11, 16))


# ---- who may apply --------------------------------------------------------------------------------


@pytest.mark.parametrize("ground", Ground)
def test_a_ban_of_three_years_follows_every_misdeed_and_none_what_is_none(ground: Ground) -> None:
    """No longer to qualify is none; for a change that was not reported in time no ban is written."""
    revoked = [Revoked(date(2024, 2, 29), ground)]
    until = banned_until(revoked, PROCEDURE.ban_years)
    if ground in (Ground.UNQUALIFIED, Ground.UNREPORTED):
        assert until is None
        check_ban(revoked, PROCEDURE.ban_years, date(2024, 3, 1))
        return
    assert until == date(2027, 2, 28)
    with pytest.raises(Refusal, match="至 2027-02-27（含当日）不得申报；自 2027-02-28 起可以再申报"):
        check_ban(revoked, PROCEDURE.ban_years, date(2027, 2, 27))
    check_ban(revoked, PROCEDURE.ban_years, date(2027, 2, 28))


def test_of_several_bans_the_longest_counts() -> None:
    revoked = [Revoked(date(2025, 6, 1), Ground.FRAUD), Revoked(date(2024, 6, 1), Ground.ACCIDENT)]
    assert banned_until(revoked, PROCEDURE.ban_years) == date(2028, 6, 1)
    assert banned_until([], PROCEDURE.ban_years) is None


def test_a_tier_is_applied_for_once_at_a_time_by_a_legal_person() -> None:
    check_admission("91330108MAXB0012XH", Tier.SPECIALISED, [Tier.LITTLE_GIANT])
    with pytest.raises(Refusal, match="在办"):
        check_admission("91330108MAXB0012XH", Tier.SPECIALISED, [Tier.SPECIALISED])
    with pytest.raises(Refusal, match="个体工商户"):
        check_admission("92330106MAY2KX9P1H", Tier.INNOVATIVE, [])


# ---- quotas and masks -----------------------------------------------------------------------------


def test_the_city_recommends_within_its_quota_and_not_without_one() -> None:
    assert LIMITED == (Tier.SPECIALISED, Tier.HIDDEN_CHAMPION, Tier.LITTLE_GIANT)
    with pytest.raises(Refusal, match="尚未录入"):
        recommended(Quota(Tier.SPECIALISED, 2026))
    quota = entered(Quota(Tier.SPECIALISED, 2026), 1, "示例文号")
    used = recommended(quota)
    assert (used.used, used.version) == (1, 1)
    with pytest.raises(Refusal, match="1 个已用完"):
        recommended(used)
    with pytest.raises(Refusal, match="已推荐 1 家"):
        entered(used, 0, "示例文号")


@pytest.mark.parametrize(
    ("plain", "masked"),
    [("张三", "张*"), ("欧阳修远", "欧阳*"), ("司", "司*")],
)
def test_of_a_name_the_surname_is_shown(plain: str, masked: str) -> None:
    assert masked_name(plain) == masked


def test_of_a_telephone_number_the_middle_is_hidden() -> None:
    assert masked_phone("13812345678") == "138****5678"
    assert masked_phone("0571-8888000") == "057****8000"
    assert masked_phone("110") == "****"
