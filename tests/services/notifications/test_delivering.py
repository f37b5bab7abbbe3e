"""What becomes of a message by a gateway that behaves, and by those that do not: each outcome as documented."""

from datetime import timedelta

import pytest

from services.notifications.domain.outgoing import Channel, Held, Urgency
from services.notifications.service.deliveries import watching
from tests.services.notifications.sending import PostRoom


async def test_a_message_is_sent_once_and_its_receipt_ends_it(room: PostRoom) -> None:
    sent = [await room.to(channel, "0000") for channel in (Channel.EMAIL, Channel.SMS, Channel.WECHAT, Channel.PHONE)]
    await room.round()
    assert {(await room.row(one)).state for one in sent} == {"sent"}
    await room.report()
    for one in sent:
        assert await room.outcome(one) == ("delivered", None)
        assert [(kind, verdict) for kind, _, verdict in await room.tried(one)] == [
            ("send", "accepted"),
            ("receipt", "delivered"),
        ]
    assert await room.round() == 0


DOCUMENTED = {
    "9001": (("delivered", None), 1),  # took it and answered 500: asked, not repeated
    "9002": (("delivered", None), 1),  # throttled twice
    "9003": (("bounced", "no_such_address"), 1),
    "9004": (("delivered", None), 1),  # the receipt takes an hour
    "9005": (("unconfirmed", "no_receipt"), 1),  # took it, and says later that it never saw it
    "9006": (("delivered", None), 1),  # 500 twice, nothing taken
    "9007": (("delivered", None), 1),  # receipts twice, out of order, of strangers, forged
    "9008": (("unconfirmed", "no_receipt"), 1),  # never reports
    "9009": (("failed", "refused"), 0),
}


async def test_every_misbehaviour_ends_as_documented_and_nothing_is_taken_twice(room: PostRoom) -> None:
    sent = {ending: await room.to(Channel.WECHAT, ending) for ending in DOCUMENTED}
    await room.settle()
    for ending, (outcome, taken) in DOCUMENTED.items():
        assert (ending, await room.outcome(sent[ending])) == (ending, outcome)
        assert (ending, room.taken(sent[ending])) == (ending, taken)


async def test_what_was_planned_before_under_the_same_key_changes_nothing(room: PostRoom) -> None:
    enterprise_id = await room.enterprise()
    await room.contact(enterprise_id, Channel.EMAIL, "office@example.com")
    first = await room.plan(enterprise_id, Channel.EMAIL, occasion="case-1")
    await room.settle()
    assert await room.plan(enterprise_id, Channel.EMAIL, occasion="case-1") == first
    await room.settle()
    assert room.gateway.asked == {f"{first}.1": 1}
    assert await room.outcome(first) == ("delivered", None)


async def test_what_is_held_waits_and_without_an_address_nothing_goes_out(room: PostRoom) -> None:
    enterprise_id = await room.enterprise()
    later = room.db.clock.now() + timedelta(hours=10)
    held = await room.plan(enterprise_id, Channel.EMAIL, not_before=later, held=Held.QUIET_HOURS)
    assert await room.round() == 0
    assert await room.outcome(held) == ("held", "quiet_hours")
    room.forward(hours=11)
    await room.round()
    assert await room.outcome(held) == ("cancelled", "no_contact")


async def test_what_never_could_be_sent_expires_and_what_may_have_been_is_left_unconfirmed(room: PostRoom) -> None:
    """A gateway that never comes back."""
    room.gateway.down = {"wechat"}
    sent = [await room.to(Channel.WECHAT, "0000") for _ in range(8)]
    for _ in range(3):
        await room.round()
    for _ in range(12):
        room.forward(days=15)
        await room.round()
    outcomes = {await room.outcome(one) for one in sent}
    assert outcomes == {("unconfirmed", "not_known"), ("expired", "too_late")}
    assert {room.taken(one) for one in sent} == {0}


async def test_who_runs_it_is_warned_of_what_is_stuck(room: PostRoom, caplog: pytest.LogCaptureFixture) -> None:
    await room.to(Channel.EMAIL, "0000", Urgency.URGENT)
    await watching.warn_if_stuck(room.db)
    assert caplog.messages == []
    room.forward(minutes=2)
    await watching.warn_if_stuck(room.db)
    [warning] = caplog.messages
    assert warning.startswith("1 urgent deliveries wait, the oldest since 2026-11-24T0")


async def test_a_code_that_is_late_is_not_sent(room: PostRoom) -> None:
    sent = await room.verification(Channel.EMAIL, "office@example.com")
    room.forward(minutes=11)
    await room.round()
    assert await room.outcome(sent) == ("expired", "too_late")


async def test_nothing_personal_is_in_the_log_of_attempts_or_of_the_process(
    room: PostRoom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    sent = [await room.to(Channel.SMS, ending) for ending in ("9003", "9006", "9009")]
    await room.settle()
    tried = [str(one) for id_ in sent for one in await room.attempts(id_)]
    said = "\n".join([*caplog.messages, *tried])
    assert len(tried) >= 5
    assert "1380571" not in said
    assert "申报" not in said
