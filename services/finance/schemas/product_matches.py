"""Products that suit an enterprise, ranked by what they cost; the arithmetic shown."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.products.costs import Need, Purpose, SubsidyStatus
from services.finance.domain.products.matching import Match
from services.finance.domain.products.offers import KIND_LABELS, ProductKind
from services.finance.schemas import product_examples as examples
from services.finance.service.product_matches import Matches
from shared.days import Day
from shared.values import Certainty, Money, Tier, Verdict, YuanIn, yuan

_MATCH = examples.MATCHES["items"][0]


class MatchQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    amount: YuanIn = Field(description="所需金额，元", examples=["5000000.00"])
    months: int = Field(ge=1, le=480, description="期限，月", examples=[12])
    purpose: Annotated[Purpose, Field(strict=False)] = Field(
        default=Purpose.OTHER,
        description="用途：major_rd 重大研发，major_upgrade 重大技改，expansion 投资扩产，other 其他",
    )
    drawn_on: Day | None = Field(default=None, description="放款日；省略为查询日")
    on: Day | None = Field(default=None, description="按哪一天的称号与在售产品；省略为今天")

    def need(self, today: date) -> Need:
        amount = int(Money.from_yuan(self.amount))
        return Need(amount, self.months, self.drawn_on or self.on or today, self.purpose)


class ProductFinding(BaseModel):
    fact: str
    label: str
    used: str
    needed: str
    verdict: Verdict


class LineOut(BaseModel):
    label: str
    text: str = Field(description="算式")
    amount: str = Field(description="元；减去的为负")


class MatchOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_MATCH]})

    place: int
    product_id: str
    number: int
    institution_id: str
    institution_name: str
    kind: ProductKind
    kind_label: str
    name: str
    verdict: Verdict = Field(description="met 适合，unknown 缺数据、不等于否，unmet 不适合")
    reason: str
    findings: list[ProductFinding]
    rate_certainty: Certainty
    lines: list[LineOut] = Field(description="逐项相加即为费用")
    cost: str | None = Field(description="贴息前的费用，元；面议为 null")
    subsidy: SubsidyStatus = Field(description="none 无对应政策，granted 可得，refused 不符合，unknown 未知")
    subsidy_text: str
    cost_after_subsidy: str | None = Field(description="贴息后的费用，元；贴息未知时为 null，不作估计")

    @classmethod
    def of(cls, place: int, one: Match) -> Self:
        offer, cost = one.offer, one.cost
        return cls(
            place=place,
            product_id=offer.product_id,
            number=offer.number,
            institution_id=offer.institution_id,
            institution_name=offer.institution_name,
            kind=offer.kind,
            kind_label=KIND_LABELS[offer.kind],
            name=offer.name,
            verdict=one.fit.verdict,
            reason=one.fit.reason,
            findings=[
                ProductFinding(fact=f.fact, label=f.label, used=f.used, needed=f.needed, verdict=f.verdict)
                for f in one.fit.findings
            ],
            rate_certainty=offer.certainty,
            lines=[LineOut(label=line.label, text=line.text, amount=yuan(line.fen)) for line in cost.lines],
            cost=_yuan(cost.gross_fen),
            subsidy=cost.subsidy.status,
            subsidy_text=cost.subsidy.words,
            cost_after_subsidy=_yuan(cost.net_fen),
        )


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


class MatchesOut(BaseModel):
    """适合的产品在前，其中贴息后费用低的在前."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MATCHES]})

    uscc: str
    on: date
    tier: Tier
    tier_label: str
    amount: str
    months: int
    drawn_on: date
    matures_on: date
    days: int
    items: list[MatchOut]

    @classmethod
    def of(cls, found: Matches) -> Self:
        need = found.need
        return cls(
            uscc=found.uscc,
            on=found.on,
            tier=found.tier,
            tier_label=found.tier.label,
            amount=yuan(need.amount_fen),
            months=need.months,
            drawn_on=need.drawn_on,
            matures_on=need.matures_on,
            days=need.days,
            items=[MatchOut.of(place, one) for place, one in enumerate(found.matches, 1)],
        )
