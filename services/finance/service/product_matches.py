"""Which products suit an enterprise on a day, and what each costs it after the interest subsidy, asked of benefits.

Finance knows titles, district and industry; other figures are the registry's, and a condition that asks them is
`unknown` here. Benefits is asked with no transaction open; while it is away the subsidy is unknown, never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.finance import store
from services.finance.domain.products.costs import Need, cost
from services.finance.domain.products.matching import Match, fit, ranked
from services.finance.domain.products.offers import Fee, Offer, ProductKind, SubsidyNamed
from services.finance.service.enterprises import visible
from services.finance.service.products import all_on_offer, condition_of
from services.finance.service.subsidies import subsidies_of
from services.finance.store.products import Stated
from shared.callers import Caller
from shared.conditions import Subject
from shared.conditions.enterprises import ENTERPRISE
from shared.db import Database, Tx
from shared.events import Standing, counting_on, tier_on
from shared.peers import Peer
from shared.values import Certainty, Money, Tier


@dataclass(frozen=True)
class Matches:
    uscc: str
    on: date
    tier: Tier
    need: Need
    matches: Sequence[Match]


async def find(db: Database, benefits: Peer, caller: Caller, uscc: str, need: Need, on: date | None) -> Matches:
    async with db.reading() as tx:
        enterprise = await visible(tx, caller, uscc, "enterprise.read")
        day = on or tx.today
        subject, tier = await known_facts(tx, enterprise, day)
        offers = [offer_of(one) for one in await all_on_offer(tx, day)]
        current: str = enterprise.uscc
    subsidies = await subsidies_of(benefits, current, [(offer, need) for offer in offers])
    found = [
        Match(offer, fit(offer, need, subject, tier), cost(offer, need, subsidy))
        for offer, subsidy in zip(offers, subsidies, strict=True)
    ]
    return Matches(current, day, tier, need, ranked(found))


async def known_facts(tx: Tx, enterprise: Any, on: date) -> tuple[Subject, Tier]:
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
