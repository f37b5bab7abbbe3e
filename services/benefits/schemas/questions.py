"""A question to the measures, as a caller writes it. Money in yuan strings."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from services.benefits.domain.cases import Thing
from services.benefits.domain.facts import ASKERS, FACTS, OWN_FACTS, SubjectKind
from services.benefits.measures import SEED
from services.benefits.schemas import calculation_examples as examples
from services.benefits.schemas.catalogue import SetName
from services.benefits.schemas.facts import FactsIn, LoanFacts, PersonFacts, PlotFacts, ProductFacts, values
from services.benefits.service.calculations import Asked, SupposedTitle
from shared.days import Day, add_years
from shared.strict import Body
from shared.values import CreditCode, HeldTier, Money, YuanIn

_MOST_THINGS: Final = 50
_MOST_LOANS: Final = 20
_LONGEST_LOAN: Final = 40
"""In years: each is split by calendar year, with its steps"""
Ref = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{2,60}$")]
Received = Annotated[
    dict[Code, YuanIn],
    Field(max_length=100, description="此前已领取（额度为已使用）的金额，元；按 benefit_code"),
]
ByYear = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}$")], YuanIn], Field(max_length=60)
]


class TitleIn(Body):
    """A title taken for held."""

    tier: HeldTier
    recognised_on: Day | None = Field(default=None, description="认定日；省略为计算日")
    valid_until: Day | None = Field(default=None, description="有效期的最后一天；省略为三年")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.recognised_on and self.valid_until and self.valid_until < self.recognised_on:
            raise ValueError("称号的有效期不能早于认定日")
        return self

    def supposed(self) -> SupposedTitle:
        return SupposedTitle(self.tier, self.recognised_on, self.valid_until)


class ProductIn(ProductFacts):
    """企业的产品"""

    ref: Ref = Field(description="自取的名称，结果据此对应", examples=["高精度传感器"])
    received: Received = Field(default_factory=dict)


class PlotIn(PlotFacts):
    """企业的项目用地"""

    ref: Ref = Field(description="自取的名称，结果据此对应", examples=["一号地块"])
    received: Received = Field(default_factory=dict)


class LoanIn(LoanFacts):
    """企业的贷款"""

    ref: Ref = Field(description="自取的名称，结果据此对应；放款日相同时按此排序", examples=["L1"])
    received: Received = Field(default_factory=dict)
    interest_paid: ByYear = Field(default={}, description="各年实付利息，元，不含罚息；省略的年份为不知道")
    other_subsidies: ByYear = Field(default={}, description="同一贷款各年已得的其他贴息，元")

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        dates = values(self)
        drawn_on, matures_on, repaid_on = (dates.get(name) for name in ("drawn_on", "matures_on", "repaid_on"))
        if not isinstance(drawn_on, date):
            return self
        if any(isinstance(end, date) and end < drawn_on for end in (matures_on, repaid_on)):
            raise ValueError("到期日、提前还清日不能早于放款日")
        if isinstance(matures_on, date) and matures_on > add_years(drawn_on, _LONGEST_LOAN):
            raise ValueError(f"贷款期限不得超过{_LONGEST_LOAN}年")
        return self


class PersonIn(PersonFacts):
    """企业的人员"""

    ref: Ref = Field(description="自取的代号，不是姓名", examples=["董事长"])
    received: Received = Field(default_factory=dict)


_THINGS: Final[Mapping[str, SubjectKind]] = {
    "products": SubjectKind.PRODUCT,
    "plots": SubjectKind.PLOT,
    "loans": SubjectKind.LOAN,
    "people": SubjectKind.PERSON,
}


class CalculationIn(Body):
    """A made-up subject; or with `uscc` a registered enterprise, and what is supposed over what is known of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUESTION]})

    policy_set: SetName = SEED
    on: Day | None = Field(default=None, description="按哪一天计算；省略为今天")
    uscc: CreditCode | None = Field(default=None, description="已登记的企业；须有权查看")
    subject: Annotated[SubjectKind, Field(strict=False, json_schema_extra={"enum": [*ASKERS]})] = SubjectKind.ENTERPRISE
    titles: list[TitleIn] | None = Field(
        default=None, max_length=20, description="称号；[] 表示没有，省略表示不知道。已登记的企业为另外假定持有的"
    )
    facts: FactsIn = Field(default_factory=FactsIn)
    products: list[ProductIn] = Field(default=[], max_length=_MOST_THINGS)
    plots: list[PlotIn] = Field(default=[], max_length=_MOST_THINGS)
    loans: list[LoanIn] = Field(default=[], max_length=_MOST_LOANS)
    people: list[PersonIn] = Field(default=[], max_length=_MOST_THINGS)
    received: Received = Field(default_factory=dict)
    measures: list[Code] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="只算这些条款；省略为该对象的全部",
    )

    @model_validator(mode="after")
    def _fits_the_subject(self) -> Self:
        if self.subject not in ASKERS:
            raise ValueError(f"subject 应为 {'、'.join(ASKERS)} 之一；产品、用地、贷款、人员随企业给出")
        own = OWN_FACTS[self.subject]
        if strange := [name for name in values(self.facts) if name not in own]:
            raise ValueError(f"“{FACTS[strange[0]].label}”不是{self.subject.label}的情况")
        if self.subject is not SubjectKind.ENTERPRISE and (self.titles or any(self._things())):
            raise ValueError("只有企业有称号、产品、用地、贷款与人员")
        for name in _THINGS:
            refs = [one.ref for one in getattr(self, name)]
            if len(set(refs)) < len(refs):
                raise ValueError(f"{name} 中 ref 重复")
        return self

    def _things(self) -> Iterator[Thing]:
        for name, kind in _THINGS.items():
            for one in getattr(self, name):
                yield Thing(
                    kind=kind,
                    ref=one.ref,
                    facts=values(one),
                    received=_fen(one.received),
                    interest_paid=fen_by_year(getattr(one, "interest_paid", {})),
                    other_subsidies=fen_by_year(getattr(one, "other_subsidies", {})),
                )

    def asked(self) -> Asked:
        return Asked(
            policy_set=self.policy_set,
            on=self.on,
            uscc=self.uscc,
            kind=self.subject,
            facts=values(self.facts),
            titles=None if self.titles is None else tuple(one.supposed() for one in self.titles),
            things=tuple(self._things()),
            received=_fen(self.received),
            only=None if self.measures is None else tuple(dict.fromkeys(self.measures)),
        )


def _fen(received: Mapping[str, str]) -> dict[str, int]:
    return {code: int(Money.from_yuan(amount)) for code, amount in received.items()}


def fen_by_year(amounts: Mapping[str, str]) -> dict[int, int]:
    return {int(year): int(Money.from_yuan(amount)) for year, amount in amounts.items()}
