"""Queries about persons an enterprise names, and their tenures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.benefits.domain.rights.people import Tenure
from services.benefits.domain.rights.words import Office
from services.benefits.store.tables import TalentDisclosureRow, TalentRow, TenureRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(TalentRow, [row])


async def find(tx: Tx, talent_id: str) -> TalentRow | None:
    question = select(TalentRow).where(col(TalentRow.talent_id) == talent_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def marked(tx: Tx, enterprise_id: str, marks: Collection[str]) -> TalentRow | None:
    """The person of the enterprise with one of these marks."""
    here = and_(col(TalentRow.enterprise_id) == enterprise_id, col(TalentRow.id_mark).in_(sorted(marks)))
    return (await tx.execute(select(TalentRow).where(here))).scalars().first()


async def count(tx: Tx, enterprise_id: str) -> int:
    """Those that are not erased."""
    here = and_(col(TalentRow.enterprise_id) == enterprise_id, col(TalentRow.erased_at).is_(None))
    return int((await tx.execute(select(func.count()).select_from(TalentRow).where(here))).scalar_one())


async def page(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[TalentRow]:
    """Newest first, the erased ones too."""
    named, id_ = col(TalentRow.named_at), col(TalentRow.talent_id)
    question = select(TalentRow).where(col(TalentRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(named < before[0], and_(named == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(named.desc(), id_.desc()).limit(limit))).scalars().all()


async def masked_names(tx: Tx, talent_ids: Collection[str]) -> dict[str, str]:
    question = select(col(TalentRow.talent_id), col(TalentRow.name_masked))
    question = question.where(tx.among(col(TalentRow.talent_id), sorted(set(talent_ids))))
    return {row.talent_id: row.name_masked for row in await tx.execute(question)}


async def change(tx: Tx, talent_id: str, **values: Any) -> None:
    statement = update(TalentRow).where(col(TalentRow.talent_id) == talent_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


# ---- tenures ---------------------------------------------------------------------------------------


async def add_tenure(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(TenureRow, [row])


async def end_tenure(tx: Tx, tenure_id: str, until_on: date) -> None:
    await tx.update(TenureRow, [{"tenure_id": tenure_id, "until_on": until_on}])


async def tenures(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, list[Tenure]]:
    """By enterprise, in order of time."""
    row = TenureRow
    question = select(row.__table__).where(  # type: ignore[attr-defined]  # SQLModel does not type it
        tx.among(col(row.enterprise_id), sorted(enterprise_ids))
    )
    found: dict[str, list[Tenure]] = {}
    for one in await tx.execute(question.order_by(col(row.since_on), col(row.tenure_id))):
        tenure = Tenure(one.tenure_id, one.talent_id, Office(one.office), one.since_on, one.until_on)
        found.setdefault(one.enterprise_id, []).append(tenure)
    return found


async def open_tenures(tx: Tx, enterprise_id: str) -> list[Tenure]:
    """Those of persons that were not removed: nobody knows any more who the others were."""
    all_ = (await tenures(tx, [enterprise_id])).get(enterprise_id, [])
    here = and_(col(TalentRow.enterprise_id) == enterprise_id, col(TalentRow.erased_at).is_(None))
    there = set((await tx.execute(select(col(TalentRow.talent_id)).where(here))).scalars())
    return [one for one in all_ if one.talent_id in there]


# ---- who looked ------------------------------------------------------------------------------------


async def add_disclosure(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(TalentDisclosureRow, [row])


async def disclosures(tx: Tx, enterprise_id: str, limit: int) -> Sequence[TalentDisclosureRow]:
    """Newest first."""
    row = TalentDisclosureRow
    question = select(row).where(col(row.enterprise_id) == enterprise_id).order_by(col(row.disclosed_at).desc())
    return (await tx.execute(question.limit(limit))).scalars().all()
