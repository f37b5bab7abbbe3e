"""The rules of 政策帮享: seats, the ways of an activity and of a case, kinds as data, and the words people read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications import help_kinds
from services.notifications.domain.helping import activities, cases, providers, registrations, words
from services.notifications.domain.helping.activities import State, Step
from services.notifications.domain.helping.registrations import State as Seat
from services.notifications.domain.refusals import Refusal
from services.notifications.schemas.activities import ActivityIn
from services.notifications.schemas.cases import CaseIn
from services.notifications.schemas.providers import ProviderIn
from shared.values import Tier

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@given(
    st.lists(
        st.one_of(st.just("come"), st.tuples(st.just("leave"), st.integers(0, 30)), st.integers(1, 12)), max_size=60
    ),
    st.one_of(st.none(), st.integers(1, 8)),
)
def test_no_seat_stays_free_while_somebody_waits_and_nobody_overtakes(
    happened: list[str | int | tuple[str, int]], capacity: int | None
) -> None:
    """Arrivals, cancellations and changed capacities, in any order."""
    seats: dict[int, Seat] = {}

    def many(state: Seat) -> int:
        return sum(1 for one in seats.values() if one is state)

    for one in happened:
        before = many(Seat.SEATED)
        if one == "come":
            seats[len(seats) + 1] = registrations.placed(capacity, many(Seat.SEATED), many(Seat.WAITING))
        elif isinstance(one, tuple):
            active = [number for number, state in seats.items() if state is not Seat.CANCELLED]
            if active:
                seats[active[one[1] % len(active)]] = Seat.CANCELLED
        elif isinstance(one, int):
            capacity = one
        up = registrations.moving_up(capacity, many(Seat.SEATED), many(Seat.WAITING))
        for number in [number for number, state in seats.items() if state is Seat.WAITING][:up]:
            seats[number] = Seat.SEATED
        if capacity is not None:
            assert many(Seat.SEATED) <= max(capacity, before)
        assert registrations.free_seats(capacity, many(Seat.SEATED)) == 0 or not many(Seat.WAITING)
        waiting = [number for number, state in seats.items() if state is Seat.WAITING]
        seated = [number for number, state in seats.items() if state is Seat.SEATED]
        assert not waiting or not seated or max(seated) < min(waiting)


@given(st.sampled_from(State), st.sampled_from(Step), st.integers(-3, 3))
def test_an_activity_goes_only_the_ways_there_are(state: State, step: Step, hours: int) -> None:
    starts_at = NOON + hours * HOUR
    try:
        reached = activities.after(state, step, starts_at, NOON)
    except Refusal:
        return
    assert state not in (State.HELD, State.CANCELLED)
    assert reached is not state
    assert (reached is State.HELD) <= (hours <= 0)
    assert (reached is State.OPEN) <= (hours > 0)


@given(st.sampled_from(cases.State), st.booleans(), st.sampled_from(cases.Step))
def test_a_case_is_published_only_by_way_of_a_yes(state: cases.State, agrees: bool, step: cases.Step) -> None:
    try:
        answered = cases.answered(state, agrees)
    except Refusal:
        assert state is cases.State.WITHDRAWN
        return
    assert answered in ((cases.State.AGREED, cases.State.PUBLISHED) if agrees else (cases.State.REFUSED,))
    if step is cases.Step.PUBLISH and answered is not cases.State.AGREED:
        with pytest.raises(Refusal):
            cases.after(answered, step)
    else:
        assert cases.after(answered, step) in (cases.State.PUBLISHED, cases.State.WITHDRAWN)


def test_who_is_honoured_is_a_little_giant() -> None:
    assert [tier for tier in Tier if cases.honour(tier)] == [Tier.LITTLE_GIANT]


@given(st.lists(st.integers(1, 5), max_size=30))
def test_a_rating_is_a_mean_of_one_decimal_between_its_stars(stars: list[int]) -> None:
    shown = providers.mean(sum(stars), len(stars))
    assert (shown is None) is (not stars)
    if shown is not None:
        assert min(stars) <= float(shown) <= max(stars)
        assert len(shown) == 3


def test_times_are_said_in_shanghai_and_shortly() -> None:
    assert words.when(NOON, NOON + 3 * HOUR) == "2026-11-24 12:00 至 15:00"
    assert words.when(NOON, NOON + 24 * HOUR) == "2026-11-24 12:00 至 2026-11-25 12:00"
    assert words.when(None, None) == "长期，时间与主办单位约定"
    long = words.reminder_words("名" * 300, "明天", "示例", "0571-00000000")
    assert (len(long.heading), long.heading[:4]) == (200, "明日举行")
    assert words.reminder_words("展会", "", "", "", tomorrow=False).heading == "今日举行：展会"
    assert words.cancelled_words("展会", "场地不可用。", "0571").text.startswith("原因：场地不可用。\n")


def test_kinds_are_dated_data_and_an_old_day_has_the_first_of_them() -> None:
    first = help_kinds.kinds_on(datetime(1999, 1, 1, tzinfo=UTC).date())
    assert first is help_kinds.kinds_on(datetime(2099, 1, 1, tzinfo=UTC).date())
    assert {code for code, kind in first.kinds.items() if kind.free} == {"ip-advice", "energy-diagnosis"}
    with pytest.raises(Refusal, match="GET /notifications/v1/activity-kinds"):
        first.named("dancing")
    for one in first.kinds.values():
        assert help_kinds.kind_of(one.code) is one


def test_what_the_demonstration_says_could_be_said_by_an_officer() -> None:
    said = help_kinds.demonstration()
    kinds = help_kinds.kinds_on(NOON.date())
    for activity in said.activities:
        kinds.named(activity.kind).check_group(activity.group)
        given_by = activity.model_dump(include={"kind", "title", "text", "audience", "place", "online", "capacity"})
        assert ActivityIn(**given_by, audience_group=activity.group, organiser="示例", contact="示例")
    for provider in said.providers:
        services = [{"kind": kind, "text": "示例"} for kind in provider.kinds]
        given_by = provider.model_dump(include={"name", "region", "text"}) | {"vouchers": list(provider.vouchers)}
        assert ProviderIn(**given_by, services=services, contact="示例", document="示例")
        providers.check_kinds(provider.kinds, kinds.kinds)
    for case in said.cases:
        assert CaseIn(title=case.title, text=case.text, organiser="示例")
