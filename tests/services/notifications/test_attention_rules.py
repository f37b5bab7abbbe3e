"""The attention budget, in rules: never in quiet hours or over the cap, nothing urgent behind bulk, nothing lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.attention_data import rules
from services.notifications.domain.attention.buckets import Bucket, Kind, bucket
from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.judging import Drop, Leave, Move, Outbound, Piece, Wait, judge, over_cap
from services.notifications.domain.attention.planning import places
from services.notifications.domain.attention.preferences import DEFAULTS, Digest, Preferences
from services.notifications.domain.attention.topics import CLASSES, RINGING, Topic
from services.notifications.domain.attention.weeks import free_slots, week_of
from services.notifications.domain.messages import OUTSIDE_ONLY, Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held, Urgency
from shared.days import SHANGHAI

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
RULES = rules(TUESDAY.date())
BULK, URGENT, WAKING = Template.MEASURE_MATCHED, Template.TITLES_CHANGED, Template.CONSENT_GRANTED

clock = st.times().map(lambda one: one.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 31), timezones=st.just(UTC))
quiets = st.builds(Quiet, clock, clock)
templates = st.sampled_from(list(CLASSES))
choices = st.builds(
    Preferences,
    digest=st.sampled_from(Digest),
    quiet=st.none() | quiets,
    topics=st.dictionaries(
        st.sampled_from([one for one in Topic if not one.mandatory]), st.frozensets(st.sampled_from(Channel))
    ),
)


def at(clock: str, day: int = 24) -> datetime:
    return datetime.combine(TUESDAY.date().replace(day=day), time.fromisoformat(clock), SHANGHAI)


def out(*templates: Template, kind: Kind = Kind.ALONE, chosen: Preferences = DEFAULTS) -> Outbound:
    return Outbound(kind, Channel.EMAIL, [Piece(str(n), one) for n, one in enumerate(templates)], chosen)


def test_every_kind_of_message_has_a_class_and_every_topic_has_channels() -> None:
    assert set(CLASSES) == set(Template) - OUTSIDE_ONLY
    assert set(RULES.channels) == set(Topic)
    assert all(RULES.channels[topic] & RINGING for topic in Topic)
    mandatory = {one for one, of in CLASSES.items() if of.topic.mandatory}
    assert all(CLASSES[one].urgency is Urgency.URGENT for one in mandatory), "what is mandatory waits for no cap"


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("21:59", None),
        ("22:00", at("08:00", 25)),
        ("23:59", at("08:00", 25)),
        ("00:00", at("08:00", 24)),
        ("07:59", at("08:00", 24)),
        ("08:00", None),
        ("12:00", None),
    ],
)
def test_quiet_hours_reach_across_midnight(clock: str, until: datetime | None) -> None:
    assert RULES.quiet.until(at(clock)) == until


def test_a_window_inside_one_day_and_one_that_is_none() -> None:
    noon = Quiet(time(12), time(14))
    assert noon.until(at("13:00")) == at("14:00")
    assert noon.until(at("14:00")) is None
    assert Quiet(time(9), time(9)).until(at("09:00")) is None


@given(quiets, instants)
def test_after_quiet_hours_it_is_not_quiet_and_at_most_a_day_later(quiet: Quiet, now: datetime) -> None:
    then = quiet.after(now)
    assert quiet.until(then) is None
    assert timedelta() <= then - now <= timedelta(days=1)


@given(templates, st.sampled_from(Channel), choices, instants)
def test_what_is_urgent_leaves_alone_and_is_never_held_by_cap_or_digest(
    template: Template, channel: Channel, chosen: Preferences, now: datetime
) -> None:
    of = CLASSES[template]
    placed = bucket("m", of, channel, chosen, RULES, now)
    assert placed.due_at >= now
    if of.urgency is Urgency.URGENT:
        assert placed == Bucket(Kind.ALONE, "m", now)
        said = judge(Outbound(placed.kind, channel, [Piece("m", template)], chosen), RULES, now)
        assert isinstance(said, Drop | Wait | Leave)
        assert not isinstance(said, Wait) or said.reason is Held.QUIET_HOURS
        assert not isinstance(said, Leave) or not said.spends


@given(templates, st.sampled_from(Channel), choices, instants)
def test_nobody_is_rung_in_quiet_hours_but_by_what_may_wake(
    template: Template, channel: Channel, chosen: Preferences, now: datetime
) -> None:
    said = judge(Outbound(Kind.ALONE, channel, [Piece("m", template)], chosen), RULES, now)
    if isinstance(said, Leave) and channel in RINGING and not CLASSES[template].wakes:
        assert chosen.quiet_hours(RULES).until(now) is None


@settings(max_examples=60)
@given(st.lists(st.tuples(templates, st.integers(0, 60 * 24 * 20)), max_size=30), choices, instants, st.integers(1, 6))
def test_nothing_is_lost_and_no_week_has_more_than_its_cap(
    written: list[tuple[Template, int]], chosen: Preferences, begun: datetime, cap: int
) -> None:
    """A whole life of an outbox: everything planned ends sent once or dropped with a reason, whatever the order."""
    numbers = replace(RULES, weekly_cap=cap)
    waiting: dict[str, tuple[Bucket, list[Piece]]] = {}
    spent: dict[str, int] = {}
    sent: list[str] = []
    dropped: list[str] = []

    def put(to: Bucket, pieces: list[Piece]) -> None:
        placed, there = waiting.get(to.occasion, (to, []))
        waiting[to.occasion] = (placed, [*there, *pieces])

    arrivals = sorted((begun + timedelta(minutes=later), n, one) for n, (one, later) in enumerate(written))
    for now, n, template in arrivals:
        of = CLASSES[template]
        put(bucket(str(n), of, Channel.EMAIL, chosen, numbers, now), [Piece(str(n), template)])
    for _ in range(2_000):
        if not waiting:
            break
        due, pieces = waiting.pop(min(waiting, key=lambda one: waiting[one][0].due_at))
        now = due.due_at
        said = judge(Outbound(due.kind, Channel.EMAIL, pieces, chosen), numbers, now)
        if isinstance(said, Leave) and said.spends:
            if spent.get(week_of(now), 0) >= cap:
                said = over_cap(Outbound(due.kind, Channel.EMAIL, pieces, chosen), said, numbers, now)
            else:
                spent[week_of(now)] = spent.get(week_of(now), 0) + 1
        dropped += [piece.message_id for piece, _ in said.dropped]
        match said:
            case Leave():
                sent += [piece.message_id for piece in said.pieces]
            case Move():
                assert said.to.due_at > now
                put(said.to, list(said.pieces))
            case Wait():
                assert said.until > now
                gone = {piece.message_id for piece, _ in said.dropped}
                left = [piece for piece in pieces if piece.message_id not in gone]
                waiting[due.occasion] = (replace(due, due_at=said.until), left)
    assert not waiting
    assert sorted(sent + dropped) == sorted(str(n) for n in range(len(written)))
    assert all(count <= cap for count in spent.values())


def test_matches_of_one_quarter_of_an_hour_leave_as_one() -> None:
    first, second, later = (
        bucket(str(n), CLASSES[BULK], Channel.EMAIL, DEFAULTS, RULES, at(clock))
        for n, clock in enumerate(("10:01", "10:14", "10:15"))
    )
    assert first == second
    assert first.due_at == at("10:15")
    assert later.occasion != first.occasion


def test_a_machine_neither_sleeps_nor_tires() -> None:
    chosen = replace(DEFAULTS, digest=Digest.WEEKLY)
    assert bucket("m", CLASSES[BULK], Channel.WEBHOOK, chosen, RULES, at("23:00")).kind is Kind.ALONE
    said = judge(replace(out(BULK, chosen=chosen), channel=Channel.WEBHOOK), RULES, at("23:00"))
    assert isinstance(said, Leave)
    assert not said.spends


def test_at_night_a_consent_wakes_and_a_tier_waits() -> None:
    assert judge(out(URGENT), RULES, at("23:00")) == Wait(at("08:00", 25), Held.QUIET_HOURS)
    assert isinstance(judge(replace(out(WAKING), channel=Channel.SMS), RULES, at("23:00")), Leave)


def test_what_was_chosen_since_it_was_planned_decides() -> None:
    gone = replace(DEFAULTS, topics={Topic.POLICIES: frozenset()})
    said = judge(out(BULK, kind=Kind.MERGED, chosen=gone), RULES, TUESDAY)
    assert isinstance(said, Drop)
    assert [why for _, why in said.dropped] == [Cancelled.OPTED_OUT]
    rarer = judge(out(BULK, kind=Kind.MERGED, chosen=replace(DEFAULTS, digest=Digest.DAILY)), RULES, TUESDAY)
    assert isinstance(rarer, Move)
    assert (rarer.reason, rarer.to.occasion, rarer.to.due_at) == (Held.DIGEST, "day:2026-11-25", at("09:00", 25))


def test_of_several_only_what_is_still_wanted_leaves() -> None:
    pieces = [Piece("a", BULK, read=True), Piece("b", BULK, withdrawn=True), Piece("c", BULK)]
    said = judge(replace(out(BULK, kind=Kind.MERGED), pieces=pieces), RULES, TUESDAY)
    assert isinstance(said, Leave)
    assert [piece.message_id for piece in said.pieces] == ["c"]
    assert {piece.message_id: why for piece, why in said.dropped} == {
        "a": Cancelled.READ,
        "b": Cancelled.WITHDRAWN,
    }


def test_over_the_cap_it_joins_the_next_weeks_digest_and_a_weekly_digest_waits_for_its_monday() -> None:
    left = judge(out(BULK), RULES, TUESDAY)
    assert isinstance(left, Leave)
    said = over_cap(out(BULK), left, RULES, TUESDAY)
    assert isinstance(said, Move)
    assert (said.to.occasion, said.to.due_at) == ("week:2026-W49", at("09:00", 30))
    again = over_cap(out(BULK, kind=Kind.WEEK), left, RULES, TUESDAY)
    assert again == Wait(at("09:00", 30), Held.WEEKLY_CAP)


def test_a_digest_inside_quiet_hours_goes_after_them() -> None:
    late = Preferences(digest=Digest.DAILY, quiet=Quiet(time(22), time(11)))
    assert bucket("m", CLASSES[BULK], Channel.EMAIL, late, RULES, TUESDAY).due_at == at("11:00", 25)


def test_a_failed_attempt_spends_once() -> None:
    said = judge(replace(out(BULK), slot_held=True), RULES, TUESDAY)
    assert isinstance(said, Leave)
    assert not said.spends
    assert free_slots(frozenset({1, 3}), 4) == [2, 4]


def test_a_week_ends_on_sunday_night_in_shanghai() -> None:
    sunday = at("23:59", 29)
    assert (week_of(sunday), week_of(sunday + timedelta(minutes=1))) == ("2026-W48", "2026-W49")
    assert week_of(datetime(2027, 1, 1, 12, tzinfo=SHANGHAI)) == "2026-W53"


def test_who_opts_out_keeps_what_is_mandatory_and_may_come_back() -> None:
    out_of: Mapping[Topic, Preferences] = {topic: DEFAULTS.without(topic) for topic in Topic}
    for topic, chosen in out_of.items():
        assert chosen.opted_out(topic) is not topic.mandatory
        assert chosen.back(topic).channels(topic, RULES) == RULES.channels[topic]
    silent = Preferences(topics={topic: frozenset({Channel.WEBHOOK}) for topic in Topic})
    assert set(silent.unreached()) == {topic for topic in Topic if topic.mandatory}


def test_what_matches_through_a_night_leaves_in_the_morning_as_one() -> None:
    matched = [("22:01", 24), ("23:59", 24), ("01:20", 25), ("07:20", 25), ("07:59", 25)]
    placed = {
        (place.bucket, place.held)
        for clock, day in matched
        for place in places("m", BULK, [Channel.EMAIL], DEFAULTS, RULES, at(clock, day).astimezone(UTC))
    }
    assert {(bucket.occasion, held) for bucket, held in placed} == {("merged:20261125T000000Z", Held.MERGING)}
    assert {bucket.due_at for bucket, _ in placed} == {at("08:00", 25)}
