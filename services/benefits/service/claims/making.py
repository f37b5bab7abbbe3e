"""A claim is made: confirmed where the zone knows that it is owed (免申即享), else applied for; and corrected."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from services.benefits import procedures, store
from services.benefits.domain.cases import Case
from services.benefits.domain.claims import FIELDS, Claim, Desk, Refusal, State, Step, Taken, Way, after, desk_of
from services.benefits.domain.claims import occasions as o
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.receipts import Inputs, inputs_from
from services.benefits.problems import ClaimExists, ClaimRefused, ClaimUnqualified
from services.benefits.service import catalogue, enterprises
from services.benefits.service.catalogue import Listed
from services.benefits.service.claims.advancing import By, begin, write
from services.benefits.service.claims.judging import NewClaim, Said, judge
from services.benefits.service.claims.reading import locked
from services.benefits.service.entitlements import standing
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.edge import require_version
from shared.events import tier_on


@dataclass(frozen=True, slots=True)
class Correction:
    """None: left as it was."""

    account_id: str | None = None
    said: Said | None = None
    evidence: tuple[str, ...] | None = None
    statement: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        values = {
            "account_id": self.account_id, "facts": self.said, "evidence": self.evidence, "statement": self.statement,
        }  # fmt: skip
        return tuple(name for name, value in values.items() if value is not None)


async def make(tx: Tx, caller: Caller, uscc: str, new: NewClaim) -> Claim:
    """One live claim for a legal person, a benefit and an occasion; whoever comes second is told of the first."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "claim.write")
    person = await store.enterprises.lock(tx, enterprise.enterprise_id)
    if person.ended_on is not None:
        raise ClaimRefused(f"该企业已于 {person.ended_on} 注销或被合并，不能再提出兑付；请由承继企业提出")
    listed = await catalogue.measure(tx, new.benefit_code, new.policy_set)
    way = _WAYS[listed.measure.automatic]
    try:
        o.check_claimable(listed.policy_set, listed.measure, tx.today)
        occasion = await _OCCASIONS[way](tx, person.enterprise_id, listed, new)
        there = await store.claims.of_legal_person(tx, person.enterprise_id)
        _check_free(there, listed, occasion)
        o.check_line(listed.measure, new.wanted.ref, there)
        await _check_account(tx, person.enterprise_id, new.account_id)
        judged = await judge(tx, caller, uscc, listed, new, way, there)
    except Refusal as refusal:
        raise ClaimRefused(str(refusal)) from refusal
    told = await standing(tx, person.enterprise_id)
    claim = Claim(
        claim_id=str(uuid4()),
        enterprise_id=person.enterprise_id,
        legal_person_id=person.enterprise_id,
        uscc=person.uscc,
        usccs=(person.uscc,),
        name=person.name,
        district=person.district,
        benefit_code=listed.measure.benefit_code,
        occasion=occasion,
        ref=new.wanted.ref,
        way=way,
        policy_set=listed.policy_set.policy_set,
        clause=listed.measure.clause,
        label=listed.measure.label,
        state=State.CREDIT_CHECK,
        version=1,
        round=1,
        amount_fen=judged.amount_fen,
        certainty=judged.result.certainty,
        receipt_id=judged.receipt_id,
        approvals_needed=procedures.claim_procedure(tx.today).approvers(judged.amount_fen),
        account_id=new.account_id,
        tier=tier_on(told.titles, tx.today),
        titles_version=await store.entitlements.titles_version(tx, person.enterprise_id),
        claimed_on=tx.today,
        claimed_at=tx.now,
        given=_given(o.calculated_on(listed.measure, new.wanted, tx.today), new.said),
        statement=new.statement,
        evidence=new.evidence,
        due_on=_due_on(listed, tx.today),
    )
    return await begin(tx, claim, By(caller.actor, Desk.ENTERPRISE))


