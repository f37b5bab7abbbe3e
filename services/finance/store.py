"""Tables and queries of finance. A line of the list is kept as ready JSON: a page is joined, not built."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, MetaData, Text, bindparam, exists, func, literal, select, true, update
from sqlalchemy.orm import aliased, registry
from sqlmodel import Field, SQLModel, col

from shared.acting import acting_tables
from shared.consequences import consequence_table
from shared.db import Tx
from shared.known import known_tables
from shared.tables import NAMING, Instant, floor_tables
from shared.values import HOLDABLE, Tier

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)
KNOWN = known_tables(METADATA)
ACTING = acting_tables(METADATA, KNOWN.uscc)
TOLD = consequence_table(METADATA)
DEMONSTRATION_BANK: Final = "demo-bank"


class InstitutionRow(Base, table=True):
    """金融机构: bank, insurer or guarantor."""

    __tablename__ = "institution"
    institution_id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=120)
    kind: str = Field(max_length=20)
    active: bool = Field(default=True)


class EntryRow(Base, table=True):
    """One enterprise that is, or once was, on the list."""

    __tablename__ = "list_entry"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    listed: bool
    tier: str = Field(max_length=20)
    district: str = Field(max_length=6)
    industry: str = Field(max_length=3)
    document: str = Field(sa_type=Text)
    """The line as institutions read it, JSON, as of the last change."""
    standing: str = Field(sa_type=Text)
    """Standing as JSON: every title ever held, for the list as of another day."""


class ListTitleRow(Base, table=True):
    """When which title counted, revocation included: the filters `holds`, `tier` and `as_of` ask here."""

    __tablename__ = "list_title"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    title_id: str = Field(primary_key=True, max_length=36)
    tier: str = Field(max_length=20)
    recognised_on: date
    last_day: date


class ChangeRow(Base, table=True):
    """A change of the list in finance's own dense sequence: a reference, never the values."""

    __tablename__ = "list_change"
    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    enterprise_id: str = Field(max_length=36)
    op: str = Field(max_length=6)
    reason: str = Field(max_length=500)
    cause_id: str = Field(max_length=36, unique=True)
    """The fact that caused it: a replay adds nothing."""
    at: datetime = Field(sa_type=Instant)


class HeadRow(Base, table=True):
    """The number of the newest change; its lock makes the sequence dense and its order the order of commits."""

    __tablename__ = "list_head"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    head: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class ListFilter:
    """What an institution asks of the list. `tier` is exactly the highest; `holds` any title held."""

    tier: Tier | None = None
    holds: Tier | None = None
    district: str | None = None
    industry: str | None = None


# ---- the projection ------------------------------------------------------------------------------


async def save_entries(tx: Tx, rows: Sequence[Mapping[str, Any]], titles: Sequence[Mapping[str, Any]]) -> None:
    """Entries with every title they ever had; a title once told is only ever changed, never gone."""
    await tx.upsert(EntryRow, rows)
    await tx.upsert(ListTitleRow, titles)


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
    documents: str
    """The lines, joined by commas."""
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
    return Page(row.documents or "", row.size, row.last)


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


async def add_institution(tx: Tx, institution_id: str, name: str, kind: str) -> None:
    await tx.insert_new(
        InstitutionRow, [{"institution_id": institution_id, "name": name, "kind": kind, "active": True}]
    )
