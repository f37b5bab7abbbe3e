"""What cannot leave: it spends nothing of the week, is not shown as sent, and says why it does not wait any more."""

from sqlalchemy import select

from services.notifications import store
from services.notifications.domain.delivering import Reason
from services.notifications.domain.messages import Template, Words
from services.notifications.domain.outgoing import Channel
from services.notifications.schemas.outbound import OutboundOut
from services.notifications.service.outbound import Shown
from services.notifications.service.writing import say
from services.notifications.store.tables import PieceRow, SlotRow
from tests.services.notifications.sending import PostRoom


async def tell(room: PostRoom, enterprise_id: str, cause: str) -> None:
    """One of the five of a week."""
    async with room.db.transaction() as tx:
        await say(tx, [(enterprise_id, cause, Template.FINANCING_ADVANCED, Words(f"金融机构已答复{cause}", "正文"))])


async def stands(room: PostRoom) -> tuple[int, set[tuple[str, str | None]], set[tuple[str, str | None]]]:
    """How much of the week is spent, and how pieces and deliveries stand."""
    async with room.db.reading() as tx:
        spent = len((await tx.execute(select(SlotRow))).scalars().all())
        pieces = (await tx.execute(select(PieceRow))).scalars().all()
    return spent, {(one.state, one.reason) for one in pieces}, {(one.state, one.reason) for one in await room.rows()}


async def test_what_finds_no_address_spends_nothing_and_is_not_shown_as_sent(room: PostRoom) -> None:
    enterprise_id = await room.enterprise()
    contact_id = await room.contact(enterprise_id, Channel.EMAIL, "office@example.com")
    for cause in ("1", "2"):
        await tell(room, enterprise_id, cause)
    async with room.db.transaction() as tx:
        contact = await store.contacts.find(tx, contact_id)
        assert contact is not None
        dead = {"mark": contact.mark, "channel": "email", "enterprise_id": enterprise_id, "delivery_id": "another"}
        await store.contacts.suppress(tx, {**dead, "reason": "no_such_address", "since": tx.now})
    await room.round()
    assert await stands(room) == (0, {("dropped", "suppressed")}, {("cancelled", "suppressed")})
    await tell(room, enterprise_id, "3")
    assert len(await room.rows()) == 2, "nothing is planned for a dead address"

    await room.lift("office@example.com")
    await tell(room, enterprise_id, "4")
    async with room.db.transaction() as tx:
        await store.contacts.forget(tx, enterprise_id)
    await room.round()
    spent, pieces, _ = await stands(room)
    assert (spent, ("dropped", "no_contact") in pieces) == (0, True)


async def test_a_delivery_that_ends_before_it_left_leaves_nothing_waiting(room: PostRoom) -> None:
    enterprise_id = await room.enterprise()
    await room.contact(enterprise_id, Channel.EMAIL, "office@example.com")
    await tell(room, enterprise_id, "1")
    [broken] = await room.rows()
    async with room.db.transaction() as tx:
        await store.deliveries.change(tx, broken.delivery_id, message_ids="no list")
    await room.round()
    assert await stands(room) == (0, {("dropped", "not_rendered")}, {("failed", "not_rendered")})
    await tell(room, enterprise_id, "2")
    room.forward(days=15)
    await room.round()
    spent, pieces, deliveries = await stands(room)
    assert (spent, pieces) == (0, {("dropped", "not_rendered"), ("dropped", "too_late")})
    assert ("expired", "too_late") in deliveries
    async with room.db.reading() as tx:
        kept = (await tx.execute(select(PieceRow))).scalars().all()
    shown = [OutboundOut.of(Shown(piece, "标题", "id", None)) for piece in kept]
    assert {one.reason_label for one in shown} == {Reason.NOT_RENDERED.label, Reason.TOO_LATE.label}
