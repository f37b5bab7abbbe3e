"""What a claim is to be paid: the calculation of its case, from what is said, brought and recorded."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from services.benefits import measures, store
from services.benefits.domain.calculation import Calculation, Result
from services.benefits.domain.cases import Thing
from services.benefits.domain.claims import Claim, Refusal, Way, interest
from services.benefits.domain.claims import occasions as o
from services.benefits.domain.formulas import InterestSubsidy
from services.benefits.problems import ClaimUnqualified, EvidenceNotFound
from services.benefits.service import calculations, enterprises, proofs
from services.benefits.service.calculations import Asked
from services.benefits.service.catalogue import Listed
from services.benefits.service.loans import books
from services.benefits.store.tables import EvidenceRow
from shared.callers import Caller
from shared.conditions import Value
from shared.db import Tx
from shared.values import Verdict, spelled, yuan


@dataclass(frozen=True, slots=True)
class Said:
    """What the enterprise says of the case."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    thing: Thing | None = None
    """The product or loan it is about, as the enterprise describes it"""


@dataclass(frozen=True, slots=True)
class NewClaim:
    benefit_code: str
    account_id: str
    policy_set: str = measures.SEED
    wanted: o.Wanted = field(default_factory=o.Wanted)
    said: Said = field(default_factory=Said)
    evidence: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a claim would be paid, and the calculation that says so."""

    receipt_id: str
    amount_fen: int
    result: Result


@dataclass(frozen=True, slots=True)
class _Question:
    """What decides a claim: the case it is calculated from, beside the claims of the same legal person."""

    enterprise_id: str
    listed: Listed
    new: NewClaim
    proven: proofs.Proven
    """By the evidence it rests on, verified or to be verified before it is accepted"""
    there: Sequence[Claim]
    on: date

    @property
    def asked(self) -> Asked:
        said = self.new.said
        given = () if said.thing is None else (said.thing,)
        return Asked(
            policy_set=self.listed.policy_set.policy_set,
            on=self.on,
            facts={**said.facts, **self.proven.facts},
            things=proofs.with_things(given, self.proven.things),
            only=(self.listed.measure.benefit_code,),
        )


async def judge(
    tx: Tx,
    caller: Caller,
    uscc: str,
    listed: Listed,
    new: NewClaim,
    way: Way,
    there: Sequence[Claim],
    on: date | None = None,
) -> Judged:
    """Raises Refusal, ClaimUnqualified: the calculation says no, or cannot say yes with what is known."""
    enterprise = await enterprises.visible(tx, caller, uscc)
    brought = await _brought(tx, enterprise.enterprise_id, new, tx.today)
    if way is Way.APPLICATION:
        o.check_evidence(listed.measure, [row.kind for row in brought])
    on = on or o.calculated_on(listed.measure, new.wanted, tx.today)
    question = _Question(enterprise.enterprise_id, listed, new, proofs.stated(brought), there, on)
    asked, ref, payable = await _QUESTIONS.get(type(listed.measure.formula), _of_the_case)(tx, question)
    receipt, made = await calculations.keep_made(tx, caller, replace(asked, uscc=uscc))
    result = _of_ref(made.results, ref)
    if result.verdict is not Verdict.MET or result.amount_fen is None:
        raise ClaimUnqualified(f"{result.reason}；请对照所需条件补充情况或凭证后再提出")
    amount = payable(made, result.amount_fen)
    if amount <= 0:
        raise ClaimUnqualified(f"扣除已领取、已申请的金额，本次应付 {yuan(0)} 元，无须再提出；计算步骤可用政策计算查看")
    return Judged(receipt.receipt_id, amount, result)


def _of_ref(results: Sequence[Result], ref: str) -> Result:
    """Of the thing the claim is about, or of the enterprise itself."""
    return next((one for one in results if spelled(one.ref) == spelled(ref)), results[0])


async def _brought(tx: Tx, enterprise_id: str, new: NewClaim, today: date) -> list[EvidenceRow]:
    """The evidence listed, with what is verified of this thing or of the enterprise anyway. Raises EvidenceNotFound."""
    rows = [row for row in await store.evidence.standing(tx, enterprise_id) if proofs.good_on(row, today)]
    if strange := set(new.evidence) - {row.evidence_id for row in rows}:
        raise EvidenceNotFound(f"evidence 中有 {len(strange)} 项不是贵企业现行有效的凭证；请核对凭证编号")
    return [
        row
        for row in rows
        if row.evidence_id in new.evidence
        or (row.state == "verified" and spelled(row.ref) in ("", spelled(new.wanted.ref)))
    ]


# ---- by formula ----------------------------------------------------------------------------------------

Payable = Callable[[Calculation, int], int]
"""Fen of a claim, by the calculation made and what it says of this one alone"""


Question = tuple[Asked, str, Payable]
"""With what the thing the claim is about is called in it"""


async def _of_the_case(_: Tx, question: _Question) -> Question:
    return question.asked, question.new.wanted.ref, lambda _, own_fen: own_fen


async def _of_a_loan(tx: Tx, question: _Question) -> Question:
    """A year of a loan that is recorded. What it is and what was paid its bank says, not who applies; of all loans of
    the year together no more is claimed than they carry together."""
    new, year = question.new, question.on.year
    if new.said.thing is not None and new.said.thing != Thing(new.said.thing.kind, new.said.thing.ref):
        raise Refusal("贷款的金额、日期与实付利息以登记的为准，只须写明 ref；登记有误的，请由放款银行或主管部门更正")
    recorded = await books.thing(tx, question.enterprise_id, new.wanted.loan_id, question.on)
    loan = recorded.loan((), ()) if recorded else None
    if recorded is None or loan is None:
        raise Refusal("ref 不是贵企业已登记的贷款合同编号；请在“企业的贷款”中核对，未登记的请由放款银行或主管部门登记")
    interest.check_ripe(loan, year, tx.today)
    code = question.listed.measure.benefit_code
    others = [one for one in question.there if one.benefit_code == code]
    occasion = o.occasion(question.listed.measure, replace(new.wanted, year=year), tx.today)
    left = interest.taken_of(year, others, but=occasion)
    proven = [replace(one, ref=recorded.ref) for one in question.proven.things if _is_it(one, new.wanted)]
    asked = replace(question.asked, things=books.over(proven, (recorded,)), year=year)
    return asked, recorded.ref, lambda made, own_fen: min(own_fen, sum(made.totals.values()) - left)


def _is_it(one: Thing, wanted: o.Wanted) -> bool:
    return spelled(one.ref) == spelled(wanted.ref)


_QUESTIONS: Final[Mapping[type, Callable[[Tx, _Question], Awaitable[Question]]]] = {
    InterestSubsidy: _of_a_loan,
}
"""By the formula of the measure; else the case as it is said and proven"""
