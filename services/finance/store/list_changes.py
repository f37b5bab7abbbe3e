"""Queries about the changes of the shared list: its own dense sequence, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import String, bindparam, literal, select, true, update
from sqlmodel import col

from services.finance.domain.shared_list import Facets
from services.finance.store.admission import let_in
from services.finance.store.tables import FLOOR, METADATA, ChangeRow, EntryRow, HeadRow
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
    whole: bool = True
    """False while a rebuild reads the registry again: lines may be missing, or as they were long ago"""


AT_ONCE: Final = 8
"""Institutions that one statement asks about. It is the same statement for one and for eight, on either database."""
LetIn = Mapping[str, datetime | None]
"""Of the institutions asked about those that are let in now: since when their tokens count"""


def _state_of_list() -> Any:
    """One row, or one for each of the institutions that is let in.

    Of tables, not of mapped classes: the session then skips what it does for objects, on every request.
    """
    institution, head, cursor = METADATA.tables["institution"].c, METADATA.tables["list_head"], FLOOR.cursor.c
    asked = institution.institution_id.in_([bindparam(f"institution_{at}", type_=String) for at in range(AT_ONCE)])
    following = select(cursor.epoch, cursor.number, cursor.whole).where(cursor.source == "registry").subquery()
    own = FLOOR.feed_head
    return (
        select(
            own.c.epoch.label("history"),
            following.c.epoch,
            following.c.number,
            head.c.head,
            head.c.cause_id,
            following.c.whole,
            institution.institution_id,
            institution.tokens_since,
        )
        .select_from(select(literal(1)).subquery())
        .outerjoin(own, true())
        .outerjoin(following, true())
        .outerjoin(head, true())
        .outerjoin(METADATA.tables["institution"], asked & let_in(bindparam("today")))
    )


_STATE_OF_LIST: Final = _state_of_list()


async def state(tx: Tx, institutions: Sequence[str]) -> tuple[State, LetIn]:
    """The facts applied so far with the changes they made; and which of up to `AT_ONCE` institutions are let in."""
    asked = {f"institution_{at}": one for at, one in enumerate([*institutions, *[""] * AT_ONCE][:AT_ONCE])}
    rows = (await tx.execute(_STATE_OF_LIST, asked | {"today": tx.today})).all()
    history, epoch, applied, head, cause_id, whole, *_ = rows[0]
    admitted = {row.institution_id: row.tokens_since for row in rows if row.institution_id is not None}
    return State(history or "", epoch or "", applied or 0, head or 0, cause_id or "", whole is not False), admitted


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
