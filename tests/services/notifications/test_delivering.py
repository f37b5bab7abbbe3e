"""What becomes of a message by a gateway that behaves, and by those that do not: each outcome as documented."""

from datetime import timedelta

import pytest

from services.notifications import store
from services.notifications.domain.outgoing import Channel, Held, Send, Urgency
from services.notifications.domain.wording.gaps import names
from services.notifications.service.deliveries import carrying, contacts, verifying, watching
from services.notifications.store.tables import GatewayRow
from services.notifications.wording_data import first_texts, registered_code
from shared.clock import real_now
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


async def test_a_code_by_text_message_is_a_registered_one(room: PostRoom) -> None:
    sent = await room.verification(Channel.SMS, "13805710000")
    async with room.db.transaction() as tx:
        row = await store.deliveries.lock(tx, sent)
        assert row is not None
        said, _, _ = await verifying.words(tx, room.desk, row)
    assert isinstance(said, Send)
    assert said.sms is not None
    assert said.sms.template == registered_code().sms_number
    assert said.sms.template not in {text.sms_number for text in first_texts().values()}
    assert set(said.sms.variables) == names(registered_code().body)
    assert said.sms.variables["code"] in said.body


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


async def test_one_message_that_nobody_can_put_into_words_stops_no_other(room: PostRoom) -> None:
    broken, other = await room.to(Channel.WECHAT, "0000"), await room.to(Channel.WECHAT, "0000")
    async with room.db.transaction() as tx:
        await store.deliveries.change(tx, broken, message_ids="no list", state="held")
    await room.settle()
    assert await room.outcome(broken) == ("failed", "not_rendered")
    assert await room.outcome(other) == ("delivered", None)


async def test_an_address_that_is_not_proved_or_whose_enterprise_is_over_is_forgotten(room: PostRoom) -> None:
    kept, over = await room.enterprise(), await room.enterprise()
    ids = [await room.contact(one, Channel.SMS, f"1380571000{number}") for number, one in enumerate((kept, over))]
    unproved = await room.contact(kept, Channel.EMAIL, "office@example.com")
    again = await room.contact(kept, Channel.WECHAT, "openid-0000")
    async with room.db.transaction() as tx:
        await store.contacts.change(tx, unproved, state="pending")
        proving = {"state": "pending", "code_asked_at": tx.now + timedelta(days=5)}  # it bounced, and is proved again
        await store.contacts.change(tx, again, **proving)
        await tx.update(store.KNOWN.enterprise, [{"enterprise_id": over, "ended_on": tx.today}])
    left = []
    for days in (6, 2, 30):
        room.forward(days=days)
        await contacts.forget_old(room.db)
        async with room.db.transaction() as tx:
            found = [await store.contacts.find(tx, one) for one in (*ids, unproved, again)]
        left.append([one is not None for one in found])
    assert left == [[True, True, True, True], [True, True, False, True], [True, False, False, False]]


async def test_a_channel_that_rests_gives_its_lane_nothing_to_do(room: PostRoom) -> None:
    await room.to(Channel.WECHAT, "0000")

    async def any_due() -> bool:
        async with room.db.reading() as tx:
            return await carrying.any_due(tx, room.desk, real_now(), Urgency.NORMAL)

    assert await any_due()
    async with room.db.transaction() as tx:
        rests = [
            {"name": name, "failures": 5, "rest_until": tx.now + timedelta(minutes=1)}
            for name in room.desk.names["wechat"]
        ]
        await tx.insert(GatewayRow, rests)
    assert not await any_due()
    await room.to(Channel.EMAIL, "0000")
    assert await any_due()
    assert len(await room.leased()) == 1
    room.forward(minutes=2)
    assert await any_due()


async def test_while_enterprises_are_read_again_nothing_is_sent_in_nobodys_name(room: PostRoom) -> None:
    sent = await room.to(Channel.WECHAT, "0000")
    code = await room.verification(Channel.EMAIL, "office@example.com")
    cursor = store.FLOOR.cursor
    async with room.db.transaction() as tx:
        await tx.insert(cursor, [{"source": "registry", "whole": False}])
    await room.round()
    assert await room.outcome(sent) == ("waiting", None)
    assert (await room.row(code)).state == "sent", "a code names nobody"
    async with room.db.transaction() as tx:
        await tx.update(cursor, [{"source": "registry", "whole": True}])
    await room.settle()
    assert await room.outcome(sent) == ("delivered", None)
