"""Queries about the changes of the shared list: its own dense sequence, and how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, exists, literal, select, true, update
from sqlmodel import col

from services.finance.domain.shared_list import Facets
from services.finance.store.admission import admitted, said_of
from services.finance.store.tables import FLOOR, METADATA, ChangeRow, EntryRow, HeadRow
from shared.callers import Caller
from shared.db import Tx
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the list, the fact that caused it, and what the line was before."""

    cause_id: str
    enterprise_id: str
    op: str
    reason: str
    before: Facets


async def add(tx: Tx, steps: Sequence[Step]) -> None:
    """Numbers the steps whose fact is new, in order; the head row is locked to the commit."""
    causes = [step.cause_id for step in steps]
    numbered = select(col(ChangeRow.cause_id)).where(tx.among(col(ChangeRow.cause_id), causes))
    before = set((await tx.execute(numbered)).scalars()) if steps else set()
    new = [step for step in steps if step.cause_id not in before]
    if not new:
        return
    moved = update(HeadRow).values(head=col(HeadRow.head) + len(new), cause_id=new[-1].cause_id)
    first = (await tx.execute(moved.returning(col(HeadRow.head)))).scalar_one() - len(new) + 1
    await tx.insert(ChangeRow, [_row(number, step, tx) for number, step in enumerate(new, first)])


def _row(number: int, step: Step, tx: Tx) -> dict[str, Any]:
    return {
        "number": number,
        "enterprise_id": step.enterprise_id,
        "op": step.op,
        "reason": step.reason,
        "cause_id": step.cause_id,
        "at": tx.now,
        "was_tier": step.before.tier,
        "was_held": step.before.held,
        "was_district": step.before.district,
        "was_industry": step.before.industry,
    }


# ---- how far it has come -------------------------------------------------------------------------


class State(NamedTuple):
    """How far the list has come: while it is the same, so is every page."""

    history: str
    """The epoch of finance's own history: another one after a restore"""
    epoch: str
    """That of the registry's, which the list follows"""
    applied: int
    """Facts of the registry"""
    head: int
    """Changes ever made"""
    cause_id: str
    """Of the last of them"""

    @property
    def being_rebuilt(self) -> bool:
        """Certainly: each change had a fact of its own. A list further on may still lack lines (see `after`)."""
        return self.applied < self.head


def _state_of_list() -> Any:
    """`admitted` is false for an institution that is not, or no longer, in the table.

    Of tables, not of mapped classes: the session then skips what it does for objects, on every request.
    """
    institution, head, cursor = METADATA.tables["institution"].c, METADATA.tables["list_head"], FLOOR.cursor.c
    here = (institution.institution_id == bindparam("institution")) & admitted()
    following = select(cursor.epoch, cursor.number).where(cursor.source == "registry").subquery()
    own = FLOOR.feed_head
    return (
        select(
            exists().where(here).label("admitted"),
            own.c.epoch.label("history"),
            following.c.epoch,
            following.c.number,
            head.c.head,
            head.c.cause_id,
        )
        .select_from(select(literal(1)).subquery())
        .outerjoin(own, true())
        .outerjoin(following, true())
        .outerjoin(head, true())
    )


_STATE_OF_LIST: Final = _state_of_list()


async def state(tx: Tx, caller: Caller) -> tuple[bool, State]:
    """Whether the institution is admitted; and the facts applied so far, with the changes they made."""
    row = (await tx.execute(_STATE_OF_LIST, {"institution": caller.institution} | said_of(tx, caller))).one()
    return bool(row.admitted), _state(row)


async def position(tx: Tx) -> State:
    """The facts applied so far, where nobody asks."""
    nobody = {"institution": None, "admitted_on": tx.today, "issued_at": tx.now}
    return _state((await tx.execute(_STATE_OF_LIST, nobody)).one())


def _state(row: Any) -> State:
    _, history, epoch, applied, head, cause_id = row
    return State(history or "", epoch or "", applied or 0, head or 0, cause_id or "")


async def head(tx: Tx) -> int:
    return int((await tx.execute(select(col(HeadRow.head)))).scalar_one())


async def followed_at(tx: Tx) -> Any:
    """When the list last followed the registry, or None."""
    cursor = FLOOR.cursor.c
    return (await tx.execute(select(cursor.moved_at).where(cursor.source == "registry"))).scalar_one_or_none()


# ---- reading -------------------------------------------------------------------------------------


async def cause_of(tx: Tx, number: int) -> str | None:
    """The fact that caused the change of that number."""
    question = select(col(ChangeRow.cause_id)).where(col(ChangeRow.number) == number)
    return (await tx.execute(question)).scalar_one_or_none()


async def at_of(tx: Tx, number: int) -> Any:
    """When the change of that number was made, or None."""
    return (await tx.execute(select(col(ChangeRow.at)).where(col(ChangeRow.number) == number))).scalar_one_or_none()


async def after(tx: Tx, number: int, upto: int, limit: int) -> Sequence[Any]:
    """Changes with the line as it is now, also of those off the list; without one that a rebuild has yet to bring."""
    change, entry = ChangeRow, EntryRow
    question = (
        select(
            col(change.number),
            col(change.cause_id),
            col(change.enterprise_id),
            col(change.reason),
            col(change.at),
            col(change.was_tier),
            col(change.was_held),
            col(change.was_district),
            col(change.was_industry),
            col(entry.listed),
            col(entry.tier),
            col(entry.held),
            col(entry.district),
            col(entry.industry),
            col(entry.document),
        )
        .outerjoin(EntryRow, col(entry.enterprise_id) == col(change.enterprise_id))
        .where(col(change.number) > number, col(change.number) <= upto)
        .order_by(col(change.number))
        .limit(limit)
    )
    return (await tx.execute(question)).all()


def before(row: Any) -> Facets | None:
    """What the line of a change was before it; None where nobody noted it."""
    if row.was_tier is None:
        return None
    return Facets(Tier(row.was_tier), row.was_held, row.was_district, row.was_industry)


def now(row: Any) -> Facets:
    return Facets(Tier(row.tier) if row.listed else Tier.NONE, row.held, row.district, row.industry)
