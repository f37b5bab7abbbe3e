"""凭证: brought by the enterprise, verified by an officer of a department the clause names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain import evidence as rules
from services.benefits.domain.claims import Refusal
from services.benefits.domain.evidence import STANDS, STATE_LABELS, State
from services.benefits.domain.facts import OWN_FACTS, THINGS, SubjectKind
from services.benefits.problems import EvidenceNotFound, EvidenceRefused
from services.benefits.service import enterprises, stirring
from services.benefits.store.tables import EvidenceFileRow, EvidenceRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.conditions import Value
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import spelled

_WAY_OUT: Final = "请核对凭证编号"


@dataclass(frozen=True, slots=True)
class NewEvidence:
    kind: str
    issuer: str
    number: str
    issued_on: date
    valid_until: date | None = None
    ref: str = ""
    gives: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    row: EvidenceRow
    files: Sequence[EvidenceFileRow]


async def bring(tx: Tx, caller: Caller, uscc: str, new: NewEvidence) -> Shown:
    """Records it as stated: it supports a claim at once, and feeds calculations from the day it is verified."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "evidence.write")
    await store.enterprises.lock(tx, enterprise.enterprise_id)
    try:
        subject = _subject(new)
        _check(new, subject, tx.today)
        for other in await store.evidence.standing(tx, enterprise.enterprise_id):
            if (other.kind, spelled(other.number)) == (new.kind, spelled(new.number)):
                raise Refusal("同一编号的凭证已登记；如内容有误，请先撤回原凭证")
    except Refusal as refusal:
        raise EvidenceRefused(str(refusal)) from refusal
    evidence_id = str(uuid4())
    row = {
        "evidence_id": evidence_id,
        "enterprise_id": enterprise.enterprise_id,
        "kind": new.kind,
        "subject": subject,
        "ref": new.ref,
        "issuer": new.issuer,
        "number": new.number,
        "issued_on": new.issued_on,
        "valid_until": new.valid_until,
        "gives": canonical(dict(new.gives or {})).decode(),
        "state": State.STATED,
        "stands": True,
        "version": 1,
        "stated_by": caller.actor,
        "stated_at": tx.now,
    }
    await store.evidence.add(tx, row)
    return await _shown(tx, evidence_id)


def _subject(new: NewEvidence) -> SubjectKind:
    """What its facts are of: a thing, where one of them is. Raises Refusal."""
    kind = next((one for one in measures.evidence() if one.kind == new.kind), None)
    if kind is None:
        raise Refusal("没有这一种凭证；全部种类见 /benefits/v1/evidence-kinds")
    if strange := [name for name in new.gives or {} if name not in kind.gives]:
        raise Refusal(f"“{kind.label}”不能证明 {'、'.join(strange)}；可证明的情况见 /benefits/v1/evidence-kinds")
    return next((one for one in THINGS if any(name in OWN_FACTS[one] for name in kind.gives)), SubjectKind.ENTERPRISE)


def _check(new: NewEvidence, subject: SubjectKind, today: date) -> None:
    """Raises Refusal."""
    if new.issued_on > today:
        raise Refusal("出具日期不能晚于今天")
    if new.valid_until is not None and new.valid_until < new.issued_on:
        raise Refusal("有效期不能早于出具日期")
    if subject in THINGS and not new.ref:
        raise Refusal(f"请用 ref 写明是{subject.label}中的哪一个")


async def decide_on(
    tx: Tx, caller: Caller, evidence_id: str, if_match: str | None, state: State, words: str | None
) -> Shown:
    """Verified or rejected, once. Raises EvidenceNotFound, EvidenceRefused, Forbidden."""
    row = await _locked(tx, caller, evidence_id, "evidence.decide", if_match)
    try:
        rules.check_department(caller.department, rules.deciding(row.kind, measures.policy_sets()))
        if state is State.REJECTED and not words:
            raise Refusal("核实未通过须写明理由")
    except Refusal as refusal:
        raise EvidenceRefused(str(refusal)) from refusal
    more = {"decided_by": caller.actor, "department": caller.department, "decided_at": tx.now, "words": words}
    return await _moved(tx, row, state, more)


