"""Exactly once, whatever dies: killed before it left, after it arrived, in two replicas, and when a gateway is away."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from services.notifications.domain.outgoing import Channel, Urgency
from services.notifications.gateways import Answer, Errand, Gateway
from services.notifications.service.deliveries import carrying
from tests.services.notifications.sending import PostRoom


class Killed(BaseException):
    """As by kill -9: nothing after it happens."""


@dataclass
class Mortal:
    """A gateway whose caller dies at a point, once."""

    of: Gateway
    dies: str | None

    def __getattr__(self, name: str) -> object:
        return getattr(self.of, name)

    async def send(self, errand: Errand) -> Answer:
        self._pass("before it left")
        answer = await self.of.send(errand)
        self._pass("after it was taken")
        return answer

    @property
    def ask(self) -> Callable[[str], Awaitable[Answer]] | None:
        return self.of.ask and self._ask

    async def _ask(self, reference: str) -> Answer:
        assert self.of.ask is not None, "it keeps references"
        answer = await self.of.ask(reference)
        self._pass("after asking")
        return answer

    def _pass(self, point: str) -> None:
        if self.dies == point:
            self.dies = None
            raise Killed


def mortal(room: PostRoom, dies: str | None) -> PostRoom:
    gateways = {channel: [Mortal(one, dies) for one in several] for channel, several in room.desk.gateways.items()}
    return replace(room, desk=replace(room.desk, gateways=gateways))


class Broken(Mortal):
    """A gateway of which the program itself fails."""

    def _pass(self, point: str) -> None:
        if self.dies == point:
            raise RecursionError("office@example.com")


async def test_a_gateway_that_fails_as_nobody_foresaw_ends_its_message_and_no_other(
    room: PostRoom, caplog: pytest.LogCaptureFixture
) -> None:
    gateways = {Channel.WECHAT: [Broken(one, "before it left") for one in room.desk.gateways[Channel.WECHAT]]}
    broken = replace(room, desk=replace(room.desk, gateways={**room.desk.gateways, **gateways}))
    sent, other = await room.to(Channel.WECHAT, "0000"), await room.to(Channel.EMAIL, "0000")
    await broken.settle()
    assert await room.outcome(sent) == ("failed", "refused")
    assert await room.outcome(other) == ("delivered", None)
    assert "RecursionError" in caplog.text
    assert "office@example.com" not in caplog.text
    taken = await room.to(Channel.WECHAT, "9001")
    await room.round()
    room.forward(minutes=1)
    gateways[Channel.WECHAT][0].dies = "after asking"
    await broken.round()
    assert (await room.row(taken)).state == "sending", "what may have been taken is asked about again"


LEASES_END = carrying.LEASE + timedelta(seconds=1)


@pytest.mark.parametrize("dies", ["before it was begun", "before it left", "after it was taken"])
async def test_whoever_dies_with_a_message_in_hand_sends_it_once_all_the_same(room: PostRoom, dies: str) -> None:
    for channel in (Channel.EMAIL, Channel.WECHAT):
        sent = await room.to(channel, "0000")
        [lease] = await room.leased()
        if dies != "before it was begun":
            with pytest.raises(Killed):
                await carrying.attempt(room.db, mortal(room, dies).desk, lease)
        assert await room.round() == 0, "its lease still holds"
        for _ in range(3):
            room.forward(minutes=1)
            await room.round(after=LEASES_END)
        await room.report()
        assert await room.outcome(sent) == ("delivered", None)
        assert room.taken(sent) == 1
        assert room.gateway.asked[f"{sent}.1"] == 1


async def test_whoever_dies_between_two_commits_of_an_enquiry_asks_again(room: PostRoom) -> None:
    sent = await room.to(Channel.WECHAT, "9001")
    await room.round()
    assert (await room.row(sent)).state == "sending"
    room.forward(minutes=1)
    [lease] = await room.leased()
    with pytest.raises(Killed):
        await carrying.attempt(room.db, mortal(room, "after asking").desk, lease)
    room.forward(minutes=1)
    await room.round(after=LEASES_END)
    assert (await room.row(sent)).state == "sent"
    assert room.taken(sent) == 1


async def test_two_replicas_never_take_the_same_message_and_urgent_ones_have_a_lane_of_their_own(
    room: PostRoom,
) -> None:
    bulk = [await room.to(Channel.WECHAT, "0000", Urgency.BULK) for _ in range(12)]
    urgent = await room.to(Channel.WECHAT, "0000", Urgency.URGENT)
    assert [one.delivery_id for one in await room.leased(Urgency.URGENT)] == [urgent]
    shares = await asyncio.gather(*(room.leased(Urgency.BULK, most=6) for _ in range(3)))
    taken = [one.delivery_id for share in shares for one in share]
    assert sorted(taken) == sorted(bulk)
    await asyncio.gather(*(carrying.attempt(room.db, room.desk, one) for share in shares for one in share))
    assert {(await room.row(one)).state for one in bulk} == {"sent"}
    assert set(room.gateway.asked.values()) == {1}


async def test_a_gateway_that_is_away_for_an_hour_is_left_alone_and_then_everything_goes_out_once(
    room: PostRoom,
) -> None:
    room.gateway.down = {"wechat"}
    sent = [await room.to(Channel.WECHAT, "0000") for _ in range(15)]
    for _ in range(60):
        await room.round()
        room.forward(minutes=1)
    assert sum(room.gateway.asked.values()) < 30, "after five failures one message at a time tries"
    assert {(await room.row(one)).state for one in sent} <= {"waiting", "sending"}
    room.gateway.down = set()
    await room.settle()
    assert {await room.outcome(one) for one in sent} == {("delivered", None)}
    assert {room.taken(one) for one in sent} == {1}


async def test_of_two_providers_the_other_takes_over_and_what_may_have_been_taken_is_not_given_to_it(
    room: PostRoom,
) -> None:
    room.gateway.down = {"sms-1"}
    sent = [await room.to(Channel.SMS, "0000") for _ in range(12)]
    for _ in range(4):
        await room.round()
        await room.report()
        room.forward(seconds=31)
    states = [(await room.row(one)).state for one in sent]
    assert states.count("delivered") >= 5, "the other provider has them"
    assert set(states) == {"delivered", "sending"}, "the first answered 500: it may have them, and is asked first"
    room.gateway.down = set()
    await room.settle()
    assert {await room.outcome(one) for one in sent} == {("delivered", None)}
    assert {room.taken(one) for one in sent} == {1}


async def test_receipts_in_any_order_end_the_same(room: PostRoom) -> None:
    """Bounced and then delivered, or the other way round: what arrived has arrived, and its address is not dead."""
    said = [["bounced", "delivered"], ["delivered", "bounced"], ["accepted", "bounced", "delivered", "delivered"]]
    for order in said:
        sent = await room.to(Channel.WECHAT, "9008")
        await room.round()
        for outcome in order:
            await room.receive("wechat", {"reference": f"{sent}.1", "outcome": outcome})
        assert await room.outcome(sent) == ("delivered", None)
        contact = (await room.row(sent)).contact_id
        assert not await room.dead(str(contact))


async def test_a_receipt_that_comes_before_the_answer_counts_and_the_answer_changes_nothing(room: PostRoom) -> None:
    sent = await room.to(Channel.WECHAT, "0000")
    [lease] = await room.leased()
    with pytest.raises(Killed):
        await carrying.attempt(room.db, mortal(room, "after it was taken").desk, lease)
    await room.report()
    assert await room.outcome(sent) == ("delivered", None)
    await room.round(after=LEASES_END)
    assert await room.outcome(sent) == ("delivered", None)
    assert room.taken(sent) == 1


async def test_sent_again_by_hand_it_has_a_reference_of_its_own(room: PostRoom) -> None:
    sent = await room.to(Channel.WECHAT, "9008")
    await room.settle()
    assert await room.outcome(sent) == ("unconfirmed", "no_receipt")
    await room.repeat(sent)
    await room.round()
    await room.receive("wechat", {"reference": f"{sent}.1", "outcome": "bounced"})
    assert (await room.row(sent)).state == "sent", "that was said of the round before"
    await room.receive("wechat", {"reference": f"{sent}.2", "outcome": "delivered"})
    assert await room.outcome(sent) == ("delivered", None)
    assert set(room.gateway.asked) == {f"{sent}.1", f"{sent}.2"}
