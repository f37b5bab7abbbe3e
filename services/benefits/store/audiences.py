"""Queries about audiences: each is one look at everybody's portraits, whatever is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel import col

from services.benefits.domain.audiences import Audience
from services.benefits.store.conditions import holds, mark
from services.benefits.store.tables import KNOWN, PortraitRow
from shared.conditions.language import ALWAYS
from shared.db import Tx

_THERE = col(PortraitRow.there)


def _open(audience: Audience) -> ColumnElement[bool]:
    """Nothing known rules it out."""
    return holds(audience.open).is_not(False)


def _matched(audience: Audience) -> ColumnElement[bool]:
    certain: ColumnElement[bool] = holds(audience.certain)
    return certain if audience.open == ALWAYS else and_(certain, _open(audience))


def _unknown(audience: Audience) -> ColumnElement[bool]:
    return and_(holds(audience.certain).is_(None), _open(audience))


async def count(tx: Tx, audience: Audience) -> Sequence[tuple[int, int, int]]:
    """How many it holds for, by the marks of district and titles."""
    keys = (col(PortraitRow.district), col(PortraitRow.title))
    question = select(*keys, func.count()).where(_THERE, _matched(audience)).group_by(*keys)
    return [(district or 0, title or 0, number) for district, title, number in await tx.execute(question)]


async def unknown(tx: Tx, audience: Audience) -> tuple[int, dict[str, int]]:
    """Of how many nobody can tell; and, of each fact, how many of them lack it."""
    lacking = [func.coalesce(func.sum(case((mark(name).is_(None), 1), else_=0)), 0) for name in audience.facts]
    question = select(func.count(), *lacking).where(_THERE, _unknown(audience))
    number, *each = (await tx.execute(question)).one()
    return int(number), {name: int(one) for name, one in zip(audience.facts, each, strict=True)}


async def sample(tx: Tx, audience: Audience, limit: int) -> Sequence[Any]:
    known = KNOWN.enterprise.c
    question = (
        select(known.uscc, known.name, known.district, col(PortraitRow.title))
        .join(KNOWN.enterprise, known.enterprise_id == col(PortraitRow.enterprise_id))
        .where(_THERE, _matched(audience))
        .order_by(col(PortraitRow.enterprise_id))
        .limit(limit)
    )
    return (await tx.execute(question)).all()


async def population(tx: Tx, audience: Audience) -> int:
    question = select(func.count()).select_from(PortraitRow).where(_THERE, holds(audience.certain))
    return int((await tx.execute(question)).scalar_one())


async def undecided(tx: Tx, by_fact: Mapping[str, Sequence[Audience]], within: Audience) -> dict[str, int]:
    """Of each fact, of how many it is not known although one of these audiences hangs on it."""
    found = {}
    for name, audiences in by_fact.items():
        hanging = or_(*map(_unknown, audiences))
        question = (
            select(func.count())
            .select_from(PortraitRow)
            .where(_THERE, holds(within.certain), mark(name).is_(None), hanging)
        )
        found[name] = int((await tx.execute(question)).scalar_one())
    return found
