"""A right goes on: its state, its history and the fact, in one transaction."""

from dataclasses import dataclass
from typing import Final

from services.benefits import store
from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.rights import Right, Taken, after
from services.benefits.domain.rights.telling import advanced
from services.benefits.problems import RightRefused
from shared.db import Tx
from shared.events import Origin
from shared.problems import Busy


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step, and because of which fact."""

    actor: str
    seat: Seat
    department: str | None = None
    cause_id: str | None = None
    origin: Origin | None = None


SYSTEM: Final = By("system", Seat.SYSTEM)


async def begin(tx: Tx, right: Right, taken: Taken, by: By) -> Right:
    await store.rights.add(tx, right)
    await _record(tx, right, taken, by)
    return right


async def advance(tx: Tx, right: Right, taken: Taken, by: By) -> Right:
    """The right, locked before, after a step. Raises RightRefused, Busy."""
    try:
        moved = after(right, taken, tx.today)
    except Refusal as refusal:
        raise RightRefused(str(refusal)) from refusal
    return await write(tx, right, moved, taken, by)


async def write(tx: Tx, right: Right, moved: Right, taken: Taken, by: By) -> Right:
    if not await store.rights.save(tx, moved, right.version):
        raise Busy("该申请刚被他人办理；请重新读取后再办理")
    await _record(tx, moved, taken, by)
    return moved


async def _record(tx: Tx, right: Right, taken: Taken, by: By) -> None:
    row = {
        "right_id": right.right_id,
        "version": right.version,
        "at": tx.now,
        "actor": by.actor,
        "seat": by.seat,
        "department": by.department,
        "step": taken.step,
        "state": right.state,
        "day": taken.on,
        "words": taken.words,
        "cause_id": by.cause_id,
    }
    await store.rights.add_step(tx, row)
    enterprise = await store.KNOWN.by_id(tx, right.enterprise_id)
    assert enterprise is not None
    tx.emit(advanced(right, taken, enterprise.version), by.origin)
