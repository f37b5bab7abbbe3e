"""Queries about versions of measures and the rule book they make."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, case, func, select, update
from sqlmodel import col

from services.benefits.domain.versions import Step
from services.benefits.store.tables import (
    MeasureVersionRow,
    MeasureVersionStepRow,
    PublicationHeardRow,
    PublicationRow,
    RulebookRow,
)
from shared.db import Tx

HEARD_WITHIN: Final = timedelta(seconds=5)
_ONLY: Final = col(RulebookRow.id) == 1
_REVISION: Final = select(col(RulebookRow.revision)).where(_ONLY)


async def revision(tx: Tx) -> str:
    return str((await tx.execute(_REVISION)).scalar_one())


async def shared_revision(tx: Tx) -> str:
    """The same, and until this transaction ends nobody changes the rules."""
    return str((await tx.execute(_REVISION.with_for_update(read=True))).scalar_one())


async def change_rules(tx: Tx, revision: str) -> None:
    """Waits for whoever applies the rules as they are."""
    await tx.execute(update(RulebookRow).where(_ONLY).values(revision=revision))


async def dated(tx: Tx) -> Sequence[MeasureVersionRow]:
    """Every version that was, is or will be in force, by benefit_code, day and number."""
    question = select(MeasureVersionRow).where(col(MeasureVersionRow.in_force_from).is_not(None))
    order = (col(MeasureVersionRow.benefit_code), col(MeasureVersionRow.in_force_from), col(MeasureVersionRow.number))
    return (await tx.execute(question.order_by(*order))).scalars().all()


# ---- one version -----------------------------------------------------------------------------------


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(MeasureVersionRow, [row])


async def last_number(tx: Tx, benefit_code: str) -> int:
    number = select(func.max(col(MeasureVersionRow.number))).where(col(MeasureVersionRow.benefit_code) == benefit_code)
    return int((await tx.execute(number)).scalar_one() or 0)


async def find(tx: Tx, version_id: str, *, locked: bool = False) -> MeasureVersionRow | None:
    question = select(MeasureVersionRow).where(col(MeasureVersionRow.version_id) == version_id)
    if locked:
        question = question.with_for_update()
    fresh = question.execution_options(populate_existing=True)
    return (await tx.execute(fresh)).scalar_one_or_none()


async def page(
    tx: Tx, district: str | None, state: str | None, benefit_code: str | None, after: str | None, limit: int
) -> Sequence[MeasureVersionRow]:
    """In order of version_id."""
    question = select(MeasureVersionRow)
    asked = (
        (MeasureVersionRow.district, district),
        (MeasureVersionRow.state, state),
        (MeasureVersionRow.benefit_code, benefit_code),
    )
    for column, wanted in asked:
        if wanted is not None:
            question = question.where(col(column) == wanted)
    if after is not None:
        question = question.where(col(MeasureVersionRow.version_id) > after)
    return (await tx.execute(question.order_by(col(MeasureVersionRow.version_id)).limit(limit))).scalars().all()


async def save(tx: Tx, version_id: str, values: Mapping[str, Any]) -> None:
    await tx.update(MeasureVersionRow, [{"version_id": version_id, **values}])


async def add_step(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(MeasureVersionStepRow, [row])


async def steps(tx: Tx, version_id: str) -> Sequence[MeasureVersionStepRow]:
    question = select(MeasureVersionStepRow).where(col(MeasureVersionStepRow.version_id) == version_id)
    return (await tx.execute(question.order_by(col(MeasureVersionStepRow.edit)))).scalars().all()


async def published_at(tx: Tx, version_ids: Collection[str]) -> dict[str, datetime]:
    """When each was told to everybody."""
    asked = select(col(MeasureVersionRow.version_id), col(MeasureVersionRow.published_at)).where(
        tx.among(col(MeasureVersionRow.version_id), version_ids), col(MeasureVersionRow.published_at).is_not(None)
    )
    return {row.version_id: row.published_at for row in await tx.execute(asked)}


# ---- coming into force -----------------------------------------------------------------------------


async def due(tx: Tx, on: date) -> Sequence[MeasureVersionRow]:
    """Approved ones whose day has come, in the order of their days; locked."""
    question = (
        select(MeasureVersionRow)
        .where(col(MeasureVersionRow.state) == "approved", col(MeasureVersionRow.in_force_from) <= on)
        .order_by(col(MeasureVersionRow.in_force_from), col(MeasureVersionRow.number))
        .with_for_update()
    )
    return (await tx.execute(question)).scalars().all()


async def any_due(tx: Tx, on: date) -> bool:
    question = select(col(MeasureVersionRow.version_id)).where(
        col(MeasureVersionRow.state) == "approved", col(MeasureVersionRow.in_force_from) <= on
    )
    return (await tx.execute(question.limit(1))).first() is not None


async def others_in_force(tx: Tx, benefit_code: str, version_id: str) -> Sequence[MeasureVersionRow]:
    question = select(MeasureVersionRow).where(
        col(MeasureVersionRow.benefit_code) == benefit_code,
        col(MeasureVersionRow.state) == "in_force",
        col(MeasureVersionRow.version_id) != version_id,
    )
    return (await tx.execute(question)).scalars().all()


async def begin_publication(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert_new(PublicationRow, [row])


async def any_open_publication(tx: Tx) -> bool:
    question = select(col(PublicationRow.version_id)).where(col(PublicationRow.finished_at).is_(None))
    return (await tx.execute(question.limit(1))).first() is not None


async def begin_hearing(tx: Tx, version_id: str) -> None:
    row = {"version_id": version_id, "grown": 0, "heard": 0, "heard_at": tx.now}
    await tx.insert_new(PublicationHeardRow, [row])


async def grow(tx: Tx, matches: Mapping[str, int]) -> None:
    """So many more of each version are told to enterprises that grew into it. Where all was heard, it begins anew."""
    row = PublicationHeardRow
    for version_id, number in sorted(matches.items()):
        await begin_hearing(tx, version_id)
        passed = select(col(PublicationRow.matched)).where(
            col(PublicationRow.version_id) == version_id, col(PublicationRow.step) == Step.PUBLISH
        )
        all_heard = func.coalesce(passed.scalar_subquery(), 0) + row.grown <= row.heard
        begun = case((all_heard, tx.now), else_=col(row.heard_at))
        there = update(row).where(col(row.version_id) == version_id)
        await tx.execute(there.values(grown=row.grown + number, heard_at=begun))


async def hear(tx: Tx, messages: Mapping[str, int]) -> None:
    """So many more of each version's matches are in their inboxes."""
    row = PublicationHeardRow
    for version_id, number in sorted(messages.items()):
        there = update(row).where(col(row.version_id) == version_id)
        await tx.execute(there.values(heard=row.heard + number, heard_at=tx.now))


