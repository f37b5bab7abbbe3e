"""人才 an enterprise names: name and number sealed, shown masked, unmasked for a reason that is kept; erased."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.rights import Office
from services.benefits.domain.rights.people import ERASED, MOST_PEOPLE, IdKind, Tenure, check_ends, check_tenure
from services.benefits.problems import TalentNotFound, TalentRefused, TalentTaken
from services.benefits.service import enterprises
from services.benefits.service.rights import following
from services.benefits.store.tables import TalentDisclosureRow, TalentRow
from shared.callers import Caller
from shared.db import Tx
from shared.masks import masked_name
from shared.permissions import Action
from shared.seals import Seal

SHOWN: Final = 500
_MAY: Final = {
    "talent.read": "人员信息只供企业负责人和审核、审批人员查看",
    "talent.write": "人员由企业负责人登记、更改和移除",
    "talent.disclose": "完整姓名与证件号码由企业负责人或审核、审批人员说明理由后查看",
}


@dataclass(frozen=True, slots=True)
class NewTenure:
    office: Office
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewTalent:
    name: str = field(repr=False)
    id_kind: IdKind
    id_number: str = field(repr=False)
    tenure: NewTenure


@dataclass(frozen=True, slots=True)
class Named:
    """A person with what it is, and was, to the enterprise."""

    row: TalentRow
    tenures: Sequence[Tenure]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """查看明文"""

    disclosure_id: str
    talent_id: str
    name: str = field(repr=False)
    id_kind: IdKind
    id_number: str = field(repr=False)


async def _enterprise(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    return await enterprises.for_action(tx, caller, uscc, action, _MAY[action])


async def _locked(tx: Tx, caller: Caller, uscc: str) -> Any:
    """To write: two devices wait for each other here. Raises TalentRefused where there is no enterprise any more."""
    enterprise = await _enterprise(tx, caller, uscc, "talent.write")
    person = await store.enterprises.lock(tx, enterprise.enterprise_id)
    if person.ended_on is not None:
        raise TalentRefused(f"该企业已于 {person.ended_on} 注销或被合并，不能再登记人员；请由承继企业登记")
    return person


async def name(tx: Tx, caller: Caller, uscc: str, new: NewTalent, seal: Seal) -> Named:
    """One person is there once, by the number, whatever it is to the enterprise."""
    enterprise_id = (await _locked(tx, caller, uscc)).enterprise_id
    marks = seal.marks(enterprise_id, f"{new.id_kind}:{new.id_number}")
    if there := await store.talents.marked(tx, enterprise_id, marks):
        raise TalentTaken("该证件号码的人员已登记；另有职务的，请在其名下增加任职", talent_id=there.talent_id)
    if await store.talents.count(tx, enterprise_id) >= MOST_PEOPLE:
        raise TalentRefused(f"一家企业最多登记{MOST_PEOPLE}人；请先移除不再申请权利的人员")
    row = TalentRow(
        talent_id=str(uuid4()),
        enterprise_id=enterprise_id,
        name_masked=masked_name(new.name),
        name_sealed=seal.sealed(new.name),
        id_kind=new.id_kind,
        id_sealed=seal.sealed(new.id_number),
        id_last_four=new.id_number[-4:],
        id_mark=marks[0],
        version=1,
        named_by=caller.actor,
        named_at=tx.now,
    )
    await store.talents.add(tx, row.model_dump())
    await _add_tenure(tx, caller, row, new.tenure)
    return await _named(tx, row.talent_id)


async def page(tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int) -> list[Named]:
    """Newest first."""
    enterprise = await _enterprise(tx, caller, uscc, "talent.read")
    rows = await store.talents.page(tx, enterprise.enterprise_id, before, limit)
    tenures = (await store.talents.tenures(tx, [enterprise.enterprise_id])).get(enterprise.enterprise_id, [])
    return [Named(row, [one for one in tenures if one.talent_id == row.talent_id]) for row in rows]


async def add_tenure(tx: Tx, caller: Caller, uscc: str, talent_id: str, new: NewTenure) -> Named:
    enterprise_id = (await _locked(tx, caller, uscc)).enterprise_id
    row = await own(tx, enterprise_id, talent_id)
    await _add_tenure(tx, caller, row, new)
    await following.settle(tx, enterprise_id)
    return await _moved(tx, row)


async def _add_tenure(tx: Tx, caller: Caller, row: TalentRow, new: NewTenure) -> None:
    tenure = Tenure(str(uuid4()), row.talent_id, new.office, new.since_on, new.until_on)
    try:
        check_tenure(tenure, await store.talents.open_tenures(tx, row.enterprise_id))
    except Refusal as refusal:
        raise TalentRefused(str(refusal)) from refusal
    said = {
        "tenure_id": tenure.tenure_id,
        "talent_id": row.talent_id,
        "enterprise_id": row.enterprise_id,
        "office": new.office,
        "since_on": new.since_on,
        "until_on": new.until_on,
        "stated_by": caller.actor,
        "stated_at": tx.now,
    }
    await store.talents.add_tenure(tx, said)


async def end_tenure(tx: Tx, caller: Caller, uscc: str, talent_id: str, tenure_id: str, until_on: date) -> Named:
    """With the office, on the day it says, the rights that rest on it."""
    enterprise_id = (await _locked(tx, caller, uscc)).enterprise_id
    row = await own(tx, enterprise_id, talent_id)
    there = await store.talents.open_tenures(tx, enterprise_id)
    tenure = next((one for one in there if (one.tenure_id, one.talent_id) == (tenure_id, talent_id)), None)
    if tenure is None:
        raise TalentNotFound("请核对任职编号")
    try:
        check_ends(tenure, until_on, tx.today)
        check_tenure(Tenure(tenure_id, talent_id, tenure.office, tenure.since_on, until_on), there)
    except Refusal as refusal:
        raise TalentRefused(str(refusal)) from refusal
    await store.talents.end_tenure(tx, tenure_id, until_on)
    tx.edited("tenure", {"until_on": tenure.until_on}, {"until_on": until_on})
    await following.settle(tx, enterprise_id)
    return await _moved(tx, row)


async def erase(tx: Tx, caller: Caller, uscc: str, talent_id: str) -> Named:
    """Name and number are gone at once, for good. No text we have says how long they are kept after a right: so they
    are kept until the enterprise removes the person, which it may when no right is live (PIPL, article 47)."""
    enterprise_id = (await _locked(tx, caller, uscc)).enterprise_id
    row = await own(tx, enterprise_id, talent_id)
    if any(one.live and one.talent_id == talent_id for one in await following.settle(tx, enterprise_id)):
        raise TalentRefused("此人尚有办理中或有效的权利；请先撤回、放弃，或登记其任职截止日，再移除")
    gone = {"name_masked": ERASED, "name_sealed": None, "id_sealed": None, "id_last_four": "", "id_mark": None}
    await store.talents.change(tx, talent_id, **gone, erased_at=tx.now)
    return await _moved(tx, row)


async def _moved(tx: Tx, row: TalentRow) -> Named:
    await store.talents.change(tx, row.talent_id, version=row.version + 1)
    return await _named(tx, row.talent_id)


async def _named(tx: Tx, talent_id: str) -> Named:
    row = await store.talents.find(tx, talent_id)
    assert row is not None
    tenures = (await store.talents.tenures(tx, [row.enterprise_id])).get(row.enterprise_id, [])
    return Named(row, [one for one in tenures if one.talent_id == talent_id])


async def own(tx: Tx, enterprise_id: str, talent_id: str) -> TalentRow:
    """Of the enterprise, and not erased. Raises TalentNotFound."""
    row = await store.talents.find(tx, talent_id)
    if row is None or row.enterprise_id != enterprise_id or row.erased_at is not None:
        raise TalentNotFound("请核对人员编号；已移除的人员须重新登记")
    return row


# ---- who looks -------------------------------------------------------------------------------------


async def disclose(tx: Tx, caller: Caller, uscc: str, talent_id: str, reason: str, seal: Seal) -> Disclosed:
    """Each time anew a line of the record; it goes in with the answer or there is no answer."""
    enterprise = await _enterprise(tx, caller, uscc, "talent.disclose")
    row = await own(tx, enterprise.enterprise_id, talent_id)
    line = TalentDisclosureRow(
        disclosure_id=str(uuid4()),
        talent_id=talent_id,
        enterprise_id=enterprise.enterprise_id,
        actor=caller.actor,
        reason=reason,
        disclosed_at=tx.now,
    )
    await store.talents.add_disclosure(tx, line.model_dump())
    assert row.name_sealed is not None, "erased, it would not have been found"
    assert row.id_sealed is not None, "likewise"
    name_, number = seal.opened(row.name_sealed), seal.opened(row.id_sealed)
    return Disclosed(line.disclosure_id, talent_id, name_, IdKind(row.id_kind), number)


async def disclosures(tx: Tx, caller: Caller, uscc: str) -> Sequence[TalentDisclosureRow]:
    enterprise = await _enterprise(tx, caller, uscc, "talent.read")
    return await store.talents.disclosures(tx, enterprise.enterprise_id, SHOWN)
