"""Parks: recorded by their district, filled with enterprises, honoured by the city."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

from services.registry import plans, store
from services.registry.domain.parks import (
    Park,
    ParkDecision,
    ParkKind,
    Tenancy,
    check_tenancy,
    decided,
    enough,
    left,
)
from services.registry.domain.titles import Refusal
from services.registry.problems import ParkNotFound, ParkRefused, TenancyNotFound
from services.registry.service import enterprises
from services.registry.store.parks import Tenant
from services.registry.store.tables import ParkDecisionRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import PROVINCIAL_AND_ABOVE, EnterpriseId, Tier, Verdict

_WAY_OUT: Final = "请核对园区编号"


@dataclass(frozen=True)
class ParkShown:
    """A park, with how many of those the caller may see are in it, by highest tier."""

    park: Park
    holders: Mapping[Tier, int]
    needed: int | None
    """How many of 省级以上 the configuration asks for; None: nobody has said"""
    decisions: Sequence[ParkDecisionRow] = ()
    counted: bool = False
    """Whether the caller may read what the decisions counted: enterprises of every district"""

    @property
    def title_holders(self) -> int:
        return sum(self.holders.get(tier, 0) for tier in PROVINCIAL_AND_ABOVE)

    @property
    def enough(self) -> Verdict:
        return enough(self.title_holders, self.needed)


@dataclass(frozen=True)
class Tenants:
    tenants: Sequence[Tenant]
    tiers: Mapping[str, Tier]
    """By enterprise_id, those with a title"""


async def record(tx: Tx, caller: Caller, name: str, district: str, kind: ParkKind, area_sqm: int) -> ParkShown:
    if not decide(caller, "park.write", Matter(district=district)):
        raise Forbidden("只能登记本区、县（市）的园区")
    if await store.parks.is_named(tx, district, name):
        raise ParkRefused("本区、县（市）已有同名园区；如为同一园区，请更正已有记录")
    park = Park(str(uuid4()), name, district, kind, area_sqm)
    await store.parks.add(tx, [park])
    tx.edited("park", {}, asdict(park))
    return await _shown(tx, caller, park)


async def correct(tx: Tx, caller: Caller, park_id: str, if_match: str | None, values: Mapping[str, Any]) -> ParkShown:
    park = await _lock(tx, caller, park_id, "park.write")
    require_version(if_match, park.version)
    name = values.get("name", park.name)
    if name != park.name and await store.parks.is_named(tx, park.district, name):
        raise ParkRefused("本区、县（市）已有同名园区")
    tx.edited("park", asdict(park), values)
    park = replace(park, **values, version=park.version + 1)
    await store.parks.save(tx, park)
    return await _shown(tx, caller, park)


async def get(tx: Tx, caller: Caller, park_id: str) -> ParkShown:
    park = _seen(caller, await store.parks.find(tx, park_id))
    shown = await _shown(tx, caller, park)
    return replace(shown, decisions=await store.parks.decisions(tx, park_id), counted=caller.sees_city)


async def page(tx: Tx, caller: Caller, district: str | None, after: str | None, limit: int) -> list[ParkShown]:
    parks = await store.parks.page(tx, visible_district(caller, district), after, limit)
    holders = await store.parks.holders(tx, [one.park_id for one in parks], visible_district(caller), tx.today)
    needed = plans.plan(tx.today).parks.title_holders
    return [ParkShown(park, holders.get(park.park_id, {}), needed) for park in parks]


async def decide_on(tx: Tx, caller: Caller, park_id: str, if_match: str | None, decision: ParkDecision) -> ParkShown:
    """Recorded with how many title holders were in the park that day: what the city judged by."""
    before = await _lock(tx, caller, park_id)
    require_version(if_match, before.version)
    if not decide(caller, "park.decide"):
        raise Forbidden("园区称号由市级经办人员授予或撤销")
    try:
        park = decided(before, decision, tx.today)
    except Refusal as refusal:
        raise ParkRefused(str(refusal)) from refusal
    await store.parks.save(tx, park)
    tx.edited("park", {"honours": before.honours}, {"honours": park.honours})
    shown = await _shown(tx, caller, park, decision.decided_on)
    said = {"title_holders": shown.title_holders, "at": tx.now, "actor": caller.actor}
    await store.parks.add_decision(tx, {"park_id": park_id, "version": park.version, **asdict(decision), **said})
    return await get(tx, caller, park_id)


# ---- who is in them -------------------------------------------------------------------------------


async def admit(tx: Tx, caller: Caller, park_id: str, uscc: str, from_on: date, until_on: date | None) -> Tenant:
    """An enterprise comes into a park; both are the caller's to write about."""
    await _lock(tx, caller, park_id, "park.write")
    enterprise = await enterprises.get(tx, caller, uscc, "enterprise.write")
    tenancy = Tenancy(str(uuid4()), park_id, enterprise.enterprise_id, from_on, until_on)
    try:
        if from_on > tx.today:
            raise Refusal("入园日期不能晚于今天")
        if until_on is not None:
            left(tenancy, until_on)
        check_tenancy(await store.parks.tenancies_of(tx, park_id, enterprise.enterprise_id), tenancy)
    except Refusal as refusal:
        raise ParkRefused(str(refusal)) from refusal
    await store.parks.add_tenancies(tx, [tenancy])
    tx.edited("tenancy", {}, asdict(tenancy))
    return Tenant(tenancy, enterprise.uscc, enterprise.name, enterprise.district)


