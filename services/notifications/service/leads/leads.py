"""Leads: recorded by officers, proposed by enterprises, followed by the officer they are assigned to."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from services.notifications import store
from services.notifications.domain.leads import LIVE, LeadSource, LeadStage, LeadStep
from services.notifications.service.enterprises import matter_of, visible
from services.notifications.service.leads.files import (
    LeadNotFound,
    LeadRefused,
    Said,
    Shown,
    advance,
    begin,
    shown,
    whole,
)
from services.notifications.store.leads import Place, Wanted
from services.notifications.store.tables import LeadRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden


@dataclass(frozen=True)
class Taken:
    """A step, with what it names."""

    step: LeadStep
    words: str | None = None
    officer: str | None = None
    """ASSIGN: the account of who follows it"""
    uscc: str | None = None
    """LAND: under which code it is registered in the zone"""


@dataclass(frozen=True)
class Figure:
    district: str | None
    """None: all together"""
    stages: Mapping[LeadStage, int]
    proposed: int
    """By enterprises"""

    @property
    def live(self) -> int:
        return sum(self.stages[stage] for stage in LIVE)


async def record(tx: Tx, caller: Caller, said: Said) -> Shown:
    """For the officer's district, or the city."""
    district = caller.district or ""
    if not decide(caller, "lead.write", Matter(district=district)):
        raise Forbidden("招引线索由审核、审批人员登记")
    return await whole(tx, await begin(tx, said, district, None, caller.actor))


async def propose(tx: Tx, caller: Caller, uscc: str, said: Said) -> Shown:
    """A supplier the enterprise would like near; its district looks into it."""
    enterprise = await visible(tx, caller, uscc, "lead.propose")
    if enterprise.ended_on is not None:
        raise LeadRefused("企业已终止，不能推荐线索")
    return await whole(tx, await begin(tx, said, enterprise.district, enterprise.enterprise_id, caller.actor))


async def step(tx: Tx, caller: Caller, lead_id: str, taken: Taken) -> Shown:
    row = await store.leads.lock(tx, lead_id)
    await _check(tx, caller, row, "lead.write")
    assert row is not None, "checked"
    more = await _NAMED[taken.step](tx, row, taken) if taken.step in _NAMED else {}
    return await whole(tx, await advance(tx, row, taken.step, caller.actor, taken.words, **more))


async def _assigned(tx: Tx, row: LeadRow, taken: Taken) -> Mapping[str, str]:
    if not await store.leads.in_office(tx, taken.officer or "", row.district):
        raise LeadRefused("被指派人不是该区、县（市）在任的经办人员；请核对账户")
    return {"assigned_to": taken.officer or ""}


async def _landed(tx: Tx, _: LeadRow, taken: Taken) -> Mapping[str, str]:
    found = await store.KNOWN.find_successor(tx, taken.uscc or "")
    if found is None or found.ended_on is not None:
        raise LeadRefused("该统一社会信用代码未在专区登记；请企业登记后再确认落地")
    return {"landed_id": found.enterprise_id}


async def _resumed(_tx: Tx, _row: LeadRow, _taken: Taken) -> Mapping[str, None]:
    return {"assigned_to": None}


_NAMED: Final[Mapping[LeadStep, Callable[[Tx, LeadRow, Taken], Awaitable[Mapping[str, str | None]]]]] = {
    LeadStep.ASSIGN: _assigned,
    LeadStep.LAND: _landed,
    LeadStep.RESUME: _resumed,
}


async def get(tx: Tx, caller: Caller, lead_id: str) -> Shown:
    row = await store.leads.find(tx, lead_id)
    await _check(tx, caller, row, "lead.read")
    assert row is not None, "checked"
    return await whole(tx, row)


async def page(tx: Tx, caller: Caller, wanted: Wanted, before: Place | None, limit: int) -> list[Shown]:
    here = wanted._replace(district=visible_district(caller, wanted.district))
    return await shown(tx, await store.leads.page(tx, here, before, limit))


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> list[Shown]:
    """Those it proposed."""
    enterprise = await visible(tx, caller, uscc, "lead.read")
    return await shown(tx, await store.leads.page(tx, Wanted(proposer_id=enterprise.enterprise_id), before, limit))


async def contact(tx: Tx, caller: Caller, lead_id: str) -> LeadRow:
    row = await store.leads.find(tx, lead_id)
    await _check(tx, caller, row, "lead.disclose")
    assert row is not None, "checked"
    if row.contact_phone is None:
        raise LeadNotFound("该线索没有登记联系方式")
    return row


async def figures(tx: Tx, caller: Caller, district: str | None) -> list[Figure]:
    """By district, and all together at the end."""
    if not decide(caller, "figures.read", Matter(district=caller.district)):
        raise Forbidden("您的角色不能查看统计")
    rows = await store.leads.counted(tx, visible_district(caller, district))
    found = []
    for code in (*sorted({row[0] for row in rows}), None):
        stages: Counter[LeadStage] = Counter()
        its = [row for row in rows if code in (None, row[0])]
        for _, stage, _, number in its:
            stages[LeadStage(stage)] += number
        proposed = sum(row[3] for row in its if row[2] == LeadSource.ENTERPRISE)
        found.append(Figure(code, stages, proposed))
    return found


async def _check(tx: Tx, caller: Caller, row: LeadRow | None, action: Action) -> None:
    """Raises LeadNotFound, alike for what is not there and what is not the caller's."""
    proposer = await store.KNOWN.by_id(tx, row.proposer_id) if row and row.proposer_id else None
    matter = Matter(district=row.district if row else None)
    if row is not None and proposer is not None:
        matter = await matter_of(tx, proposer, row.district)
    if row is None or not decide(caller, action, matter):
        raise LeadNotFound("请核对线索编号")
