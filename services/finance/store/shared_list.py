"""Queries about the shared list: its lines, their titles, its changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, exists, func, literal, select, true, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.finance.store.tables import (
    FLOOR,
    METADATA,
    ChangeRow,
    EntryRow,
    HeadRow,
    ListSuspensionRow,
    ListTitleRow,
)
from shared.db import Tx
from shared.values import HOLDABLE, Tier


@dataclass(frozen=True)
class ListFilter:
    """What an institution asks of the list. `tier` is exactly the highest; `holds` any title held."""

    tier: Tier | None = None
    holds: Tier | None = None
    district: str | None = None
    industry: str | None = None


# ---- the projection ------------------------------------------------------------------------------


async def save_entries(
    tx: Tx,
    rows: Sequence[Mapping[str, Any]],
    titles: Sequence[Mapping[str, Any]] = (),
    suspensions: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Entries with every title they ever had; a title or suspension once told is only ever changed, never gone."""
    await tx.upsert(EntryRow, rows)
    await tx.upsert(ListTitleRow, titles)
    await tx.upsert(ListSuspensionRow, suspensions)


async def entries(tx: Tx, ids: Sequence[str]) -> Sequence[EntryRow]:
    question = select(EntryRow).where(tx.among(col(EntryRow.enterprise_id), ids))
    return (await tx.execute(question)).scalars().all()


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the list, and the fact that caused it."""

    cause_id: str
    enterprise_id: str
    op: str
    reason: str


async def add_changes(tx: Tx, steps: Sequence[Step]) -> None:
    """Numbers the steps whose fact is new, in order; the head row is locked to the commit."""
    if not steps:
        return
    causes = [step.cause_id for step in steps]
    numbered = select(col(ChangeRow.cause_id)).where(tx.among(col(ChangeRow.cause_id), causes))
    before = set((await tx.execute(numbered)).scalars())
    new = [step for step in steps if step.cause_id not in before]
    moved = update(HeadRow).values(head=col(HeadRow.head) + len(new)).returning(col(HeadRow.head))
    first = (await tx.execute(moved)).scalar_one() - len(new) + 1
    await tx.insert(
        ChangeRow, [{"number": number, "at": tx.now, **asdict(step)} for number, step in enumerate(new, first)]
    )


# ---- reading -------------------------------------------------------------------------------------


class State(NamedTuple):
    """How far the list has come: while it is the same, so is every page."""

    epoch: str
    applied: int
    """Facts of the registry"""
    head: int
    """Changes ever made"""

    @property
    def being_rebuilt(self) -> bool:
        """Certainly: each change had a fact of its own. A list further on may still lack lines (see changes_after)."""
        return self.applied < self.head


def _state_of_list() -> Any:
    """`admitted` is false for an institution that is not, or no longer, in the table.

    Of tables, not of mapped classes: the session then skips what it does for objects, on every request.
    """
    institution, head, cursor = METADATA.tables["institution"].c, METADATA.tables["list_head"], FLOOR.cursor.c
    here = (institution.institution_id == bindparam("institution")) & institution.active
    following = select(cursor.epoch, cursor.number).where(cursor.source == "registry").subquery()
    return (
        select(exists().where(here).label("admitted"), following.c.epoch, following.c.number, head.c.head)
        .select_from(select(literal(1)).subquery())
        .outerjoin(following, true())
        .outerjoin(head, true())
    )


_STATE_OF_LIST: Final = _state_of_list()


async def state(tx: Tx, institution: str | None) -> tuple[bool, State]:
    """Whether the institution is admitted; and the facts applied so far, with the changes they made."""
    admitted, epoch, applied, head = (await tx.execute(_STATE_OF_LIST, {"institution": institution})).one()
    return bool(admitted), State(epoch or "", applied or 0, head or 0)


@dataclass(frozen=True, slots=True)
class Page:
    documents: bytes
    """The lines, joined by commas, as they leave: a page in memory is encoded once, not for every bank."""
    count: int
    last: str | None


async def page(tx: Tx, asked: ListFilter, after: str | None, limit: int) -> Page:
    """A page of the list as it is today: one statement, one row, no line built here."""
    lines = _current(asked, tx.today)
    if after is not None:
        lines = lines.where(col(EntryRow.enterprise_id) > after)
    part = lines.order_by(col(EntryRow.enterprise_id)).limit(limit).subquery()
    row = (
        await tx.execute(
            select(
                func.aggregate_strings(part.c.document, ",").label("documents"),
                func.count().label("size"),
                func.max(part.c.enterprise_id).label("last"),
            ).select_from(part)
        )
    ).one()
    return Page((row.documents or "").encode(), row.size, row.last)


def _current(asked: ListFilter, today: date) -> Any:
    question: Any = select(col(EntryRow.enterprise_id), col(EntryRow.document)).where(col(EntryRow.listed))
    question = _of_place(question, asked)
    if asked.tier is not None:
        question = question.where(col(EntryRow.tier) == asked.tier)
    if asked.holds is not None:
        question = question.where(_holds([asked.holds], today))
    return question


def _of_place(question: Any, asked: ListFilter) -> Any:
    if asked.district is not None:
        question = question.where(col(EntryRow.district) == asked.district)
    if asked.industry is not None:
        question = question.where(col(EntryRow.industry) == asked.industry)
    return question


def _holds(tiers: Sequence[Tier], day: date) -> Any:
    title = aliased(ListTitleRow)
    return exists().where(
        col(title.enterprise_id) == col(EntryRow.enterprise_id),
        col(title.tier).in_(tiers),
        col(title.recognised_on) <= day,
        col(title.last_day) >= day,
        ~_suspended(title, day),
    )


def _suspended(title: Any, day: date) -> Any:
    suspension = aliased(ListSuspensionRow)
    return exists().where(
        col(suspension.enterprise_id) == col(title.enterprise_id),
        col(suspension.title_id) == col(title.title_id),
        col(suspension.from_on) <= day,
        col(suspension.until_on).is_(None) | (col(suspension.until_on) > day),
    )


async def standings_on(tx: Tx, day: date, asked: ListFilter, after: str | None, limit: int) -> Sequence[EntryRow]:
    """Entries of those who held what is asked on that day; their lines are built from the titles."""
    question = _of_place(select(EntryRow), asked).where(_holds(HOLDABLE, day))
    if asked.holds is not None:
        question = question.where(_holds([asked.holds], day))
    if asked.tier is not None:
        question = question.where(_holds([asked.tier], day))
        higher = [tier for tier in HOLDABLE if tier.rank > asked.tier.rank]
        if higher:
            question = question.where(~_holds(higher, day))
    if after is not None:
        question = question.where(col(EntryRow.enterprise_id) > after)
    rows: Sequence[EntryRow] = (
        (await tx.execute(question.order_by(col(EntryRow.enterprise_id)).limit(limit))).scalars().all()
    )
    return rows


async def line(tx: Tx, enterprise_id: str) -> str | None:
    """The line of one enterprise, if it is on the list."""
    question = select(col(EntryRow.document)).where(col(EntryRow.enterprise_id) == enterprise_id, col(EntryRow.listed))
    return (await tx.execute(question)).scalar_one_or_none()


async def changes_after(tx: Tx, number: int, upto: int, limit: int) -> Sequence[Any]:
    """Changes with the line as it is now, also of those off the list; without one that a rebuild has yet to bring."""
    question = (
        select(
            col(ChangeRow.number),
            col(ChangeRow.enterprise_id),
            col(ChangeRow.reason),
            col(ChangeRow.at),
            col(EntryRow.listed),
            col(EntryRow.document),
        )
        .outerjoin(EntryRow, col(EntryRow.enterprise_id) == col(ChangeRow.enterprise_id))
        .where(col(ChangeRow.number) > number, col(ChangeRow.number) <= upto)
        .order_by(col(ChangeRow.number))
        .limit(limit)
    )
    return (await tx.execute(question)).all()
