"""A right is applied for, judged by the clause's own conditions; and corrected where it was returned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain.cases import Thing
from services.benefits.domain.claims import occasions
from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.rights import FIELDS, Ground, Office, Right, State, Step, Taken, after, check_free, terms
from services.benefits.domain.rights.rules import check_possible, superseded
from services.benefits.domain.rights.words import SINGLE
from services.benefits.problems import EvidenceNotFound, RightRefused, RightUnqualified
from services.benefits.service import calculations, catalogue, enterprises, proofs
from services.benefits.service.calculations import Asked
from services.benefits.service.catalogue import Listed
from services.benefits.service.rights import following, naming, reading
from services.benefits.service.rights.recording import SYSTEM, By, advance, begin, write
from services.benefits.store.tables import EvidenceRow
from shared.callers import Caller
from shared.conditions import Value
from shared.db import Tx
from shared.edge import require_version
from shared.values import Verdict, spelled

_OWNER: Final = "人员权利由企业负责人申请和更正"
_REPLACED: Final = "由新的申请接替"


@dataclass(frozen=True, slots=True)
class NewRight:
    talent_id: str
    benefit_code: str
    policy_set: str = measures.SEED
    evidence: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """None: left as it was."""

    evidence: tuple[str, ...] | None = None
    statement: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        values = {"evidence": self.evidence, "statement": self.statement}
        return tuple(name for name, value in values.items() if value is not None)


async def make(tx: Tx, caller: Caller, uscc: str, new: NewRight) -> reading.Dossier:
    """Two devices wait for each other at the enterprise: no clause gives more places than it has."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "right.write", _OWNER)
    firm = await store.enterprises.lock(tx, enterprise.enterprise_id)
    if firm.ended_on is not None:
        raise RightRefused(f"该企业已于 {firm.ended_on} 注销或被合并，不能再申请；请由承继企业申请")
    listed = await catalogue.measure(tx, new.benefit_code, new.policy_set)
    await naming.own(tx, firm.enterprise_id, new.talent_id)
    there = await following.settle(tx, firm.enterprise_id)
    known = await following.grounds(tx, firm.enterprise_id)
    try:
        asked = terms(listed.measure)
        occasions.check_in_force(listed.policy_set, tx.today)
        check_free(there, new.talent_id, asked.benefit_code, asked.most)
        ground = known.of(asked, new.talent_id)
        receipt_id = await _judge(tx, caller, firm, listed, ground, new)
    except Refusal as refusal:
        raise RightRefused(str(refusal)) from refusal
    for old in superseded(there, new.talent_id, asked.benefit_code):
        await advance(tx, old, Taken(Step.END, _REPLACED, on=old.stopped_on), SYSTEM)
    right = Right(
        right_id=str(uuid4()),
        enterprise_id=firm.enterprise_id,
        uscc=firm.uscc,
        usccs=await store.KNOWN.usccs(tx, firm.enterprise_id),
        name=firm.name,
        district=firm.district,
        talent_id=new.talent_id,
        offices=ground.offices_on(tx.today),
        benefit_code=asked.benefit_code,
        policy_set=listed.policy_set.policy_set,
        clause=listed.measure.clause,
        label=listed.measure.label,
        state=State.REVIEW,
        version=1,
        receipt_id=receipt_id,
        titles_version=known.titles_version,
        applied_on=tx.today,
        applied_at=tx.now,
        statement=new.statement,
        evidence=new.evidence,
    )
    await begin(tx, right, Taken(Step.APPLY), By(caller.actor, Seat.ENTERPRISE))
    return await reading.dossier(tx, caller, right)


