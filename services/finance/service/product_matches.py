"""Which products suit an enterprise on a day, and what each costs it after the interest subsidy, asked of benefits.

Finance knows titles, district and industry; other figures are the registry's, and a condition that asks them is
`unknown` here. Benefits is asked with no transaction open; while it is away the subsidy is unknown, never a guess.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from services.finance import store
from services.finance.domain.products.costs import NO_SUBSIDY, Need, Subsidy, SubsidyStatus, cost
from services.finance.domain.products.matching import Match, fit, ranked
from services.finance.domain.products.offers import LENDING, Fee, Offer, ProductKind, SubsidyNamed
from services.finance.service.products import all_on_offer, condition_of
from services.finance.store.products import Stated
from shared.callers import Caller
from shared.conditions import Subject
from shared.conditions.enterprises import ENTERPRISE
from shared.db import Database, Tx
from shared.events import Standing, counting_on, tier_on
from shared.known import EnterpriseUnknown
from shared.peers import Peer, PeerAway
from shared.permissions import Matter, decide
from shared.values import Certainty, Money, Tier, Verdict

_AWAY: Final = "政策服务暂时没有回应，贴息未知；请稍后再试"
_NOT_FOUND: Final = "政策服务没有这项贴息条款，贴息未知"
_REF: Final = "L1"
_RATE_PENDING: Final = "RATE_PENDING"
"""In a step of benefits' arithmetic: the LPR of that year is not published."""


@dataclass(frozen=True)
class Matches:
    uscc: str
    on: date
    tier: Tier
    need: Need
    matches: Sequence[Match]


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


Question = tuple[SubsidyNamed, bool]
"""The measure, and whether a bank lends"""


async def find(db: Database, benefits: Peer, caller: Caller, uscc: str, need: Need, on: date | None) -> Matches:
    async with db.reading() as tx:
        enterprise = await _enterprise(tx, caller, uscc)
        day = on or tx.today
        subject, tier = await _known(tx, enterprise, day)
        offers = [offer_of(one) for one in await all_on_offer(tx, day)]
        current: str = enterprise.uscc
    questions = {question for offer in offers if (question := _question(offer))}
    asked = sorted(questions, key=lambda one: (one[0].policy_set, one[0].measure, one[1]))
    answers = await asyncio.gather(*(_subsidy(benefits, current, need, one) for one in asked))
    subsidies = dict(zip(asked, answers, strict=True))
    found = [
        Match(offer, fit(offer, need, subject, tier), cost(offer, need, _of(subsidies, offer))) for offer in offers
    ]
    return Matches(current, day, tier, need, ranked(found))


async def _enterprise(tx: Tx, caller: Caller, uscc: str) -> Any:
    enterprise = await store.KNOWN.find(tx, uscc)
    usccs = () if enterprise is None else await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    if enterprise is None or not decide(caller, "enterprise.read", Matter(usccs=usccs, district=enterprise.district)):
        raise EnterpriseUnknown("请核对统一社会信用代码，或先办理登记")
    return enterprise


async def _known(tx: Tx, enterprise: Any, on: date) -> tuple[Subject, Tier]:
    """What the registry told finance: who never had a title has none."""
    entries = await store.shared_list.entries(tx, [enterprise.enterprise_id])
    titles = Standing.model_validate_json(entries[0].standing).titles if entries else ()
    held = frozenset(title.tier.value for title in counting_on(titles, on))
    facts = {"title": held, "district": enterprise.district, "industry": enterprise.industry}
    return Subject(ENTERPRISE, facts), tier_on(titles, on)


def offer_of(stated: Stated) -> Offer:
    terms: dict[str, Any] = stated.version.model_dump()
    said = _terms(stated.version.terms)
    named = said.subsidy
    return Offer(
        product_id=terms["product_id"],
        number=terms["number"],
        institution_id=stated.product.institution_id,
        institution_name=stated.institution_name,
        by_bank=stated.institution_kind == "bank",
        kind=ProductKind(terms["kind"]),
        name=terms["name"],
        condition=condition_of(said.conditions),
        rate=said.rate,
        certainty=said.rate_certainty,
        guarantee_rate=said.guarantee_rate,
        fees=tuple(Fee(one.label, one.percent, one.fen) for one in said.fees),
        limits={tier: int(Money.from_yuan(amount)) for tier, amount in said.limits.items()},
        months=(said.months_min, said.months_max),
        subsidy=SubsidyNamed(named["policy_set"], named["measure"]) if named else None,
        valid_from=terms["valid_from"],
        valid_until=terms["valid_until"],
    )


class _KeptFee(BaseModel):
    label: str
    percent: Decimal | None
    amount: str | None

    @property
    def fen(self) -> int | None:
        return None if self.amount is None else int(Money.from_yuan(self.amount))


class _Kept(BaseModel):
    """The terms as they were entered, read back."""

    model_config = ConfigDict(extra="ignore")

    conditions: dict[str, Any]
    rate: Decimal | None
    rate_certainty: Certainty
    guarantee_rate: Decimal | None
    fees: list[_KeptFee]
    limits: dict[Tier, str]
    months_min: int
    months_max: int
    subsidy: dict[str, str] | None


def _terms(kept: str) -> _Kept:
    return _Kept.model_validate_json(kept)


# ---- the subsidy ----------------------------------------------------------------------------------


def _question(offer: Offer) -> Question | None:
    return (offer.subsidy, offer.by_bank) if offer.subsidy and offer.kind in LENDING else None


def _of(subsidies: Mapping[Question, Subsidy], offer: Offer) -> Subsidy:
    question = _question(offer)
    return NO_SUBSIDY if question is None else subsidies[question]


async def _subsidy(benefits: Peer, uscc: str, need: Need, question: Question) -> Subsidy:
    """What the measure gives this enterprise for a loan of that amount, term and purpose."""
    named, by_bank = question
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
