"""People's rights, read by those whom they concern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.benefits import store
from services.benefits.domain.rights import Right, Terms, terms
from services.benefits.problems import RightNotFound
from services.benefits.service import catalogue, enterprises
from services.benefits.service.catalogue import Listed
from services.benefits.store.tables import RightStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Busy, Forbidden

WAY_OUT: Final = "请核对权利申请编号"
"""The same words for what is not there and what is not yours: nobody can tell which."""
NOT_YOURS: Final = "人员权利只供企业负责人和审核、审批、监督人员查看；申请由企业负责人办理"


@dataclass(frozen=True, slots=True)
class Shown:
    """A right, with the masked name of the person for whoever may read of persons."""

    right: Right
    person: str | None


@dataclass(frozen=True)
class Dossier:
    """A right with its history, and what the clause says and leaves open."""

    shown: Shown
    history: Sequence[RightStepRow]
    listed: Listed
    terms: Terms
    names_people: bool
    """Who reviews is not for the enterprise they decide about."""


@dataclass(frozen=True)
class Worklist:
    """A page of what waits, and how much there is in all."""

    items: Sequence[Shown]
    total: int


def may(caller: Caller, action: Action, right: Right) -> bool:
    return decide(caller, action, Matter(usccs=right.usccs, district=right.district))


async def get(tx: Tx, caller: Caller, right_id: str) -> Dossier:
    return await dossier(tx, caller, await _found(tx, caller, right_id, "right.read", NOT_YOURS))


async def _found(tx: Tx, caller: Caller, right_id: str, action: Action, otherwise: str) -> Right:
    """Who sees the enterprise hears that it is not for the role; for others it is not there. Raises RightNotFound,
    Forbidden."""
    right = await store.rights.find(tx, right_id)
    if right is None or not may(caller, "enterprise.read", right):
        raise RightNotFound(WAY_OUT)
    if not may(caller, action, right):
        raise Forbidden(otherwise)
    return right


async def dossier(tx: Tx, caller: Caller, right: Right) -> Dossier:
    listed = await catalogue.measure(tx, right.benefit_code, right.policy_set, right.applied_on)
    [shown] = await _shown(tx, caller, [right])
    history = await store.rights.history(tx, right.right_id)
    return Dossier(shown, history, listed, terms(listed.measure), caller.kind != "enterprise")


async def locked(tx: Tx, caller: Caller, right_id: str, action: Action, otherwise: str) -> Right:
    """To take a step: the enterprise is locked first, then the right. Raises RightNotFound, Forbidden, Busy."""
    seen = await _found(tx, caller, right_id, action, otherwise)
    await store.enterprises.lock(tx, seen.enterprise_id)
    right = await store.rights.lock(tx, right_id)
    if right is None:
        raise Busy("请稍后重试")
    return right


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    """Newest first; an officer of a district sees those that were applied for there."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "right.read", NOT_YOURS)
    district = visible_district(caller) if caller.kind == "officer" else None
    return await _shown(tx, caller, await store.rights.page_of(tx, enterprise.enterprise_id, district, before, limit))


async def worklist(
    tx: Tx, caller: Caller, benefit_code: str | None, after: tuple[datetime, str] | None, limit: int
) -> Worklist:
    """What waits for an officer, oldest first, of what the caller sees."""
    district = visible_district(caller)
    rights = await store.rights.worklist(tx, district, benefit_code, after, limit)
    return Worklist(await _shown(tx, caller, rights), await store.rights.count_waiting(tx, district, benefit_code))


async def _shown(tx: Tx, caller: Caller, rights: Sequence[Right]) -> list[Shown]:
    named: Mapping[str, str] = {}
    if visible := [one.talent_id for one in rights if may(caller, "talent.read", one)]:
        named = await store.talents.masked_names(tx, visible)
    return [Shown(one, named.get(one.talent_id)) for one in rights]