async def unheard(tx: Tx) -> int:
    """Matches of what is on its way, or was a moment ago, that are told and in no inbox yet.

    Of a version nothing was heard of for `HEARD_WITHIN` none: whoever is away is not waited for.
    """
    row, told = PublicationRow, PublicationHeardRow
    lately = tx.now - HEARD_WITHIN
    behind: Any = col(row.matched) + col(told.grown) - col(told.heard)
    its = and_(col(told.version_id) == col(row.version_id), col(row.step) == Step.PUBLISH)
    question: Any = select(func.coalesce(func.sum(behind), 0)).select_from(row).join(told, its)
    question = question.where(col(told.heard_at) > lately, behind > 0)
    return int((await tx.execute(question)).scalar_one())


async def lease_publication(tx: Tx) -> PublicationRow | None:
    """The oldest unfinished one that no replica has in hand."""
    question = (
        select(PublicationRow)
        .where(col(PublicationRow.finished_at).is_(None))
        .order_by(col(PublicationRow.begun_at), col(PublicationRow.version_id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def save_publication(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.update(PublicationRow, [row])


async def publications(tx: Tx, version_id: str) -> Sequence[PublicationRow]:
    question = select(PublicationRow).where(col(PublicationRow.version_id) == version_id)
    return (await tx.execute(question.order_by(col(PublicationRow.begun_at)))).scalars().all()
