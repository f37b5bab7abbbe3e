"""Service officers: named by their district, assigned to its enterprises."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.service_officers import Assignment, Served, ServiceOfficer, assigned
from services.registry.domain.titles import Refusal
from services.registry.problems import ServiceOfficerNotFound, ServiceOfficerRefused
from services.registry.service import enterprises
from services.registry.store.tables import EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import EnterpriseId

_WAY_OUT: Final = "请核对服务专员编号"


@dataclass(frozen=True)
class Service:
    """Who serves an enterprise now and who did before, newest first."""

    version: int
    served: Sequence[Served]


async def name(tx: Tx, caller: Caller, district: str, who: str, department: str, phone: str) -> ServiceOfficer:
    if not decide(caller, "service_officer.write", Matter(district=district)):
        raise Forbidden("只能登记本区、县（市）的服务专员")
    officer = ServiceOfficer(str(uuid4()), district, who, department, phone)
    await store.service_officers.add(tx, [officer])
    tx.edited("service officer", {}, asdict(officer), ("name", "phone"))
    return officer


async def page(
    tx: Tx, caller: Caller, district: str | None, after: str | None, limit: int
) -> list[tuple[ServiceOfficer, int]]:
    return await store.service_officers.page(tx, visible_district(caller, district), after, limit)


async def enterprises_of(
    tx: Tx, caller: Caller, service_officer_id: str, after: str | None, limit: int
) -> Sequence[EnterpriseRow]:
    officer = await _get(tx, caller, service_officer_id)
    return await store.service_officers.enterprises_of(tx, officer, after, limit)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str) -> Service:
    """The enterprise learns who serves it now; who did before is the officers' to know.

    A former officer of another district is not shown to a district's officer.
    """
    enterprise = await enterprises.get(tx, caller, uscc)
    served = await store.service_officers.history(tx, enterprise.enterprise_id)
    version = served[0].version if served else 0
    if caller.kind == "enterprise":
        return Service(version, served[:1])
    here = visible_district(caller)
    return Service(version, [one for one in served if here in (None, one.officer.district)])


async def assign(tx: Tx, caller: Caller, uscc: str, if_match: str | None, service_officer_id: str) -> Service:
    enterprise = await enterprises.get(tx, caller, uscc, "enterprise.write")
    officer = await _get(tx, caller, service_officer_id)
    there = await store.service_officers.lock(tx, enterprise.enterprise_id)
    require_version(if_match, there.version)
    try:
        assignment = assigned(there, officer, enterprise.district)
    except Refusal as refusal:
        raise ServiceOfficerRefused(str(refusal)) from refusal
    if assignment != there:
        await store.service_officers.save(tx, [assignment], caller.actor)
        tx.edited("assignment", asdict(there), {"service_officer_id": service_officer_id})
    return await of_enterprise(tx, caller, uscc)


async def assign_new(tx: Tx, officer: ServiceOfficer, enterprise_ids: Sequence[EnterpriseId], actor: str) -> None:
    """Many enterprises of the officer's district at once, whom nobody has served yet."""
    new = [assigned(Assignment(id_), officer, officer.district) for id_ in enterprise_ids]
    await store.service_officers.save(tx, new, actor)


async def _get(tx: Tx, caller: Caller, service_officer_id: str) -> ServiceOfficer:
    officer = await store.service_officers.find(tx, service_officer_id)
    if officer is None or visible_district(caller, officer.district) != officer.district:
        raise ServiceOfficerNotFound(_WAY_OUT)
    return officer
