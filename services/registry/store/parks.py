"""Queries about parks, the decisions about them and who is in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlmodel import col

from services.registry.domain.parks import Honour, Park, ParkKind, Tenancy
from services.registry.store.counting import counting
from services.registry.store.tables import EnterpriseRow, ParkDecisionRow, ParkRow, TenancyRow, TitleRow
from shared.db import Tx
from shared.values import HOLDABLE, Tier

_TABLE: Any = ParkRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it


@dataclass(frozen=True)
class Tenant:
    """An enterprise in a park, with the tier it has on the day asked for."""

    tenancy: Tenancy
    uscc: str
    name: str
    district: str


def _park(row: Mapping[Any, Any]) -> Park:
    honours = tuple(Honour(name) for name in row["honours"].split(",") if name)
    known = {name: row[name] for name in ("park_id", "name", "district", "area_sqm", "version")}
    return Park(**known, kind=ParkKind(row["kind"]), honours=honours)


def _row(park: Park) -> dict[str, Any]:
    return {**asdict(park), "honours": ",".join(park.honours)}


async def add(tx: Tx, parks: Sequence[Park]) -> None:
    await tx.insert(ParkRow, [_row(park) | {"recorded_at": tx.now} for park in parks])


async def save(tx: Tx, park: Park) -> None:
    """A park already locked."""
    await tx.update(ParkRow, [_row(park)])


async def find(tx: Tx, park_id: str) -> Park | None:
    row = (await tx.execute(select(_TABLE).where(_TABLE.c.park_id == park_id))).mappings().one_or_none()
    return _park(row) if row else None


async def lock(tx: Tx, park_id: str) -> Park | None:
    question = select(_TABLE).where(_TABLE.c.park_id == park_id).with_for_update()
    row = (await tx.execute(question)).mappings().one_or_none()
    return _park(row) if row else None


async def is_named(tx: Tx, district: str, name: str) -> bool:
    question = select(_TABLE.c.park_id).where(_TABLE.c.district == district, _TABLE.c.name == name)
    return (await tx.execute(question)).first() is not None


async def page(tx: Tx, district: str | None, after: str | None, limit: int) -> list[Park]:
    """By id; of one district, if one is named."""
    question = select(_TABLE).order_by(_TABLE.c.park_id).limit(limit)
    if district is not None:
        question = question.where(_TABLE.c.district == district)
    if after is not None:
        question = question.where(_TABLE.c.park_id > after)
    return [_park(row) for row in (await tx.execute(question)).mappings()]


async def add_decision(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ParkDecisionRow, [row])


async def decisions(tx: Tx, park_id: str) -> Sequence[ParkDecisionRow]:
    """Newest first."""
    question = select(ParkDecisionRow).where(col(ParkDecisionRow.park_id) == park_id)
    return (await tx.execute(question.order_by(col(ParkDecisionRow.version).desc()))).scalars().all()


# ---- who is in them -------------------------------------------------------------------------------


def _there(day: date) -> Any:
    until = col(TenancyRow.until_on)
    return and_(col(TenancyRow.from_on) <= day, or_(until.is_(None), until >= day))


def _tenancy(row: Any) -> Tenancy:
    return Tenancy(row.tenancy_id, row.park_id, row.enterprise_id, row.from_on, row.until_on)


async def add_tenancies(tx: Tx, tenancies: Sequence[Tenancy]) -> None:
    await tx.insert(TenancyRow, [asdict(one) for one in tenancies])


async def save_tenancy(tx: Tx, tenancy: Tenancy) -> None:
    await tx.update(TenancyRow, [asdict(tenancy)])


async def tenancies_of(tx: Tx, park_id: str, enterprise_id: str) -> tuple[Tenancy, ...]:
    question = select(TenancyRow).where(
        col(TenancyRow.park_id) == park_id, col(TenancyRow.enterprise_id) == enterprise_id
    )
    return tuple(_tenancy(row) for row in (await tx.execute(question)).scalars())


async def tenant(tx: Tx, park_id: str, tenancy_id: str) -> Tenant | None:
    question = _tenants(park_id).where(col(TenancyRow.tenancy_id) == tenancy_id)
    row = (await tx.execute(question)).one_or_none()
    return Tenant(_tenancy(row), row.uscc, row.name, row.district) if row else None


async def tenants(tx: Tx, park_id: str, district: str | None, day: date, after: str | None, limit: int) -> list[Tenant]:
    """Those in the park on a day, by id; of one district, if one is named."""
    question = _tenants(park_id).where(_there(day)).order_by(col(TenancyRow.tenancy_id)).limit(limit)
    if district is not None:
        question = question.where(col(EnterpriseRow.district) == district)
    if after is not None:
        question = question.where(col(TenancyRow.tenancy_id) > after)
    return [Tenant(_tenancy(row), row.uscc, row.name, row.district) for row in await tx.execute(question)]


def _tenants(park_id: str) -> Any:
    return (
        select(
            TenancyRow.__table__,  # type: ignore[attr-defined]  # SQLModel does not type it
            col(EnterpriseRow.uscc),
            col(EnterpriseRow.name),
            col(EnterpriseRow.district),
        )
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(TenancyRow.enterprise_id))
        .where(col(TenancyRow.park_id) == park_id)
    )


async def holders(tx: Tx, park_ids: Collection[str], district: str | None, day: date) -> dict[str, dict[Tier, int]]:
    """By park and highest tier, how many are in it on a day; those without a title under `none`."""
    rank = func.max(_rank())
    enterprises = (
        select(col(TenancyRow.park_id), col(TenancyRow.enterprise_id), func.coalesce(rank, 0).label("rank"))
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(TenancyRow.enterprise_id))
        .outerjoin(TitleRow, and_(col(TitleRow.enterprise_id) == col(TenancyRow.enterprise_id), counting(day)))
        .where(tx.among(col(TenancyRow.park_id), park_ids), _there(day))
        .group_by(col(TenancyRow.park_id), col(TenancyRow.enterprise_id))
    )
    if district is not None:
        enterprises = enterprises.where(col(EnterpriseRow.district) == district)
    there = enterprises.subquery()
    question = select(there.c.park_id, there.c.rank, func.count()).group_by(there.c.park_id, there.c.rank)
    tiers, found = list(Tier), dict[str, dict[Tier, int]]()
    for park_id, place, count in await tx.execute(question):
        found.setdefault(park_id, {})[tiers[place]] = count
    return found


def _rank() -> Any:
    """The place of a title's tier among the tiers."""
    return case({tier.value: tier.rank for tier in HOLDABLE}, value=col(TitleRow.tier), else_=0)
