"""Queries about enterprises."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlmodel import col

from services.registry.domain.titles import Enterprise
from services.registry.store import identities, names
from services.registry.store.counting import counting
from services.registry.store.names import Page
from services.registry.store.tables import FLOOR, EnterpriseRow, TitleRow, UsccRow
from shared.db import Tx
from shared.values import EnterpriseId, Tier

IN_CHUNK = 5_000
"""Ids per IN list: far below what either database takes."""


@dataclass(frozen=True)
class Locked:
    """An enterprise nobody else can change now, with the tier last told and the day it was told for."""

    enterprise: Enterprise
    tier: Tier
    tier_on: date


@dataclass(frozen=True)
class Wanted:
    """Which enterprises; None is any."""

    on: date
    """The day on which titles count"""
    name: str | None = None
    """A part of it"""
    district: str | None = None
    tier: str | None = None
    """Exactly this highest tier"""
    industry: str | None = None
    holds: str | None = None
    """This title, whatever else"""
    number: str | None = None
    """A title of this number"""
    titled: bool = False
    """Any title"""


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(EnterpriseRow, rows)
    await tx.insert(UsccRow, [{"uscc": row["uscc"], "enterprise_id": row["enterprise_id"]} for row in rows])
    await names.add(tx, {row["enterprise_id"]: row["name"] for row in rows})


async def find(tx: Tx, uscc: str) -> EnterpriseRow | None:
    """The enterprise that has or ever had this USCC."""
    question = (
        select(EnterpriseRow)
        .join(UsccRow, col(UsccRow.enterprise_id) == col(EnterpriseRow.enterprise_id))
        .where(col(UsccRow.uscc) == uscc)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def by_id(tx: Tx, enterprise_id: str) -> EnterpriseRow:
    question = select(EnterpriseRow).where(col(EnterpriseRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question)).scalar_one()


async def ids_of(tx: Tx, usccs: Collection[str]) -> dict[str, EnterpriseId]:
    """The enterprises behind USCCs, those that are registered."""
    found: dict[str, EnterpriseId] = {}
    codes = sorted(usccs)
    for start in range(0, len(codes), IN_CHUNK):
        question = select(col(UsccRow.uscc), col(UsccRow.enterprise_id)).where(
            tx.among(col(UsccRow.uscc), codes[start : start + IN_CHUNK])
        )
        found.update({row.uscc: EnterpriseId(row.enterprise_id) for row in await tx.execute(question)})
    return found


async def lock(tx: Tx, ids: Collection[EnterpriseId]) -> dict[EnterpriseId, Locked]:
    """The enterprises, locked in one order so that two writers never wait for each other.

    Whoever only names one of them in a row of its own (a foreign key) does not wait: the key does not change.
    """
    locked: dict[EnterpriseId, Locked] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        chunk = wanted[start : start + IN_CHUNK]
        question = (
            select(EnterpriseRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
            .where(tx.among(col(EnterpriseRow.enterprise_id), chunk))
            .order_by(col(EnterpriseRow.enterprise_id))
            .with_for_update(key_share=True)
        )
        rows = (await tx.execute(question)).all()
        usccs = await usccs_of(tx, chunk)
        inherited = await identities.inherited(tx, chunk)
        for row in rows:
            enterprise_id = EnterpriseId(row.enterprise_id)
            enterprise = Enterprise(
                enterprise_id,
                row.uscc,
                usccs[enterprise_id],
                row.name,
                row.district,
                row.industry,
                row.version,
                inherited.get(enterprise_id, ()),
                row.ended_on,
            )
            locked[enterprise_id] = Locked(enterprise, Tier(row.tier), row.tier_on)
    return locked


async def usccs(tx: Tx, enterprise_id: str) -> tuple[str, ...]:
    """Every USCC it ever had."""
    return (await usccs_of(tx, [enterprise_id]))[enterprise_id]


async def usccs_of(tx: Tx, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Every USCC each of them ever had."""
    id_, uscc = col(UsccRow.enterprise_id), col(UsccRow.uscc)
    found: dict[str, list[str]] = {}
    for row in await tx.execute(select(id_, uscc).where(tx.among(id_, ids)).order_by(uscc)):
        found.setdefault(row.enterprise_id, []).append(row.uscc)
    return {enterprise_id: tuple(codes) for enterprise_id, codes in found.items()}


async def save_standing(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """New version, tier and next change of enterprises already locked."""
    await tx.update(EnterpriseRow, rows)


async def save_figures(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """What they show of their annual figures."""
    await tx.update(EnterpriseRow, rows)


async def save_profile(tx: Tx, enterprise_id: str, version: int, values: Mapping[str, Any]) -> None:
    here = col(EnterpriseRow.enterprise_id) == enterprise_id
    await tx.execute(update(EnterpriseRow).where(here).values(version=version, **values))
    if "name" in values:
        await find_by_all_names(tx, enterprise_id, values["name"])


async def find_by_all_names(tx: Tx, enterprise_id: str, name: str) -> None:
    """From now on it is found by this name and by every former one."""
    every = dict.fromkeys([name, *await identities.former_names(tx, enterprise_id)])
    await names.replace(tx, enterprise_id, every)


async def page(tx: Tx, wanted: Wanted, after: str | None, limit: int) -> Page:
    """From behind the place `after`: in order of id, or, sought by one character, of the words with it."""
    if wanted.name is not None:
        return await names.page(tx, wanted.name, _conditions(wanted), after, limit)
    id_ = col(EnterpriseRow.enterprise_id)
    question = select(EnterpriseRow).where(*_conditions(wanted)).order_by(id_).limit(limit)
    if after is not None:
        question = question.where(id_ > after)
    rows = (await tx.execute(question)).scalars().all()
    return Page(rows, rows[-1].enterprise_id if len(rows) == limit else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    columns = ("district", "tier", "industry")
    conditions = [getattr(EnterpriseRow, name) == value for name in columns if (value := getattr(wanted, name))]
    if wanted.titled:
        conditions.append(col(EnterpriseRow.tier) != Tier.NONE)
    id_, of = col(EnterpriseRow.enterprise_id), col(TitleRow.enterprise_id)
    if wanted.holds is not None:
        held = exists().where(of == id_, col(TitleRow.tier) == wanted.holds, counting(wanted.on))
        conditions.append(held)
    if wanted.number is not None:
        conditions.append(id_.in_(select(of).where(col(TitleRow.number) == wanted.number, counting(wanted.on))))
    return conditions


async def due(tx: Tx, today: date, limit: int) -> list[EnterpriseId]:
    """Enterprises of whose titles others count today than were told: time went on, or a clock was moved back.

    The second is asked only where a clock was ever moved, as only development allows: around midnight the clocks of
    two replicas may see different days, and what one of them told for the new day is not taken back by the other.
    """
    back = (col(EnterpriseRow.tier_on) > today) & exists().select_from(FLOOR.clock)
    question = select(col(EnterpriseRow.enterprise_id)).where((col(EnterpriseRow.next_change_on) <= today) | back)
    return [EnterpriseId(id_) for id_ in (await tx.execute(question.limit(limit))).scalars()]


async def is_empty(tx: Tx) -> bool:
    return (await tx.execute(select(col(EnterpriseRow.enterprise_id)).limit(1))).first() is None
