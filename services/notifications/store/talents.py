"""Queries about needs of talents and the editions of the catalogue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from services.notifications.domain.talents import NeedState
from services.notifications.store.tables import KNOWN, KnownTierRow, TalentCatalogueRow, TalentNeedRow
from shared.db import Tx
from shared.values import Tier

_AS_IT_IS: Final = {"populate_existing": True}
Place = tuple[datetime, str]


class Wanted(NamedTuple):
    district: str | None = None
    occupation: str | None = None
    state: str | None = None


async def find(tx: Tx, need_id: str) -> TalentNeedRow | None:
    question = select(TalentNeedRow).where(col(TalentNeedRow.need_id) == need_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def lock(tx: Tx, need_id: str) -> TalentNeedRow | None:
    question = select(TalentNeedRow).where(col(TalentNeedRow.need_id) == need_id).with_for_update()
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def add(tx: Tx, need: Mapping[str, Any]) -> None:
    await tx.insert(TalentNeedRow, [need])


async def save(tx: Tx, needs: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(TalentNeedRow, needs)


async def page(
    tx: Tx, enterprise_id: str | None, wanted: Wanted, before: Place | None, limit: int
) -> Sequence[TalentNeedRow]:
    """Newest first; of an enterprise, or of those that lie in a district now."""
    at, id_ = col(TalentNeedRow.declared_at), col(TalentNeedRow.need_id)
    question = select(TalentNeedRow)
    if enterprise_id is not None:
        question = question.where(col(TalentNeedRow.enterprise_id) == enterprise_id)
    if wanted.district is not None:
        known = KNOWN.enterprise.c
        here = select(known.enterprise_id).where(known.district == wanted.district)
        question = question.where(col(TalentNeedRow.enterprise_id).in_(here))
    for column in ("occupation", "state"):
        value = getattr(wanted, column)
        if value is not None:
            question = question.where(col(getattr(TalentNeedRow, column)) == value)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


def _standing(day: date) -> Any:
    """Open, not past its day, of an enterprise that holds a title."""
    known = KNOWN.enterprise
    return (
        select(TalentNeedRow, known.c.name, known.c.district, known.c.industry)
        .join(known, known.c.enterprise_id == col(TalentNeedRow.enterprise_id))
        .join(KnownTierRow, col(KnownTierRow.enterprise_id) == known.c.enterprise_id)
        .where(
            col(TalentNeedRow.state) == NeedState.OPEN,
            col(TalentNeedRow.until_on) >= day,
            known.c.ended_on.is_(None),
            col(KnownTierRow.tier) != Tier.NONE.value,
        )
    )


async def standing(tx: Tx, district: str | None) -> Sequence[Any]:
    """Each with name, district and industry of its enterprise; what a catalogue is made of."""
    question = _standing(tx.today)
    if district is not None:
        question = question.where(KNOWN.enterprise.c.district == district)
    return (await tx.execute(question.order_by(col(TalentNeedRow.need_id)))).all()


def _lapsing(tx: Tx, days: int) -> Any:
    """They end within so many days, and nobody was reminded of that day."""
    until, reminded = col(TalentNeedRow.until_on), col(TalentNeedRow.reminded_for)
    soon = and_(until >= tx.today, until <= tx.today + timedelta(days=days))
    return and_(col(TalentNeedRow.state) == NeedState.OPEN, soon, or_(reminded.is_(None), reminded != until))


async def any_lapsing(tx: Tx, days: int) -> bool:
    question = select(col(TalentNeedRow.need_id)).where(_lapsing(tx, days))
    return (await tx.execute(question.limit(1))).first() is not None


async def lapsing(tx: Tx, days: int, limit: int) -> Sequence[TalentNeedRow]:
    """Held; those a replica holds are passed over."""
    question = (
        select(TalentNeedRow)
        .where(_lapsing(tx, days))
        .order_by(col(TalentNeedRow.need_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await tx.execute(question)).scalars().all()


# ---- editions ---------------------------------------------------------------------------------------


async def add_catalogue(tx: Tx, edition: Mapping[str, Any]) -> None:
    """Two at once with one number: the second is told that somebody was quicker."""
    await tx.insert(TalentCatalogueRow, [edition])


async def last_number(tx: Tx, year: int) -> int:
    question = select(func.max(col(TalentCatalogueRow.number))).where(col(TalentCatalogueRow.year) == year)
    return (await tx.execute(question)).scalar_one() or 0


async def last_basis(tx: Tx) -> str | None:
    """Of the newest edition."""
    order = col(TalentCatalogueRow.year).desc(), col(TalentCatalogueRow.number).desc()
    return (await tx.execute(select(col(TalentCatalogueRow.basis)).order_by(*order).limit(1))).scalar_one_or_none()


async def catalogues(tx: Tx) -> Sequence[TalentCatalogueRow]:
    """Newest first: a few each year."""
    order = col(TalentCatalogueRow.year).desc(), col(TalentCatalogueRow.number).desc()
    return (await tx.execute(select(TalentCatalogueRow).order_by(*order))).scalars().all()


async def catalogue(tx: Tx, catalogue_id: str) -> TalentCatalogueRow | None:
    question = select(TalentCatalogueRow).where(col(TalentCatalogueRow.catalogue_id) == catalogue_id)
    return (await tx.execute(question)).scalar_one_or_none()
