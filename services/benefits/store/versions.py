"""Queries about versions of measures and the rule book they make."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update
from sqlmodel import col

from services.benefits.store.tables import MeasureVersionRow, RulebookRow
from shared.db import Tx

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
