"""Queries about registrations that await the word of the register of businesses."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select, update
from sqlmodel import col

from services.registry.domain.confirmations import UNSETTLED, Outcome, Standing
from services.registry.store.tables import ConfirmationRow, EnterpriseRow
from shared.db import Tx


class Listed(NamedTuple):
    """A registration with what its enterprise is called now, and where it lies."""

    row: ConfirmationRow
    uscc: str
    name: str
    district: str


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ConfirmationRow, [row])


def _listed() -> Any:
    here = col(EnterpriseRow.enterprise_id) == col(ConfirmationRow.enterprise_id)
    return (
        select(ConfirmationRow, col(EnterpriseRow.uscc), col(EnterpriseRow.name), col(EnterpriseRow.district))
        .join(EnterpriseRow, here)
        .where(col(EnterpriseRow.ended_on).is_(None))
    )


async def to_ask(tx: Tx, limit: int) -> list[Listed]:
    """Those that nobody asked about today, the longest waiting first; who has ended is asked about no more."""
    question = (
        _listed()
        .where(col(ConfirmationRow.standing).in_(UNSETTLED), col(ConfirmationRow.asked_on) < tx.today)
        .order_by(col(ConfirmationRow.asked_on), col(ConfirmationRow.enterprise_id))
    )
    return [Listed(*row) for row in await tx.execute(question.limit(limit))]


async def note(tx: Tx, enterprise_id: str, times_asked: int, found: Outcome) -> None:
    """Unless another worker was faster: of two answers of a day the first stands."""
    here = (col(ConfirmationRow.enterprise_id) == enterprise_id) & (col(ConfirmationRow.times_asked) == times_asked)
    values = {"standing": found.standing, "words": found.words, "asked_on": tx.today, "times_asked": times_asked + 1}
    await tx.execute(update(ConfirmationRow).where(here).values(**values))


async def page(
    tx: Tx, standings: Collection[Standing], district: str | None, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Listed]:
    """The longest waiting first."""
    at, id_ = col(ConfirmationRow.registered_at), col(ConfirmationRow.enterprise_id)
    question = _listed().where(col(ConfirmationRow.standing).in_(standings))
    if district is not None:
        question = question.where(col(EnterpriseRow.district) == district)
    if after is not None:
        question = question.where(or_(at > after[0], (at == after[0]) & (id_ > after[1])))
    return [Listed(*row) for row in await tx.execute(question.order_by(at, id_).limit(limit))]
