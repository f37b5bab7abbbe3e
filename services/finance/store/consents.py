"""Queries about consents: what is in force is asked here, in the transaction that needs to know."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, or_, select, update
from sqlmodel import col

from services.finance.store.admission import let_in
from services.finance.store.tables import KNOWN, ConsentQueryRow, ConsentRow, ConsentTextRow, InstitutionRow
from shared.db import Tx


class Held(NamedTuple):
    """A consent with what stands elsewhere of it."""

    consent: ConsentRow
    institution_name: str
    text_version: str


async def institution_name(tx: Tx, institution_id: str) -> str | None:
    """Of one that is open for business here."""
    question = select(col(InstitutionRow.name)).where(
        col(InstitutionRow.institution_id) == institution_id, let_in(tx.today)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def keep_text(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert_new(ConsentTextRow, [row])


async def text(tx: Tx, digest: str) -> ConsentTextRow:
    return (await tx.execute(select(ConsentTextRow).where(col(ConsentTextRow.digest) == digest))).scalar_one()


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ConsentRow, [row])


def _held() -> Any:
    return (
        select(ConsentRow, col(InstitutionRow.name), col(ConsentTextRow.version))
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(ConsentRow.institution_id))
        .join(ConsentTextRow, col(ConsentTextRow.digest) == col(ConsentRow.text_digest))
    )


async def find(tx: Tx, consent_id: str) -> Held | None:
    row = (await tx.execute(_held().where(col(ConsentRow.consent_id) == consent_id))).one_or_none()
    return None if row is None else Held(*row)


async def of_enterprise(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[Held]:
    """Newest first, from below (granted_at, consent_id)."""
    return await _page(tx, col(ConsentRow.enterprise_id) == enterprise_id, before, limit)


async def of_institution(
    tx: Tx, institution_id: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[Held]:
    """Newest first, from below (granted_at, consent_id)."""
    return await _page(tx, col(ConsentRow.institution_id) == institution_id, before, limit)


async def _page(tx: Tx, whose: Any, before: tuple[datetime, str] | None, limit: int) -> Sequence[Held]:
    at, id_ = col(ConsentRow.granted_at), col(ConsentRow.consent_id)
    question = _held().where(whose)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    rows = (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).all()
    return [Held(*row) for row in rows]


# ---- in force -------------------------------------------------------------------------------------


def _in_force(institution_id: str, purpose: str, today: date) -> Any:
    """The same as `domain.consents.state_of`; and the institution is still open for business."""
    open_for_business = exists().where(
        col(InstitutionRow.institution_id) == col(ConsentRow.institution_id), let_in(today)
    )
    return and_(
        col(ConsentRow.institution_id) == institution_id,
        col(ConsentRow.purpose) == purpose,
        col(ConsentRow.ending).is_(None),
        col(ConsentRow.from_on) <= today,
        col(ConsentRow.until_on) >= today,
        or_(~col(ConsentRow.single_use), col(ConsentRow.reads) == 0),
        open_for_business,
    )


async def in_force(tx: Tx, consent_id: str, institution_id: str, purpose: str) -> ConsentRow | None:
    question = select(ConsentRow).where(
        col(ConsentRow.consent_id) == consent_id, _in_force(institution_id, purpose, tx.today)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def in_force_of(tx: Tx, enterprise_id: str, institution_id: str, purpose: str) -> Sequence[ConsentRow]:
    """Newest first."""
    question = select(ConsentRow).where(
        col(ConsentRow.enterprise_id) == enterprise_id, _in_force(institution_id, purpose, tx.today)
    )
    newest = question.order_by(col(ConsentRow.granted_at).desc(), col(ConsentRow.consent_id).desc())
    return (await tx.execute(newest)).scalars().all()


class Used(NamedTuple):
    """A query that was counted."""

    number: int
    at: datetime


def _not_before_the_last_read(tx: Tx) -> Any:
    """Now, but for a transaction that began before one whose row it waited for: times follow the order of the rows."""
    read_at = col(ConsentRow.read_at)
    return case((read_at > tx.now, read_at), else_=tx.now)


async def use(tx: Tx, consent_id: str, institution_id: str, purpose: str) -> Used | None:
    """Counts a query, if the consent is in force as the row is locked.

    Whoever withdraws or reads at the same time waits for the row, or was there before: there is an order of the two.
    """
    statement = (
        update(ConsentRow)
        .where(col(ConsentRow.consent_id) == consent_id, _in_force(institution_id, purpose, tx.today))
        .values(reads=col(ConsentRow.reads) + 1, read_at=_not_before_the_last_read(tx))
        .returning(col(ConsentRow.reads), col(ConsentRow.read_at))
        .execution_options(synchronize_session=False)
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Used(row.reads, row.read_at)


async def add_query(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ConsentQueryRow, [row])


async def queries(tx: Tx, consent_id: str, below: int | None, limit: int) -> Sequence[ConsentQueryRow]:
    """Newest first."""
    number = col(ConsentQueryRow.number)
    question = select(ConsentQueryRow).where(col(ConsentQueryRow.consent_id) == consent_id)
    if below is not None:
        question = question.where(number < below)
    return (await tx.execute(question.order_by(number.desc()).limit(limit))).scalars().all()


# ---- the end --------------------------------------------------------------------------------------


async def end(tx: Tx, consent_id: str, ending: str, by: str) -> datetime | None:
    """When it ended, if just now: what ended before stays as it ended."""
    statement = (
        update(ConsentRow)
        .where(col(ConsentRow.consent_id) == consent_id, col(ConsentRow.ending).is_(None))
        .values(ending=ending, ended_by=by, ended_at=_not_before_the_last_read(tx))
        .returning(col(ConsentRow.ended_at))
        .execution_options(synchronize_session=False)
    )
    return (await tx.execute(statement)).scalar_one_or_none()


async def not_ended(tx: Tx, enterprise_ids: Sequence[str]) -> Sequence[Held]:
    """Of these enterprises, in order of their id, those that have not run out either."""
    return await _running(tx, col(ConsentRow.enterprise_id), enterprise_ids)


async def of_parts(tx: Tx, part_ids: Sequence[str]) -> Sequence[Held]:
    """Given for these parts of applications; likewise."""
    return await _running(tx, col(ConsentRow.part_id), part_ids)


async def _running(tx: Tx, whose: Any, ids: Sequence[str]) -> Sequence[Held]:
    question = _held().where(
        tx.among(whose, ids),
        col(ConsentRow.ending).is_(None),
        col(ConsentRow.until_on) >= tx.today,
        or_(~col(ConsentRow.single_use), col(ConsentRow.reads) == 0),
    )
    rows = (await tx.execute(question.order_by(col(ConsentRow.consent_id)))).all()
    return [Held(*row) for row in rows]


async def given_for(tx: Tx, part_ids: Sequence[str]) -> dict[str, str]:
    """The consent of each of these parts that has one, whatever became of it."""
    question = select(col(ConsentRow.part_id), col(ConsentRow.consent_id))
    rows = await tx.execute(question.where(tx.among(col(ConsentRow.part_id), part_ids)))
    return {row.part_id: row.consent_id for row in rows}


async def usccs(tx: Tx, enterprise_ids: Sequence[str]) -> dict[str, str]:
    """The code each of these enterprises has now, by enterprise_id."""
    known = KNOWN.enterprise.c
    question = select(known.enterprise_id, known.uscc).where(tx.among(known.enterprise_id, enterprise_ids))
    return {row.enterprise_id: row.uscc for row in await tx.execute(question)}
