"""What the interest subsidy of a loan comes to, asked of benefits with no transaction open; never a guess."""

import asyncio
from collections.abc import Sequence
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from services.finance.domain.products.costs import NO_SUBSIDY, Need, Subsidy, SubsidyStatus
from services.finance.domain.products.offers import LENDING, Offer, SubsidyNamed
from shared.peers import Peer, PeerAway
from shared.values import Money, Verdict

_AWAY: Final = "政策服务暂时没有回应，贴息未知；请稍后再试"
_NOT_FOUND: Final = "政策服务没有这项贴息条款，贴息未知"
_REF: Final = "L1"
_RATE_PENDING: Final = "RATE_PENDING"
"""In a step of benefits' arithmetic: the LPR of that year is not published."""


class _Question(NamedTuple):
    """Asked once, however many offers it is about."""

    named: SubsidyNamed
    by_bank: bool
    need: Need


class _Step(BaseModel):
    model_config = ConfigDict(extra="ignore")

    label: str
    text: str


class _Result(BaseModel):
    model_config = ConfigDict(extra="ignore")

    ref: str
    label: str
    verdict: Verdict
    reason: str
    amount: str | None
    steps: list[_Step]

    @property
    def pending(self) -> list[str]:
        """Years whose rate nobody knows yet: the amount is then of the other years only."""
        return [step.label for step in self.steps if _RATE_PENDING in step.text]


class _Calculation(BaseModel):
    model_config = ConfigDict(extra="ignore")

    legal_note: str
    results: list[_Result]


async def subsidies_of(benefits: Peer, uscc: str, loans: Sequence[tuple[Offer, Need]]) -> list[Subsidy]:
    """What each of these is subsidised with, were it lent to this enterprise."""
    questions = [_question(offer, need) for offer, need in loans]
    asked = list(dict.fromkeys(one for one in questions if one is not None))
    answers = dict(zip(asked, await asyncio.gather(*(_asked(benefits, uscc, one) for one in asked)), strict=True))
    return [NO_SUBSIDY if one is None else answers[one] for one in questions]


def _question(offer: Offer, need: Need) -> _Question | None:
    return _Question(offer.subsidy, offer.by_bank, need) if offer.subsidy and offer.kind in LENDING else None


async def _asked(benefits: Peer, uscc: str, question: _Question) -> Subsidy:
    """What the measure gives this enterprise for a loan of that amount, term and purpose."""
    named, by_bank, need = question
    loan = {
        "ref": _REF,
        "principal": Money(need.amount_fen).yuan,
        "drawn_on": need.drawn_on.isoformat(),
        "matures_on": need.matures_on.isoformat(),
        "purpose": need.purpose.value,
        "lender": "bank" if by_bank else "other",
        "overdue": False,
    }
    asked = {"policy_set": named.policy_set, "uscc": uscc, "measures": [named.measure], "loans": [loan]}
    try:
        answer = await benefits.work_out("/v1/calculations", asked)
        if answer is None:
            return Subsidy(SubsidyStatus.UNKNOWN, _NOT_FOUND)
        said = _Calculation.model_validate(answer)
    except (PeerAway, ValidationError):
        return Subsidy(SubsidyStatus.UNKNOWN, _AWAY)
    result = next((one for one in said.results if one.ref == _REF), None)
    return Subsidy(SubsidyStatus.UNKNOWN, _NOT_FOUND) if result is None else _read(result, said.legal_note)


def _read(result: _Result, legal_note: str) -> Subsidy:
    if result.verdict is Verdict.UNMET:
        return Subsidy(SubsidyStatus.REFUSED, f"不符合“{result.label}”：{result.reason}")
    if result.pending:
        known = f"；其余年度合计 {result.amount} 元" if result.amount else ""
        words = f"“{result.label}”尚不能算出：{'、'.join(result.pending)}1月份LPR尚未发布{known}（{legal_note}）"
        return Subsidy(SubsidyStatus.UNKNOWN, words)
    if result.verdict is Verdict.MET and result.amount is not None:
        words = f"“{result.label}”（{legal_note}）"
        return Subsidy(SubsidyStatus.GRANTED, words, int(Money.from_yuan(result.amount)))
    return Subsidy(SubsidyStatus.UNKNOWN, f"“{result.label}”尚不能算出：{result.reason}")
