"""The envelope goes round unchanged, other people's CloudEvents library reads it, and titles count as the law says."""

import json
from datetime import UTC, date, datetime

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.events import (
    FACTS,
    PUBLISHES,
    ConsequenceRecorded,
    EnterpriseRegistered,
    Fact,
    Item,
    Origin,
    Suspension,
    TitleStatus,
    fact_type,
    open_envelope,
    parse_batch,
    seal,
    tier_on,
)
from shared.feed.relay import batch
from shared.values import Certainty, EnterpriseId, Tier
from tests.titles import DAY, make_change, make_title, standing

AT = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
ORIGIN = Origin("officer:示例", "chain", "cause")
ON = date(2026, 11, 23)
REGISTERED = EnterpriseRegistered(
    enterprise_id=EnterpriseId("id-1"),
    uscc="91330108MAXB0012XH",
    enterprise_version=1,
    name="示例“传感”\\技术\U00020bb7有限公司",
    district="330108",
    industry="C39",
    usccs=("91330108MAXB0012XH",),
)
CONSEQUENCE = ConsequenceRecorded(
    enterprise_id=EnterpriseId("id-1"),
    uscc="91330108MAXB0012XH",
    enterprise_version=2,
    cause_id="cause",
    gained=(Item(code="a", label="甲", amount_fen=100_000_000, certainty=Certainty.NOMINAL, reason="因为"),),
    ahead_tier=Tier.SPECIALISED,
)
CHANGED = make_change(standing(ON), standing(ON, make_title(Tier.SPECIALISED, ON)))


@pytest.mark.parametrize("fact", [REGISTERED, CONSEQUENCE, CHANGED], ids=lambda fact: fact.kind)
def test_a_fact_comes_out_of_its_envelope_as_it_went_in(fact: Fact) -> None:
    event_id, body = seal("registry", fact, AT, ORIGIN)
    (envelope,) = parse_batch(batch([body.encode()]))
    event = open_envelope(envelope, type(fact))
    assert event.fact == fact
    assert (event.event_id, event.time, event.origin) == (event_id, AT, ORIGIN)
    assert event.type == fact_type("registry", type(fact))


@pytest.mark.parametrize("fact", [REGISTERED, CONSEQUENCE, CHANGED], ids=lambda fact: fact.kind)
def test_another_cloudevents_library_reads_the_same(fact: Fact) -> None:
    event_id, body = seal("registry", fact, AT, ORIGIN)
    event = JSONFormat().read(CloudEvent, body)
    assert event.get_id() == event_id
    assert event.get_source() == "/zjtx/registry"
    assert event.get_type() == f"cn.hangzhou.zjtx.registry.{fact.kind}.v1"
    assert event.get_subject() == fact.uscc
    assert event.get_time() == AT
    assert event.get_datacontenttype() == "application/json"
    extensions = {name: event.get_extension(name) for name in ("partitionkey", "correlationid", "causationid", "actor")}
    assert extensions == {
        "partitionkey": fact.enterprise_id,
        "correlationid": "chain",
        "causationid": "cause",
        "actor": "officer:示例",
    }
    assert event.get_data() == json.loads(fact.model_dump_json())


def test_what_another_library_writes_is_read_here() -> None:
    _, body = seal("registry", REGISTERED, AT, ORIGIN)
    format_ = JSONFormat()
    again = format_.write(format_.read(CloudEvent, body))
    (envelope,) = parse_batch(batch([again]))
    assert open_envelope(envelope, EnterpriseRegistered).fact == REGISTERED


def test_a_fact_of_no_known_cause_begins_its_own_chain() -> None:
    _, body = seal("registry", REGISTERED, AT, Origin("system", "chain"))
    assert "causationid" not in json.loads(body)


def test_a_member_added_later_is_passed_over_and_a_missing_one_is_a_fault() -> None:
    _, body = seal("registry", REGISTERED, AT, ORIGIN)
    envelope = json.loads(body)
    envelope["data"]["added_in_a_later_build"] = 1
    assert open_envelope(envelope, EnterpriseRegistered).fact == REGISTERED
    del envelope["data"]["name"]
    with pytest.raises(ValidationError):
        open_envelope(envelope, EnterpriseRegistered)


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'[{"type": "x"}]', b'[{"id": "a"}', b"null", b"\xff"])
def test_what_is_no_batch_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the class is the promise, the words are the parser's
        parse_batch(body)


def test_every_fact_is_published_by_somebody_under_its_own_kind() -> None:
    published = {cls for classes in PUBLISHES.values() for cls in classes}
    assert published == set(FACTS.values())
    assert all(FACTS[cls.kind] is cls for cls in published)


# ---- titles ------------------------------------------------------------------------------------


def test_a_title_counts_from_its_first_to_its_last_day() -> None:
    title = make_title(Tier.INNOVATIVE, date(2026, 11, 23))
    assert title.valid_until == date(2029, 11, 22)
    days = [date(2026, 11, 22), date(2026, 11, 23), date(2029, 11, 22), date(2029, 11, 23)]
    assert [title.counts_on(day) for day in days] == [False, True, True, False]


def test_a_revoked_title_counts_up_to_the_day_before_it_ended() -> None:
    ended = date(2027, 6, 1)
    title = make_title(Tier.INNOVATIVE, ON, status=TitleStatus.REVOKED, ended_on=ended)
    assert title.counts_on(ended - DAY)
    assert not title.counts_on(ended)
    assert title.last_day == ended - DAY


def test_a_title_revoked_on_its_first_day_never_counts() -> None:
    title = make_title(Tier.INNOVATIVE, ON, status=TitleStatus.REVOKED, ended_on=ON)
    assert not any(title.counts_on(ON + n * DAY) for n in range(-2, 3))


def test_a_revocation_after_the_end_takes_nothing_back() -> None:
    title = make_title(Tier.INNOVATIVE, ON, ON + 10 * DAY, status=TitleStatus.REVOKED, ended_on=ON + 20 * DAY)
    assert title.last_day == ON + 10 * DAY


def test_a_suspended_title_does_not_count() -> None:
    pause = Suspension(from_on=ON + DAY, until_on=ON + 3 * DAY, ground="accident", document="示例文号")
    title = make_title(Tier.LITTLE_GIANT, ON, status=TitleStatus.SUSPENDED, suspensions=(pause,))
    assert [title.counts_on(ON + n * DAY) for n in range(4)] == [True, False, False, True]
    assert tier_on([title, make_title(Tier.INNOVATIVE, ON)], ON + DAY) is Tier.INNOVATIVE


TITLES = st.lists(
    st.builds(
        lambda tier, start, days: make_title(tier, start, start + days * DAY),
        st.sampled_from([Tier.INNOVATIVE, Tier.SPECIALISED, Tier.HIDDEN_CHAMPION, Tier.LITTLE_GIANT]),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(0, 1500),
    ),
    max_size=6,
)


@given(TITLES, st.dates(date(2019, 1, 1), date(2035, 1, 1)))
def test_the_tier_is_the_highest_title_that_counts(titles: list, day: date) -> None:  # type: ignore[type-arg]
    tier = tier_on(titles, day)
    counting = {title.tier for title in titles if title.recognised_on <= day <= title.valid_until}
    assert all(held.rank <= tier.rank for held in counting)
    assert tier in counting or (tier is Tier.NONE and not counting)