async def admit_new(tx: Tx, park_id: str, enterprise_ids: Sequence[EnterpriseId], from_on: date) -> None:
    """Many at once into a park in which none of them has ever been."""
    await store.parks.add_tenancies(tx, [Tenancy(str(uuid4()), park_id, id_, from_on) for id_ in enterprise_ids])


async def release(tx: Tx, caller: Caller, park_id: str, tenancy_id: str, until_on: date) -> Tenant:
    """An enterprise leaves; the last day may be corrected."""
    await _lock(tx, caller, park_id, "park.write")
    tenant = await store.parks.tenant(tx, park_id, tenancy_id)
    if tenant is None or not decide(caller, "enterprise.write", Matter(district=tenant.district)):
        raise TenancyNotFound("请核对入园记录编号")
    try:
        tenancy = left(tenant.tenancy, until_on)
        others = await store.parks.tenancies_of(tx, park_id, tenancy.enterprise_id)
        check_tenancy(tuple(one for one in others if one.tenancy_id != tenancy_id), tenancy)
    except Refusal as refusal:
        raise ParkRefused(str(refusal)) from refusal
    await store.parks.save_tenancy(tx, tenancy)
    tx.edited("tenancy", asdict(tenant.tenancy), asdict(tenancy))
    return replace(tenant, tenancy=tenancy)


async def tenants(tx: Tx, caller: Caller, park_id: str, as_of: date | None, after: str | None, limit: int) -> Tenants:
    """Those in the park on a day whom the caller may see, with the tier they had."""
    _seen(caller, await store.parks.find(tx, park_id))
    day = as_of or tx.today
    found = await store.parks.tenants(tx, park_id, visible_district(caller), day, after, limit)
    ids = {EnterpriseId(one.tenancy.enterprise_id) for one in found}
    held = await store.titles.of(tx, ids)
    return Tenants(
        found,
        {id_: Tier.highest(title.tier for title in titles if title.counts_on(day)) for id_, titles in held.items()},
    )


# ---- what they share ------------------------------------------------------------------------------


def _seen(caller: Caller, park: Park | None) -> Park:
    if park is None or visible_district(caller, park.district) != park.district:
        raise ParkNotFound(_WAY_OUT)
    return park


async def _lock(tx: Tx, caller: Caller, park_id: str, action: Action | None = None) -> Park:
    park = _seen(caller, await store.parks.lock(tx, park_id))
    if action is not None and not decide(caller, action, Matter(district=park.district)):
        raise Forbidden("只能办理本区、县（市）的园区")
    return park


async def _shown(tx: Tx, caller: Caller, park: Park, day: date | None = None) -> ParkShown:
    holders = await store.parks.holders(tx, [park.park_id], visible_district(caller), day or tx.today)
    return ParkShown(park, holders.get(park.park_id, {}), plans.plan(tx.today).parks.title_holders)
