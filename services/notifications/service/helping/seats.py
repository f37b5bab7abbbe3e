"""Who waits moves up in order, while the activity is held by whoever gives seats away."""

from services.notifications import store
from services.notifications.domain.helping import registrations as rules
from services.notifications.domain.helping.activities import EDITABLE
from services.notifications.domain.helping.registrations import State
from services.notifications.service.helping import telling
from services.notifications.store.tables import ActivityRow
from shared.db import Tx


async def fill(tx: Tx, activity: ActivityRow) -> None:
    """Seats that are free go to those who wait the longest, and each is told. Once it is over nobody moves up."""
    begun = activity.starts_at is not None and activity.starts_at <= tx.now
    if activity.state not in EDITABLE or begun:
        return
    seated, waiting = await taken(tx, activity.activity_id)
    up = rules.moving_up(activity.capacity, seated, waiting)
    if not up:
        return
    moving = await store.registrations.waiting(tx, activity.activity_id, up)
    await store.registrations.change(tx, [one.registration_id for one in moving], state=State.SEATED)
    await telling.seated(tx, activity, moving)


async def taken(tx: Tx, activity_id: str) -> tuple[int, int]:
    """Seated and waiting."""
    many = await store.activities.counts(tx, [activity_id])
    return many.get((activity_id, State.SEATED), 0), many.get((activity_id, State.WAITING), 0)
