"""Queries about duties."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import col

from services.registry.domain.duties import DutyState, Owed
from services.registry.domain.profile import Source
from services.registry.store.tables import AnnualReportRow, DutyRoundRow, DutyRow, EnterpriseRow, TitleRow
from shared.db import Tx
from shared.events import DutyKind, TitleStatus
from shared.values import EnterpriseId


def _in_state(state: DutyState, today: date) -> ColumnElement[bool]:
    due, done = col(DutyRow.due_on), col(DutyRow.done_on)
    conditions: dict[DutyState, ColumnElement[bool]] = {
        DutyState.OPEN: done.is_(None) & (due >= today),
        DutyState.MISSED: done.is_(None) & (due < today),
        DutyState.FULFILLED: done <= due,
        DutyState.LATE: done > due,
    }
    return conditions[state]


@dataclass(frozen=True)
class Listed:
    """A duty with whose it is."""

    duty: DutyRow
    uscc: str
    name: str
    district: str


@dataclass(frozen=True)
class DutyFilter:
    district: str | None = None
    kind: DutyKind | None = None
    state: DutyState | None = None
    due_from: date | None = None
    due_until: date | None = None


# ---- the daily round ------------------------------------------------------------------------------


async def round_done_on(tx: Tx) -> date | None:
    return (await tx.execute(select(col(DutyRoundRow.day)))).scalar_one_or_none()


async def note_round(tx: Tx) -> None:
    await tx.upsert(DutyRoundRow, [{"id": 1, "day": tx.today}])


async def holders(tx: Tx, after: str, limit: int) -> list[EnterpriseId]:
    """Enterprises with a title that runs today, in order of id."""
    id_ = col(TitleRow.enterprise_id)
    question = (
        select(id_)
        .where(
            id_ > after,
            col(TitleRow.recognised_on) <= tx.today,
            col(TitleRow.valid_until) >= tx.today,
            col(TitleRow.status).in_([TitleStatus.VALID, TitleStatus.SUSPENDED]),
        )
        .distinct()
        .order_by(id_)
        .limit(limit)
    )
    return [EnterpriseId(found) for found in (await tx.execute(question)).scalars()]


async def who_reported(tx: Tx, ids: Collection[str], year: int) -> set[str]:
    """Those of them who reported their figures of that year, or an officer did; what an authority says is no report."""
    question = select(col(AnnualReportRow.enterprise_id)).where(
        tx.among(col(AnnualReportRow.enterprise_id), sorted(ids)),
        col(AnnualReportRow.year) == year,
        col(AnnualReportRow.source).in_([Source.ENTERPRISE, Source.OFFICER]),
    )
    return set((await tx.execute(question)).scalars())


async def opened(tx: Tx, ids: Collection[str]) -> set[tuple[str, str, str]]:
    """The natural keys of what was ever opened for these."""
    question = select(col(DutyRow.enterprise_id), col(DutyRow.kind), col(DutyRow.occasion)).where(
        tx.among(col(DutyRow.enterprise_id), sorted(ids))
    )
    return {(row.enterprise_id, row.kind, row.occasion) for row in await tx.execute(question)}


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(DutyRow, rows)


async def done(tx: Tx, enterprise_id: str, kind: DutyKind, occasion: str) -> DutyRow | None:
    """The first time counts: only then there is one. What was never opened is not there to be done."""
    here = (col(DutyRow.enterprise_id) == enterprise_id) & (col(DutyRow.kind) == kind)
    here &= (col(DutyRow.occasion) == occasion) & col(DutyRow.done_on).is_(None)
    statement = update(DutyRow).where(here).values(done_on=tx.today).returning(DutyRow)
    return (await tx.execute(statement)).scalar_one_or_none()


# ---- reading --------------------------------------------------------------------------------------


async def owed(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, list[Owed]]:
    """What was opened for each of these up to today; who never owed anything is not in it."""
    question = select(DutyRow).where(
        tx.among(col(DutyRow.enterprise_id), sorted(ids)), col(DutyRow.opened_on) <= tx.today
    )
    found: dict[EnterpriseId, list[Owed]] = {}
    for row in (await tx.execute(question)).scalars():
        one = Owed(DutyKind(row.kind), row.label, row.due_on, row.done_on)
        found.setdefault(EnterpriseId(row.enterprise_id), []).append(one)
    return found


Place = tuple[date, str]
"""Where a page ended: due_on and duty_id"""


async def of(tx: Tx, enterprise_id: str, before: Place | None, limit: int) -> Sequence[DutyRow]:
    """Latest first."""
    due, id_ = col(DutyRow.due_on), col(DutyRow.duty_id)
    question = select(DutyRow).where(col(DutyRow.enterprise_id) == enterprise_id, col(DutyRow.opened_on) <= tx.today)
    if before is not None:
        question = question.where(or_(due < before[0], (due == before[0]) & (id_ < before[1])))
    return (await tx.execute(question.order_by(due.desc(), id_.desc()).limit(limit))).scalars().all()


async def page(tx: Tx, asked: DutyFilter, after: Place | None, limit: int) -> list[Listed]:
    """In order of the last day."""
    due, id_ = col(DutyRow.due_on), col(DutyRow.duty_id)
    question = (
        select(DutyRow, col(EnterpriseRow.uscc), col(EnterpriseRow.name), col(EnterpriseRow.district))
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(DutyRow.enterprise_id))
        .where(col(DutyRow.opened_on) <= tx.today)
    )
    if asked.district is not None:
        question = question.where(col(EnterpriseRow.district) == asked.district)
    if asked.kind is not None:
        question = question.where(col(DutyRow.kind) == asked.kind)
    if asked.state is not None:
        question = question.where(_in_state(asked.state, tx.today))
    if asked.due_from is not None:
        question = question.where(due >= asked.due_from)
    if asked.due_until is not None:
        question = question.where(due <= asked.due_until)
    if after is not None:
        question = question.where(or_(due > after[0], (due == after[0]) & (id_ > after[1])))
    rows = (await tx.execute(question.order_by(due, id_).limit(limit))).all()
    return [Listed(*row) for row in rows]
