"""Queries about titles."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.registry.domain.admission import Revoked
from services.registry.domain.titles import Ground
from services.registry.store import identities
from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import EnterpriseRow, TitleRow, TitleSuspensionRow
from shared.db import Tx
from shared.events import Title
from shared.values import EnterpriseId


async def of(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, tuple[Title, ...]]:
    """Every title of these enterprises, in order of time; an enterprise without one is not in the answer."""
    held: dict[EnterpriseId, list[Title]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        question = (
            select(TitleRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
            .where(tx.among(col(TitleRow.enterprise_id), wanted[start : start + IN_CHUNK]))
            .order_by(col(TitleRow.recognised_on), col(TitleRow.valid_until), col(TitleRow.title_id))
        )
        rows = (await tx.execute(question)).mappings().all()
        suspensions = await _suspensions(tx, wanted[start : start + IN_CHUNK]) if rows else {}
        for row in rows:
            title = Title.model_validate({**row, "suspensions": suspensions.get(row["title_id"], ())})
            held.setdefault(EnterpriseId(row["enterprise_id"]), []).append(title)
    return {id_: tuple(titles) for id_, titles in held.items()}


async def _suspensions(tx: Tx, ids: Sequence[EnterpriseId]) -> dict[str, list[dict[str, Any]]]:
    """By title, in order of time."""
    question = (
        select(TitleSuspensionRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
        .join(TitleRow, col(TitleRow.title_id) == col(TitleSuspensionRow.title_id))
        .where(tx.among(col(TitleRow.enterprise_id), ids))
        .order_by(col(TitleSuspensionRow.from_on))
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in (await tx.execute(question)).mappings():
        found.setdefault(row["title_id"], []).append(dict(row))
    return found


async def save_suspensions(tx: Tx, titles: Sequence[Title]) -> None:
    """Every suspension of these titles; one once recorded only ever gets its end."""
    await tx.upsert(
        TitleSuspensionRow,
        [{"title_id": title.title_id, **dict(one)} for title in titles for one in title.suspensions],
    )


async def owner(tx: Tx, title_id: str) -> EnterpriseRow | None:
    question = (
        select(EnterpriseRow)
        .join(TitleRow, col(TitleRow.enterprise_id) == col(EnterpriseRow.enterprise_id))
        .where(col(TitleRow.title_id) == title_id)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(TitleRow, rows)


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """What a later decision changes of titles already there."""
    await tx.update(TitleRow, rows)


async def note_ground(tx: Tx, title_ids: Collection[str], ground: str) -> None:
    await tx.execute(update(TitleRow).where(tx.among(col(TitleRow.title_id), title_ids)).values(ground=ground))


async def revoked(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, tuple[Revoked, ...]]:
    """The revoked titles of these enterprises whose ground is on record; one without any is not in the answer.

    A merger launders nothing: those of a legal person they absorbed are theirs.
    """
    found: dict[EnterpriseId, list[Revoked]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        chunk = wanted[start : start + IN_CHUNK]
        heirs = await identities.heirs(tx, chunk)
        question = (
            select(col(TitleRow.enterprise_id), col(TitleRow.ended_on), col(TitleRow.ground))
            .where(tx.among(col(TitleRow.enterprise_id), sorted(heirs)))
            .where(col(TitleRow.ground).is_not(None), col(TitleRow.ended_on).is_not(None))
        )
        for row in await tx.execute(question):
            for heir in heirs[EnterpriseId(row.enterprise_id)]:
                found.setdefault(heir, []).append(Revoked(row.ended_on, Ground(row.ground)))
    return {id_: tuple(revoked) for id_, revoked in found.items()}
