"""Queries about addresses of enterprises, and about those nothing is sent to any more."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update
from sqlmodel import col

from services.notifications.domain.contacts import ContactState
from services.notifications.store.tables import KNOWN, ContactRow, SuppressionRow
from shared.db import Tx

_NOTHING = {
    "address_sealed": None, "mark": None, "masked": None, "secret_sealed": None, "code_sealed": None,
    "code_until": None,
}  # fmt: skip


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ContactRow, [row])


async def find(tx: Tx, contact_id: str, enterprise_id: str | None = None) -> ContactRow | None:
    """Of that enterprise, if one is named; locked. A forgotten one is not there."""
    question = select(ContactRow).where(
        col(ContactRow.contact_id) == contact_id, col(ContactRow.state) != ContactState.FORGOTTEN
    )
    if enterprise_id is not None:
        question = question.where(col(ContactRow.enterprise_id) == enterprise_id)
    question = question.with_for_update().execution_options(populate_existing=True)
    return (await tx.execute(question)).scalar_one_or_none()


async def in_use(tx: Tx, enterprise_id: str, channel: str) -> ContactRow | None:
    """The verified one."""
    question = select(ContactRow).where(
        col(ContactRow.enterprise_id) == enterprise_id,
        col(ContactRow.channel) == channel,
        col(ContactRow.state) == ContactState.VERIFIED,
    )
    return (await tx.execute(question.order_by(col(ContactRow.verified_at).desc()).limit(1))).scalars().first()


async def of_enterprise(tx: Tx, enterprise_id: str) -> Sequence[ContactRow]:
    question = select(ContactRow).where(
        col(ContactRow.enterprise_id) == enterprise_id, col(ContactRow.state) != ContactState.FORGOTTEN
    )
    question = question.order_by(col(ContactRow.added_at), col(ContactRow.contact_id))
    return (await tx.execute(question)).scalars().all()


async def added_since(tx: Tx, enterprise_id: str, since: datetime) -> int:
    """Forgotten ones, too."""
    question = select(func.count()).where(
        col(ContactRow.enterprise_id) == enterprise_id, col(ContactRow.added_at) > since
    )
    return int((await tx.execute(question)).scalar_one())


async def change(tx: Tx, contact_id: str, **values: Any) -> None:
    statement = update(ContactRow).where(col(ContactRow.contact_id) == contact_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def forget(
    tx: Tx,
    enterprise_id: str,
    channel: str | None = None,
    state: str | None = None,
    but: str | None = None,
    only: str | None = None,
) -> None:
    """Nothing personal is left of them."""  # fmt: skip
    statement = update(ContactRow).where(col(ContactRow.enterprise_id) == enterprise_id)
    asked = {ContactRow.channel: channel, ContactRow.state: state, ContactRow.contact_id: only}
    for column, value in asked.items():
        if value is not None:
            statement = statement.where(col(column) == value)
    if but is not None:
        statement = statement.where(col(ContactRow.contact_id) != but)
    await _forget(tx, statement)


async def forget_unproved(tx: Tx, asked_before: datetime) -> None:
    """Of which the newest code was asked for before: one that is proved again was added long ago."""
    asked_at = func.coalesce(col(ContactRow.code_asked_at), col(ContactRow.added_at))
    statement = update(ContactRow).where(col(ContactRow.state) == ContactState.PENDING, asked_at < asked_before)
    await _forget(tx, statement)


async def forget_ended(tx: Tx, ended_before: date) -> None:
    """Those of enterprises that ended before that day."""
    known = KNOWN.enterprise.c
    ended = select(known.enterprise_id).where(known.ended_on < ended_before)
    statement = update(ContactRow).where(
        col(ContactRow.enterprise_id).in_(ended), col(ContactRow.state) != ContactState.FORGOTTEN
    )
    await _forget(tx, statement)


async def _forget(tx: Tx, statement: Any) -> None:
    values = {**_NOTHING, "state": ContactState.FORGOTTEN, "forgotten_at": tx.now}
    await tx.execute(statement.values(**values).execution_options(synchronize_session=False))


# ---- dead addresses ------------------------------------------------------------------------------


async def suppress(tx: Tx, row: Mapping[str, Any]) -> None:
    """The first reason stays."""
    await tx.insert_new(SuppressionRow, [row])


async def suppressed(tx: Tx, marks: Collection[str]) -> frozenset[str]:
    """Those of these marks that are."""
    mark = col(SuppressionRow.mark)
    return frozenset((await tx.execute(select(mark).where(tx.among(mark, marks)))).scalars())


async def lift(tx: Tx, marks: Collection[str]) -> None:
    await tx.execute(delete(SuppressionRow).where(tx.among(col(SuppressionRow.mark), marks)))


async def lift_of_delivery(tx: Tx, delivery_id: str) -> None:
    """It arrived after all: the address it condemned is not dead."""
    await tx.execute(delete(SuppressionRow).where(col(SuppressionRow.delivery_id) == delivery_id))


async def suppressions(
    tx: Tx, district: str | None, before: tuple[datetime, str] | None, limit: int
) -> Sequence[SuppressionRow]:
    """The newest first; of one district, or of the whole city."""
    since, mark = col(SuppressionRow.since), col(SuppressionRow.mark)
    known = KNOWN.enterprise.c
    question = select(SuppressionRow)
    if district is not None:
        question = question.join(KNOWN.enterprise, known.enterprise_id == col(SuppressionRow.enterprise_id))
        question = question.where(known.district == district)
    if before is not None:
        question = question.where(or_(since < before[0], and_(since == before[0], mark < before[1])))
    return (await tx.execute(question.order_by(since.desc(), mark.desc()).limit(limit))).scalars().all()
