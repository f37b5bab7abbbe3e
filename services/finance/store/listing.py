"""Queries about candidates for a listing and their road."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from services.finance.domain.listing import CANDIDATES
from services.finance.store.shared_list import holds
from services.finance.store.tables import KNOWN, ListingStepRow, RoadRow
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Candidate:
    enterprise_id: str
    uscc: str
    name: str
    district: str
    member: bool
    """On the list of candidates that day"""
    road: RoadRow | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates; what is None does not matter."""

    on: date
    district: str | None = None
    stage: str | None = None
    exchange: str | None = None


def _candidates(on: date) -> Any:
    known = KNOWN.enterprise.c
    member = holds(CANDIDATES, on, known.enterprise_id)
    question = select(
        known.enterprise_id, known.uscc, known.name.label("firm"), known.district, member.label("member"), RoadRow
    )
    joined = KNOWN.enterprise.outerjoin(RoadRow, col(RoadRow.enterprise_id) == known.enterprise_id)
    return question.select_from(joined).where(or_(member, col(RoadRow.stage).is_not(None)))


async def page(tx: Tx, wanted: Wanted, after: str | None, limit: int) -> list[Candidate]:
    """In order of enterprise_id: who is on the list that day, or on the road."""
    known, question = KNOWN.enterprise.c, _candidates(wanted.on)
    if wanted.district is not None:
        question = question.where(known.district == wanted.district)
    if wanted.stage is not None:
        question = question.where(col(RoadRow.stage) == wanted.stage)
    if wanted.exchange is not None:
        question = question.where(col(RoadRow.exchange) == wanted.exchange)
    if after is not None:
        question = question.where(known.enterprise_id > after)
    rows = await tx.execute(question.order_by(known.enterprise_id).limit(limit))
    return [Candidate(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows]


async def is_member(tx: Tx, enterprise_id: str, on: date) -> bool:
    known = KNOWN.enterprise.c
    question = select(holds(CANDIDATES, on, known.enterprise_id)).where(known.enterprise_id == enterprise_id)
    return bool((await tx.execute(question)).scalar_one_or_none())


async def lock(tx: Tx, enterprise_id: str) -> RoadRow:
    """A road nobody has gone yet has no steps."""
    await tx.insert_new(RoadRow, [{"enterprise_id": enterprise_id, "version": 0}])
    question = select(RoadRow).where(col(RoadRow.enterprise_id) == enterprise_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one()


async def find(tx: Tx, enterprise_id: str) -> RoadRow | None:
    question = select(RoadRow).where(col(RoadRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question)).scalar_one_or_none()


async def steps(tx: Tx, enterprise_id: str) -> Sequence[ListingStepRow]:
    """In the order in which they were written down."""
    question = select(ListingStepRow).where(col(ListingStepRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question.order_by(col(ListingStepRow.number)))).scalars().all()


async def add(tx: Tx, step: Mapping[str, Any], road: Mapping[str, Any]) -> None:
    await tx.insert(ListingStepRow, [step])
    await tx.update(RoadRow, [road])
