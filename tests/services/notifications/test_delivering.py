"""What becomes of a message by a gateway that behaves, and by those that do not: each outcome as documented."""

from datetime import timedelta

from services.notifications.domain.outgoing import Channel, Held
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