async def correct(tx: Tx, caller: Caller, right_id: str, if_match: str | None, new: Correction) -> reading.Dossier:
    """What was returned, mended in what it was returned for and in nothing else; it is judged anew."""
    right = await reading.locked(tx, caller, right_id, "right.write", _OWNER)
    require_version(if_match, right.version)
    listed = await catalogue.measure(tx, right.benefit_code, right.policy_set, right.applied_on)
    known = await following.grounds(tx, right.enterprise_id)
    try:
        check_possible(right, Step.CORRECT)
        _check_mended(right, new)
        evidence = right.evidence if new.evidence is None else new.evidence
        again = NewRight(right.talent_id, right.benefit_code, right.policy_set, evidence)
        ground = known.of(terms(listed.measure), right.talent_id)
        receipt_id = await _judge(tx, caller, right, listed, ground, again)
        taken = Taken(Step.CORRECT, words="、".join(FIELDS[name] for name in new.named))
        moved = after(right, taken, tx.today)
    except Refusal as refusal:
        raise RightRefused(str(refusal)) from refusal
    statement = right.statement if new.statement is None else new.statement
    moved = replace(moved, evidence=evidence, statement=statement, receipt_id=receipt_id)
    await write(tx, right, moved, taken, By(caller.actor, Seat.ENTERPRISE))
    return await reading.dossier(tx, caller, moved)


def _check_mended(right: Right, new: Correction) -> None:
    """Raises Refusal."""
    if foreign := [FIELDS[name] for name in new.named if name not in right.to_mend]:
        raise Refusal(f"退回时没有要求更正：{'、'.join(foreign)}；如须改动请撤回后重新申请")
    if left := [FIELDS[name] for name in right.to_mend if name not in new.named]:
        raise Refusal(f"退回要求更正的项尚未更正：{'、'.join(left)}；请更正后提交")


# ---- judging ---------------------------------------------------------------------------------------


async def _judge(tx: Tx, caller: Caller, firm: Any, listed: Listed, ground: Ground, new: NewRight) -> str:
    """By the same calculation anybody may make; the receipt that says yes. Raises Refusal, RightUnqualified."""
    if missing := ground.missing_on(tx.today):
        raise RightUnqualified(f"{missing}；{listed.policy_set.basis(listed.measure)}的权利随称号与任职存续")
    brought = await _brought(tx, firm.enterprise_id, new)
    occasions.check_evidence(listed.measure, [row.kind for row in brought])
    proven = next(iter(proofs.stated(brought).things), None)
    held = ground.offices_on(tx.today)
    office = next((one.value for one in held if one in SINGLE), "other")
    own: dict[str, Value] = {"office": office, "being_recruited": Office.RECRUIT in held}
    facts = {**(proven.facts if proven else {}), **own}
    asked = Asked(
        policy_set=listed.policy_set.policy_set,
        uscc=firm.uscc,
        things=(Thing(SubjectKind.PERSON, new.talent_id, facts),),
        only=(listed.measure.benefit_code,),
    )
    receipt, made = await calculations.keep_made(tx, caller, asked)
    result = next((one for one in made.results if one.ref == new.talent_id), made.results[0])
    if result.verdict is not Verdict.MET:
        raise RightUnqualified(f"{result.reason}；请对照所需条件补充任职或凭证后再申请")
    return receipt.receipt_id


async def _brought(tx: Tx, enterprise_id: str, new: NewRight) -> Sequence[EvidenceRow]:
    """Of this person: what is listed, and what is verified anyway. Raises EvidenceNotFound, Refusal."""
    rows = [row for row in await store.evidence.standing(tx, enterprise_id) if proofs.good_on(row, tx.today)]
    if strange := set(new.evidence) - {row.evidence_id for row in rows}:
        raise EvidenceNotFound(f"evidence 中有 {len(strange)} 项不是贵企业现行有效的凭证；请核对凭证编号")
    mine = [row for row in rows if spelled(row.ref) == spelled(new.talent_id)]
    if set(new.evidence) - {row.evidence_id for row in mine}:
        raise Refusal("evidence 中有不是此人的凭证；登记凭证时，请在 ref 中填写人员编号 talent_id")
    return [row for row in mine if row.evidence_id in new.evidence or row.state == "verified"]
