"""Queries about what monitoring found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, tuple_
from sqlmodel import col

from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import EnterpriseRow, FindingRow, WatchRow
from shared.db import Tx
from shared.values import EnterpriseId

Place = tuple[str, str, str]
"""Enterprise, kind and tier of a finding: its key."""


@dataclass(frozen=True)
class Freshness:
    """Of the enterprises in view."""

    enterprises: int
    waiting: int
    """Changed since they were looked at, or not looked at today."""
    oldest_at: datetime | None


def _stale(today: date) -> Any:
    return or_(
        col(WatchRow.enterprise_id).is_(None),
        col(WatchRow.version) != col(EnterpriseRow.version),
        col(WatchRow.judged_on) != today,
    )


_SAME = col(WatchRow.enterprise_id) == col(EnterpriseRow.enterprise_id)


async def stale(tx: Tx, today: date, limit: int) -> dict[EnterpriseId, int]:
    """Enterprises to look at again, with their versions."""
    question = (
        select(col(EnterpriseRow.enterprise_id), col(EnterpriseRow.version))
        .outerjoin(WatchRow, _SAME)
        .where(_stale(today))
        .limit(limit)
    )
    return {EnterpriseId(row.enterprise_id): row.version for row in await tx.execute(question)}


async def replace(
    tx: Tx, ids: Collection[EnterpriseId], found: Sequence[Mapping[str, Any]], watched: Sequence[Mapping[str, Any]]
) -> None:
    """What was found of these enterprises, in place of what was found before.

    That somebody looked is written first, in the order of enterprises: it lets one replica at a time replace what was
    found of one.
    """
    await tx.upsert(WatchRow, sorted(watched, key=lambda row: row["enterprise_id"]))
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        here = tx.among(col(FindingRow.enterprise_id), wanted[start : start + IN_CHUNK])
        await tx.execute(delete(FindingRow).where(here).execution_options(synchronize_session=False))
    await tx.insert(FindingRow, found)


def _in_view(district: str | None) -> list[Any]:
    return [] if district is None else [col(EnterpriseRow.district) == district]


def _wanted(district: str | None, kind: str | None, tier: str | None) -> list[Any]:
    wanted = _in_view(district)
    if kind is not None:
        wanted.append(col(FindingRow.kind) == kind)
    if tier is not None:
        wanted.append(col(FindingRow.tier) == tier)
    return wanted


async def page(
    tx: Tx, district: str | None, kind: str | None, tier: str | None, after: Place | None, limit: int
) -> Sequence[Row[Any]]:
    """Findings with the enterprise they are of, in order of their key."""
    key = (col(FindingRow.enterprise_id), col(FindingRow.kind), col(FindingRow.tier))
    question = (
        select(
            FindingRow.__table__,  # type: ignore[attr-defined]  # SQLModel does not type it
            col(EnterpriseRow.uscc),
            col(EnterpriseRow.name),
            col(EnterpriseRow.district),
        )
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(FindingRow.enterprise_id))
        .where(*_wanted(district, kind, tier))
    )
    if after is not None:
        question = question.where(tuple_(*key) > tuple_(*after))
    found: Sequence[Row[Any]] = (await tx.execute(question.order_by(*key).limit(limit))).all()
    return found


async def totals(tx: Tx, district: str | None, tier: str | None) -> dict[str, int]:
    """How many there are in view, by kind."""
    question = (
        select(col(FindingRow.kind), func.count().label("found"))
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(FindingRow.enterprise_id))
        .where(*_wanted(district, None, tier))
        .group_by(col(FindingRow.kind))
    )
    return {row.kind: row.found for row in await tx.execute(question)}


async def freshness(tx: Tx, district: str | None, today: date) -> Freshness:
    question = (
        select(
            func.count().label("enterprises"),
            func.count().filter(_stale(today)).label("waiting"),
            func.min(col(WatchRow.judged_at)).label("oldest_at"),
        )
        .select_from(EnterpriseRow)
        .outerjoin(WatchRow, _SAME)
        .where(*_in_view(district))
    )
    row = (await tx.execute(question)).one()
    return Freshness(row.enterprises, row.waiting, row.oldest_at)
