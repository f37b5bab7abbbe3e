"""Read again from the first fact, notifications sends nothing again: what is planned has one key for ever."""

from typing import Any

from services.embedded import SERVICES
from services.notifications import store
from shared.rebuilding import rebuild
from shared.testing import eventually
from tests.input.receivers import make_delivery
from tests.zone import RunningZone


async def sent(zone: RunningZone) -> dict[str, tuple[str, int]]:
    """By delivery: its state and round."""
    rows = await zone.rows("notifications", "delivery")
    return {row["delivery_id"]: (row["state"], row["round"]) for row in rows}


async def test_a_cursor_set_to_zero_plans_and_sends_nothing_again(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    contact_id = (await make_delivery(zone, uscc))["address_id"]
    db = zone.db("notifications")
    async with db.transaction() as tx:
        await store.contacts.change(tx, contact_id, state="verified", verified_at=tx.now)
    await zone.complete((await zone.recognise(uscc, "specialised"))["change_id"])

    async def delivered() -> bool:
        return "delivered" in {state for state, _ in (await sent(zone)).values()}

    await eventually(delivered, seconds=20)
    before: dict[str, Any] = await sent(zone)
    [gateway] = zone.zone.apps["notifications"].state.simulated
    assert gateway.asked
    for _ in range(2):
        await rebuild(db, SERVICES["notifications"])
        await zone.settle()
    assert await sent(zone) == before
    assert set(gateway.asked.values()) == {1}
