"""Queries about people's rights and their history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.rights import Office, Right, State, seat_of
from services.benefits.store.enterprises import usccs_of
from services.benefits.store.tables import KNOWN, RightRow, RightStepRow
from shared.db import Tx

_TABLE: Final = RightRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
_OF_THE_ENTERPRISE: Final = ("uscc", "usccs", "name")
_KEY: Final = ("right_id", "enterprise_id", "talent_id", "benefit_code", "applied_at")
"""What no step changes"""


def _question() -> Any:
    known = KNOWN.enterprise.c
    return select(_TABLE, known.uscc, known.name).join(
        KNOWN.enterprise, known.enterprise_id == col(RightRow.enterprise_id)
    )


async def _rights(tx: Tx, question: Any) -> list[Right]:
    rows = (await tx.execute(question)).mappings().all()
    usccs = await usccs_of(tx, {row["enterprise_id"] for row in rows})
    return [_right(row, usccs) for row in rows]


def _right(row: Mapping[Any, Any], usccs: Mapping[str, tuple[str, ...]]) -> Right:
    read = {name: row[name] for name in Right.__dataclass_fields__ if name in row}
    return Right(
        **read
        | {
            "usccs": usccs.get(row["enterprise_id"], ()),
            "offices": tuple(Office(one) for one in row["offices"].split()),
            "state": State(row["state"]),
            "evidence": tuple(row["evidence"].split()),
            "to_mend": tuple(row["to_mend"].split(",")) if row["to_mend"] else (),
        }
    )


def _row(right: Right) -> dict[str, Any]:
    values = {name: value for name, value in asdict(right).items() if name not in _OF_THE_ENTERPRISE}
    return values | {
        "live": right.live,
        "seat": seat_of(right.state),
        "offices": " ".join(right.offices),
        "evidence": " ".join(right.evidence),
        "to_mend": ",".join(right.to_mend),
    }


async def add(tx: Tx, right: Right) -> None:
    await tx.insert(RightRow, [_row(right)])


async def save(tx: Tx, right: Right, expected: int) -> bool:
    """Compare and set: no, when it is no longer the version the step was decided on."""
    values = {name: value for name, value in _row(right).items() if name not in _KEY}
    here = and_(col(RightRow.right_id) == right.right_id, col(RightRow.version) == expected)
    question = update(RightRow).where(here).values(values).returning(col(RightRow.right_id))
    return (await tx.execute(question)).scalar_one_or_none() is not None


async def seen(tx: Tx, right_ids: Collection[str], titles_version: int) -> None:
    """Held against titles of this version, and unchanged."""
    here = tx.among(col(RightRow.right_id), sorted(right_ids))
    await tx.execute(update(RightRow).where(here).values(titles_version=titles_version))


async def find(tx: Tx, right_id: str) -> Right | None:
    return next(iter(await _rights(tx, _question().where(col(RightRow.right_id) == right_id))), None)


async def lock(tx: Tx, right_id: str) -> Right | None:
    question = _question().where(col(RightRow.right_id) == right_id).with_for_update(of=RightRow)
    return next(iter(await _rights(tx, question)), None)


async def with_rights(tx: Tx, enterprise_ids: Collection[str]) -> list[str]:
    """Those of the enterprises that have any."""
    question = select(col(RightRow.enterprise_id)).distinct()
    question = question.where(tx.among(col(RightRow.enterprise_id), sorted(enterprise_ids)))
    return sorted((await tx.execute(question)).scalars())


async def of_enterprise(tx: Tx, enterprise_id: str, *, locked: bool = True) -> list[Right]:
    """All, oldest first; locked where a step is to follow: then its enterprise is locked before."""
    question = _question().where(col(RightRow.enterprise_id) == enterprise_id)
    question = question.order_by(col(RightRow.applied_at), col(RightRow.right_id))
    return await _rights(tx, question.with_for_update(of=RightRow) if locked else question)


async def run_out(tx: Tx, today: date, most: int) -> list[str]:
    """Enterprises with a right whose last day has passed."""
    here = and_(col(RightRow.live), col(RightRow.ends_on) < today, col(RightRow.state) == State.GRANTED)
    question = select(col(RightRow.enterprise_id)).distinct().where(here).limit(most)
    return sorted((await tx.execute(question)).scalars())


async def page_of(
    tx: Tx, enterprise_id: str, district: str | None, before: tuple[datetime, str] | None, limit: int
) -> list[Right]:
    """Newest first; of a district, those that were applied for there."""
    applied, id_ = col(RightRow.applied_at), col(RightRow.right_id)
    question = _question().where(col(RightRow.enterprise_id) == enterprise_id)
    if district is not None:
        question = question.where(col(RightRow.district) == district)
    if before is not None:
        question = question.where(or_(applied < before[0], and_(applied == before[0], id_ < before[1])))
    return await _rights(tx, question.order_by(applied.desc(), id_.desc()).limit(limit))


# ---- the worklist ----------------------------------------------------------------------------------


def _waiting(district: str | None, benefit_code: str | None) -> list[Any]:
    wanted = [col(RightRow.seat) == Seat.OFFICE]
    if district is not None:
        wanted.append(col(RightRow.district) == district)
    if benefit_code is not None:
        wanted.append(col(RightRow.benefit_code) == benefit_code)
    return wanted


async def worklist(
    tx: Tx, district: str | None, benefit_code: str | None, after: tuple[datetime, str] | None, limit: int
) -> list[Right]:
    """Oldest first."""
    applied, id_ = col(RightRow.applied_at), col(RightRow.right_id)
    question = _question().where(*_waiting(district, benefit_code))
    if after is not None:
        question = question.where(or_(applied > after[0], and_(applied == after[0], id_ > after[1])))
    return await _rights(tx, question.order_by(applied, id_).limit(limit))


async def count_waiting(tx: Tx, district: str | None, benefit_code: str | None) -> int:
    question = select(func.count()).select_from(RightRow).where(*_waiting(district, benefit_code))
    return int((await tx.execute(question)).scalar_one())


# ---- the history -----------------------------------------------------------------------------------


async def add_step(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(RightStepRow, [row])


async def history(tx: Tx, right_id: str) -> Sequence[RightStepRow]:
    question = select(RightStepRow).where(col(RightStepRow.right_id) == right_id)
    return (await tx.execute(question.order_by(col(RightStepRow.version)))).scalars().all()


async def known_causes(tx: Tx, cause_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Right and fact of steps taken because of these facts: a replay takes none again."""
    row = RightStepRow
    question = select(col(row.right_id), col(row.cause_id)).where(tx.among(col(row.cause_id), sorted(cause_ids)))
    return frozenset((one.right_id, one.cause_id) for one in await tx.execute(question))