async def withdraw(tx: Tx, caller: Caller, evidence_id: str, if_match: str | None) -> Shown:
    """By the enterprise, while nobody decided on it."""
    row = await _locked(tx, caller, evidence_id, "evidence.write", if_match)
    return await _moved(tx, row, State.WITHDRAWN, {})


async def _moved(tx: Tx, row: EvidenceRow, state: State, more: Mapping[str, Any]) -> Shown:
    if row.state != State.STATED:
        raise EvidenceRefused(f"凭证现为“{STATE_LABELS[State(row.state)]}”，不能再办理；有新的凭证请另行登记")
    moved = {"state": state, "stands": state in STANDS, "version": row.version + 1}
    await store.evidence.save(tx, {"evidence_id": row.evidence_id, **moved, **more})
    if state is State.VERIFIED:
        await stirring.changed(tx, row.enterprise_id, row.evidence_id)
        if row.valid_until is not None:  # after which it proves nothing any more
            await stirring.changed(tx, row.enterprise_id, row.evidence_id, row.valid_until + timedelta(days=1))
    return await _shown(tx, row.evidence_id)


# ---- reading ----------------------------------------------------------------------------------------


async def get(tx: Tx, caller: Caller, evidence_id: str) -> Shown:
    row = await store.evidence.find(tx, evidence_id)
    if row is None or not await _may(tx, caller, row, "evidence.read"):
        raise EvidenceNotFound(_WAY_OUT)
    return Shown(row, await store.evidence.files(tx, [evidence_id]))


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    """Newest first."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "evidence.read")
    return await _with_files(tx, await store.evidence.page(tx, enterprise.enterprise_id, before, limit))


async def waiting(tx: Tx, caller: Caller, after: tuple[datetime, str] | None, limit: int) -> list[Shown]:
    """What waits to be verified, oldest first; an officer of a district sees that district's."""
    rows = await store.evidence.waiting(tx, visible_district(caller), None, after, limit)
    return await _with_files(tx, rows)


async def writable(tx: Tx, caller: Caller, evidence_id: str) -> EvidenceRow:
    """To add a file to, by its owner. Raises EvidenceNotFound, EvidenceRefused, Forbidden."""
    row = await _locked(tx, caller, evidence_id, "evidence.write", "*")
    if row.state != State.STATED:
        raise EvidenceRefused("凭证已经核实或撤回，不能再添加文件；有新的凭证请另行登记")
    return row


async def _locked(tx: Tx, caller: Caller, evidence_id: str, action: Action, if_match: str | None) -> EvidenceRow:
    row = await store.evidence.find(tx, evidence_id, locked=True)
    if row is None or not await _may(tx, caller, row, "evidence.read"):
        raise EvidenceNotFound(_WAY_OUT)
    require_version(if_match, row.version)
    if not await _may(tx, caller, row, action):
        raise Forbidden("此步骤由有权办理的人员操作：企业登记与撤回，主管部门核实")
    return row


async def _may(tx: Tx, caller: Caller, row: EvidenceRow, action: Action) -> bool:
    enterprise = await store.KNOWN.by_id(tx, row.enterprise_id)
    if enterprise is None:
        return False
    usccs = await store.KNOWN.usccs(tx, row.enterprise_id)
    return decide(caller, action, Matter(usccs=usccs, district=enterprise.district))


async def _shown(tx: Tx, evidence_id: str) -> Shown:
    row = await store.evidence.find(tx, evidence_id)
    assert row is not None
    return Shown(row, await store.evidence.files(tx, [evidence_id]))


async def _with_files(tx: Tx, rows: Sequence[EvidenceRow]) -> list[Shown]:
    files: dict[str, list[EvidenceFileRow]] = {}
    for one in await store.evidence.files(tx, [row.evidence_id for row in rows]):
        files.setdefault(one.evidence_id, []).append(one)
    return [Shown(row, files.get(row.evidence_id, [])) for row in rows]
