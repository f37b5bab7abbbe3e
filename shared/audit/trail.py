"""Reading an audit trail and checking it: pages of it, and whether it is as it was sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, or_, select

from shared.audit.chain import GENESIS, Break, Fault, Link, Sealed, first_break
from shared.audit.sealing import columns, entry
from shared.days import SHANGHAI
from shared.db import Tx
from shared.tables import Floor


@dataclass(frozen=True)
class Wanted:
    """Which rows; None is any."""

    actor: str | None = None
    operation: str | None = None
    object: str | None = None
    """An id or USCC it was about"""
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True)
class Checked:
    """What a check found: the numbers it went through, and the first that disagrees."""

    first: int
    last: int
    head: Link
    broken: Break | None

    @property
    def next_after(self) -> int | None:
        """Where to go on; None at the end, or where the chain is broken."""
        return self.last if self.broken is None and self.last < self.head.number else None


async def page(tx: Tx, floor: Floor, wanted: Wanted, before: int | None, limit: int) -> Sequence[Sealed]:
    """Newest first, from below the number `before`; what was done this very second is not sealed yet."""
    audit = floor.audit
    question = select(*columns(audit)).where(audit.c.number.is_not(None))
    if before is not None:
        question = question.where(audit.c.number < before)
    for name in ("actor", "operation"):
        if (value := getattr(wanted, name)) is not None:
            question = question.where(audit.c[name] == value)
    if wanted.object is not None:  # ids stand in quotes in the JSON
        named = f'"{wanted.object}"'
        about = (column.contains(named, autoescape=True) for column in (audit.c.object, audit.c.changes))
        question = question.where(or_(*about))
    if wanted.from_on is not None:
        question = question.where(audit.c.at >= _begin(wanted.from_on))
    if wanted.until_on is not None:
        question = question.where(audit.c.at < _begin(wanted.until_on + timedelta(days=1)))
    rows = (await tx.execute(question.order_by(audit.c.number.desc()).limit(limit))).all()
    return [_sealed(row) for row in rows]


async def head(tx: Tx, floor: Floor) -> Link:
    row = (await tx.execute(select(floor.audit_head))).one()
    return Link(row.number, row.hash)


async def check(tx: Tx, floor: Floor, after: int, limit: int) -> Checked:
    """Recomputes up to `limit` rows behind the number `after`, taking the row there at its word."""
    return await _check(tx, floor, await _link(tx, floor, after), after, limit)


async def check_from(tx: Tx, floor: Floor, signed: Link, limit: int) -> Checked:
    """Recomputes from a place the auditor has in writing: the trail has to be there as it was signed."""
    found = await _link(tx, floor, signed.number)
    if found != signed:
        fault = Fault.MISSING if found is None else Fault.NOT_AS_SIGNED
        return Checked(signed.number, signed.number, await head(tx, floor), Break(signed.number, fault))
    return await _check(tx, floor, signed, signed.number, limit)


async def _check(tx: Tx, floor: Floor, before: Link | None, after: int, limit: int) -> Checked:
    """Head and rows in one statement: what is sealed meanwhile is in both or in neither."""
    if before is None:
        newest = await head(tx, floor)
        beyond = after > newest.number
        broken = None if beyond else Break(after, Fault.MISSING)
        return Checked(after, after, newest, broken)
    audit, top = floor.audit, floor.audit_head
    question = (
        select(top.c.number.label("head_number"), top.c.hash.label("head_hash"), *columns(audit))
        .select_from(top.outerjoin(audit, audit.c.number > after))
        .order_by(audit.c.number)
        .limit(limit)
    )
    found = (await tx.execute(question)).all()
    newest = Link(found[0].head_number, found[0].head_hash)
    rows = [_sealed(row) for row in found if row.number is not None]
    broken = first_break(tx.source, before, rows, newest, to_the_end=len(rows) < limit)
    last = broken.number if broken else rows[-1].link.number if rows else after
    return Checked(after + 1, last, newest, broken)


async def _link(tx: Tx, floor: Floor, number: int) -> Link | None:
    """What is stored at a place; None where nothing is."""
    if number == 0:
        return GENESIS
    audit = floor.audit
    hash_ = (await tx.execute(select(audit.c.hash).where(audit.c.number == number))).scalar_one_or_none()
    return None if hash_ is None else Link(number, hash_)


def _sealed(row: Row[Any]) -> Sealed:
    return Sealed(entry(row), Link(row.number, row.hash or ""))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
