"""Queries about what became of legal persons."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from services.registry.domain.identities import IdentityKind
from services.registry.domain.titles import Inherited
from services.registry.store.tables import EnterpriseRow, IdentityChangeRow, MergerRow, TitleRow, UsccRow
from shared.db import Tx
from shared.values import EnterpriseId, Tier


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(IdentityChangeRow, rows)


async def add_uscc(tx: Tx, enterprise_id: str, uscc: str) -> None:
    """One it never had; whoever else takes it at this moment waits, and one of the two fails."""
    await tx.insert(UsccRow, [{"uscc": uscc, "enterprise_id": enterprise_id}])


async def add_merger(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(MergerRow, [row])


async def of(tx: Tx, enterprise_id: str, before: tuple[date, str] | None, limit: int) -> Sequence[IdentityChangeRow]:
    """Newest first."""
    on, id_ = col(IdentityChangeRow.changed_on), col(IdentityChangeRow.identity_change_id)
    question = select(IdentityChangeRow).where(col(IdentityChangeRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(on < before[0], (on == before[0]) & (id_ < before[1])))
    return (await tx.execute(question.order_by(on.desc(), id_.desc()).limit(limit))).scalars().all()


async def former_names(tx: Tx, enterprise_id: str) -> list[str]:
    """What it was called before, and what those whom it goes on as were ever called. A corrected slip is no name."""
    absorbed = sorted((await absorbed_by(tx, [enterprise_id])).get(EnterpriseId(enterprise_id), ()))
    renamed = select(col(IdentityChangeRow.before)).where(
        tx.among(col(IdentityChangeRow.enterprise_id), [enterprise_id, *absorbed]),
        col(IdentityChangeRow.kind) == IdentityKind.RENAMED,
    )
    last = select(col(EnterpriseRow.name)).where(tx.among(col(EnterpriseRow.enterprise_id), absorbed))
    return [name for question in (renamed, last) for name in (await tx.execute(question)).scalars()]


async def absorbed_on(tx: Tx, survivor_id: str, on: date) -> list[EnterpriseId]:
    """Whom an enterprise absorbed on that day."""
    question = select(col(MergerRow.absorbed_id)).where(
        col(MergerRow.survivor_id) == survivor_id, col(MergerRow.merged_on) == on
    )
    return [EnterpriseId(id_) for id_ in (await tx.execute(question)).scalars()]


async def absorbed_by(tx: Tx, ids: Collection[str]) -> dict[EnterpriseId, dict[EnterpriseId, date]]:
    """Whom each of these absorbed, and those whom they had absorbed before: since when they are one legal person."""
    found: dict[EnterpriseId, dict[EnterpriseId, date]] = {}
    roots: dict[str, list[tuple[EnterpriseId, date | None]]] = {id_: [(EnterpriseId(id_), None)] for id_ in ids}
    while roots:
        question = select(MergerRow).where(tx.among(col(MergerRow.survivor_id), sorted(roots)))
        below: dict[str, list[tuple[EnterpriseId, date | None]]] = {}
        for row in (await tx.execute(question)).scalars():
            for root, since in roots[row.survivor_id]:
                on = since or row.merged_on
                found.setdefault(root, {})[EnterpriseId(row.absorbed_id)] = on
                below.setdefault(row.absorbed_id, []).append((root, on))
        roots = below
    return found


async def heirs(tx: Tx, ids: Sequence[EnterpriseId]) -> dict[EnterpriseId, list[EnterpriseId]]:
    """Whose past is whose: each of these by itself, and by everybody it absorbed. A merger launders nothing."""
    found = {id_: [id_] for id_ in ids}
    for root, absorbed in (await absorbed_by(tx, ids)).items():
        for id_ in absorbed:
            found.setdefault(id_, []).append(root)
    return found


async def survivors_of(tx: Tx, ids: Collection[str]) -> list[EnterpriseId]:
    """Who goes on as the legal person of these, the last one last; empty for whoever was never absorbed."""
    found: list[EnterpriseId] = []
    wanted = sorted(ids)
    while wanted:
        question = select(col(MergerRow.survivor_id)).where(tx.among(col(MergerRow.absorbed_id), wanted))
        wanted = sorted(set((await tx.execute(question)).scalars()) - set(found))
        found += [EnterpriseId(id_) for id_ in wanted]
    return found


async def inherited(tx: Tx, ids: Collection[str]) -> dict[EnterpriseId, tuple[Inherited, ...]]:
    """What is no first recognition for these any more, because somebody they absorbed had held it."""
    lineage = await absorbed_by(tx, ids)
    if not lineage:
        return {}
    absorbed = sorted({id_ for of_root in lineage.values() for id_ in of_root})
    question = select(col(TitleRow.enterprise_id), col(TitleRow.tier)).where(
        tx.among(col(TitleRow.enterprise_id), absorbed)
    )
    tiers: dict[str, set[Tier]] = {}
    for row in (await tx.execute(question.distinct())).all():
        tiers.setdefault(row.enterprise_id, set()).add(Tier(row.tier))
    return {
        root: tuple(
            sorted(
                {Inherited(tier, on) for id_, on in of_root.items() for tier in tiers.get(id_, ())},
                key=lambda one: (one.tier.rank, one.on),
            )
        )
        for root, of_root in lineage.items()
    }
