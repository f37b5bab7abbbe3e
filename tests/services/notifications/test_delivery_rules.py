"""The rules of deliveries: states, circuits, addresses, codes. No database."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain import circuits, contacts
from services.notifications.domain.circuits import OPENS_AT, WELL, Health
from services.notifications.domain.delivering import (
    FINAL,
    STEPS,
    Reason,
    State,
    Step,
    after,
    delivery_id,
    read_reference,
    reference,
)
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


# ---- states --------------------------------------------------------------------------------------


def test_every_state_leads_to_an_end_and_an_end_is_left_by_receipts_or_by_hand_only() -> None:
    for state in State:
        reached, todo = {state}, [state]
        while todo:
            one = todo.pop()
            new = {steps[one] for steps in STEPS.values() if one in steps} - reached
            reached |= new
            todo += new
        assert reached & FINAL
    leaving = {step for step, moves in STEPS.items() for state in moves if state in FINAL}
    assert leaving == {Step.ARRIVE, Step.BOUNCE, Step.REPEAT}
    assert after(State.DELIVERED, Step.REPEAT) is None
    assert not [step for step, moves in STEPS.items() if State.DELIVERED in moves]


@pytest.mark.parametrize("begun", [State.SENDING, State.SENT, State.UNCONFIRMED])
def test_receipts_in_any_order_come_to_the_same(begun: State) -> None:
    ends = set()
    for order in permutations([Step.ACCEPT, Step.ARRIVE, Step.BOUNCE, Step.ARRIVE]):
        state = begun
        for step in order:
            state = after(state, step) or state
        ends.add(state)
    assert ends == {State.DELIVERED}


def test_every_word_has_a_label_and_no_two_reasons_share_a_word() -> None:
    kinds = [[one.value for one in kind] for kind in (Held, Cancelled, Reason)]
    assert len({word for kind in kinds for word in kind}) == sum(map(len, kinds))
    assert all(one.label for kind in (State, Held, Cancelled, Reason, Channel) for one in kind)


def test_a_reference_names_a_delivery_and_a_round() -> None:
    id_ = delivery_id("e", "case", Template.DUTY_DUE, Channel.SMS)
    assert id_ == delivery_id("e", "case", Template.DUTY_DUE, Channel.SMS)
    assert id_ != delivery_id("e", "case", Template.DUTY_DUE, Channel.EMAIL)
    assert read_reference(reference(id_, 3)) == (id_, 3)
    assert [read_reference(said) for said in ("", "x", "x.", "x.-1", "x.１", "x.1000000")] == [None] * 6


# ---- circuits ------------------------------------------------------------------------------------


def test_after_five_failures_a_gateway_rests_longer_each_time_and_one_success_ends_it() -> None:
    health, rests = WELL, []
    for _ in range(OPENS_AT + 5):
        health = circuits.failed(health, NOW)
        rests.append(health.rest_until - NOW if health.rest_until else timedelta())
    assert rests[: OPENS_AT - 1] == [timedelta()] * (OPENS_AT - 1)
    assert rests[OPENS_AT - 1 :] == sorted(rests[OPENS_AT - 1 :])
    assert rests[-1] == timedelta(minutes=5)
    assert circuits.must_probe(health)
    assert not circuits.must_probe(circuits.busy(WELL, NOW, None)), "to be busy is no failure"


def test_a_channel_rests_when_all_its_gateways_do_and_what_failed_goes_last() -> None:
    tired, names = Health(OPENS_AT, NOW + timedelta(minutes=1)), {"sms": ["one", "two"], "email": ["mail"], "phone": []}
    assert circuits.resting(names, {"one": tired, "mail": tired}, NOW) == {"email"}
    assert circuits.resting(names, {"one": tired, "two": tired}, NOW) == {"sms"}
    assert circuits.order(["one", "two"], "one") == ["two", "one"]
    assert circuits.order(["one", "two"], None) == ["one", "two"]


def test_nobody_is_given_more_patience_than_ten_minutes() -> None:
    assert circuits.busy(WELL, NOW, timedelta(days=1)).rest_until == NOW + circuits.MOST_PATIENCE


# ---- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["=?utf-8?q?=0a?=@a.bc", "=??q??=@a.bc", "=?unicode-escape?q?=5cud800?=@x.yz", "a=?b@example.com"]
)
def test_an_address_that_a_mail_library_would_decode_is_none(said: str) -> None:
    assert contacts.normal(Channel.EMAIL, said) is None
    assert contacts.normal(Channel.EMAIL, said.replace("=?", "-")) is not None


@given(st.text(st.characters() | st.sampled_from("@.\r\n<>\"',;: "), max_size=40), st.sampled_from(Channel))
def test_what_passes_for_an_address_breaks_no_header_and_is_masked(said: str, channel: Channel) -> None:
    address = contacts.normal(channel, said)
    if address is not None:
        assert address.isascii()
        assert address.isprintable()
        assert contacts.normal(channel, address) == address
    if address is not None and channel is not Channel.WEBHOOK:
        assert not set(address) & set('\r\n <>",;')
        assert contacts.masked(channel, address) != address


@pytest.mark.parametrize(
    ("channel", "said", "address", "masked"),
    [
        (Channel.EMAIL, " Zhang.San@EXAMPLE.com ", "Zhang.San@example.com", "Z***@example.com"),
        (Channel.SMS, "+86 138-0571-0001", "13805710001", "138****0001"),
        (Channel.WECHAT, "openid-12345678", "openid-12345678", "op***78"),
        (Channel.WEBHOOK, "https://a.example/hook?key=1", "https://a.example/hook?key=1", "https://a.example/***"),
    ],
)
def test_an_address_has_one_spelling_and_is_shown_in_part(
    channel: Channel, said: str, address: str, masked: str
) -> None:
    assert contacts.normal(channel, said) == address
    assert contacts.masked(channel, address) == masked