async def correct(tx: Tx, caller: Caller, claim_id: str, if_match: str | None, new: Correction) -> Claim:
    """What was returned, mended in what it was returned for and in nothing else; it is judged anew."""
    claim = await locked(tx, caller, claim_id, "claim.write", "申请内容只能由企业自己更正")
    require_version(if_match, claim.version)
    listed = await catalogue.measure(tx, claim.benefit_code, claim.policy_set, claim.claimed_on)
    try:
        desk_of(claim, Step.CORRECT)
        _check_mended(claim, new)
        before = inputs_from(claim.given).case
        said = new.said or Said(before.facts, next(iter(before.things), None))
        asked = NewClaim(
            benefit_code=claim.benefit_code,
            account_id=new.account_id or claim.account_id,
            policy_set=claim.policy_set,
            wanted=o.Wanted(claim.ref, before.on.year),
            said=said,
            evidence=claim.evidence if new.evidence is None else new.evidence,
        )
        await _check_account(tx, claim.enterprise_id, asked.account_id)
        there = await store.claims.of_legal_person(tx, claim.legal_person_id)
        judged = await judge(tx, caller, claim.uscc, listed, asked, claim.way, there, before.on)
        procedure = procedures.claim_procedure(tx.today)
        taken = Taken(Step.CORRECT, words="、".join(FIELDS[name] for name in new.named))
        moved = replace(
            after(claim, taken, procedure, 0, tx.today),
            account_id=asked.account_id,
            evidence=asked.evidence,
            statement=new.statement or claim.statement,
            given=_given(before.on, said),
            amount_fen=judged.amount_fen,
            certainty=judged.result.certainty,
            receipt_id=judged.receipt_id,
            approvals_needed=procedure.approvers(judged.amount_fen),
        )
    except Refusal as refusal:
        raise ClaimRefused(str(refusal)) from refusal
    return await write(tx, claim, moved, taken, By(caller.actor, Desk.ENTERPRISE))


# ---- two ways ---------------------------------------------------------------------------------------


async def _confirmed(tx: Tx, enterprise_id: str, listed: Listed, new: NewClaim) -> str:
    """免申即享: the occasion of the entitlement that is open. Raises Refusal, ClaimUnqualified."""
    if new.said != Said() or new.wanted != o.Wanted():
        raise Refusal("免申即享的事项不必填写情况；请只确认收款账户")
    opened = await store.entitlements.open_for(tx, enterprise_id, listed.measure.benefit_code)
    if opened is None:
        raise ClaimUnqualified(
            f"没有开启的“{listed.measure.label}”享受资格；可在“享受资格”中查看已开启的事项与未开启的原因"
        )
    return opened.occasion


async def _applied(tx: Tx, _: str, listed: Listed, new: NewClaim) -> str:
    return o.occasion(listed.measure, new.wanted, tx.today)


_WAYS: Final = {True: Way.AUTOMATIC, False: Way.APPLICATION}
"""By whether the measure opens on the title alone"""
_OCCASIONS: Final[Mapping[Way, Callable[[Tx, str, Listed, NewClaim], Awaitable[str]]]] = {
    Way.AUTOMATIC: _confirmed,
    Way.APPLICATION: _applied,
}


async def _check_account(tx: Tx, enterprise_id: str, account_id: str) -> None:
    """An account of the enterprise's own; the bank may still be asked about it. Raises Refusal."""
    account = await store.bank_accounts.find(tx, account_id)
    if account is None or account.enterprise_id != enterprise_id or account.state not in _USABLE:
        raise Refusal("account_id 不是贵企业可用的收款账户；请先登记收款账户，再提出兑付")


_USABLE: Final = ("entered", "verified")


def _check_free(there: Sequence[Claim], listed: Listed, occasion: str) -> None:
    for claim in there:
        if claim.live and (claim.benefit_code, claim.occasion) == (listed.measure.benefit_code, occasion):
            raise ClaimExists(
                "同一事项只能兑付一次，贵企业已提出；请查看已有的申请", claim_id=claim.claim_id, state=claim.state
            )


# ---- what is written down ----------------------------------------------------------------------------


def _given(on: date, said: Said) -> str:
    things = () if said.thing is None else (said.thing,)
    return canonical(Inputs(Case(SubjectKind.ENTERPRISE, on, said.facts, None, things), None)).decode()


def _due_on(listed: Listed, today: date) -> date | None:
    days: Any = listed.measure.payment_days
    return None if days is None else today + timedelta(days=days)


def _check_mended(claim: Claim, new: Correction) -> None:
    """Raises Refusal."""
    if foreign := [name for name in new.named if name not in claim.to_mend]:
        raise Refusal(f"退回时只要求更正：{_names(claim.to_mend)}；{_names(foreign)}不能改动，如须改动请撤回后重新提出")
    if left := [name for name in claim.to_mend if name not in new.named]:
        raise Refusal(f"退回要求更正的项尚未更正：{_names(left)}；请更正后提交")


def _names(fields: Sequence[str]) -> str:
    return "、".join(FIELDS[name] for name in fields)
