"""Facts of an enterprise as it makes them up to see what would be said. Money in yuan strings."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from services.registry.domain.answers import QUESTIONS, Value
from services.registry.domain.profile import InstitutionLevel, IpClass
from services.registry.domain.suppositions import Supposed
from services.registry.domain.wording import KIND_LABELS
from services.registry.schemas.enterprises import Count, Fen
from shared.days import Day
from shared.strict import Body
from shared.values import HOLDABLE, HeldTier, Money

Signed = Annotated[str, Field(pattern=r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$", description="元，亏损为负")]
_MONEY: Final = frozenset({"revenue", "main_revenue", "rd_expense", "net_profit", "total_assets", "total_debt"})
AnswerText = Annotated[str, Field(max_length=120)]
Rank = Annotated[int, Field(ge=1, le=1_000, description="名次")]


def _known_kind(kind: str) -> str:
    if kind not in KIND_LABELS:
        raise ValueError("认定标准不问这一类资质或奖励")
    return kind


def _answer(name: str, text: str) -> Value:
    """Raises ValueError, in words for whoever fills it in."""
    if name not in QUESTIONS:
        raise ValueError("有认定标准不问的事实；可填的名称见 /registry/v1/profile-questions")
    try:
        return QUESTIONS[name].read(text)
    except ValueError as fault:
        raise ValueError(f"“{QUESTIONS[name].label}”{fault}") from fault


class SupposedReport(Body):
    """年报 of one year: what is left out stays as it is known."""

    year: Annotated[int, Field(ge=1990, le=2199)]
    staff: Count | None = None
    rd_staff: Count | None = None
    revenue: Fen | None = None
    main_revenue: Fen | None = None
    rd_expense: Fen | None = None
    net_profit: Signed | None = None
    total_assets: Fen | None = None
    total_debt: Fen | None = None

    def figures(self) -> dict[str, int]:
        given = self.model_dump(exclude={"year"}, exclude_none=True)
        money = {f"{name}_fen": int(Money.from_signed_yuan(given.pop(name))) for name in _MONEY & given.keys()}
        return money | given


class SupposedIp(Body):
    """知识产权 of each class, related to the main product (63号 附件4)."""

    i_high_value: Count = 0
    i_own: Count = 0
    i: Count = 0
    ii: Count = 0


class SupposedCredential(Body):
    kind: Annotated[
        str,
        Field(max_length=60),
        AfterValidator(_known_kind),
        WithJsonSchema({"type": "string", "enum": [*KIND_LABELS]}),
    ]
    on: Day
    valid_until: Day | None = None
    rank: Rank | None = None


class SupposedRound(Body):
    """合格机构投资者实缴"""

    on: Day
    amount: Fen


class FactsIn(Body):
    """What to take for true; what is left out stays as it is known. An empty list says: none."""

    annual_reports: list[SupposedReport] = Field(default=[], max_length=10)
    ip: SupposedIp | None = None
    institution: Annotated[InstitutionLevel, Field(strict=False, description="研发机构级别")] | None = None
    credentials: list[SupposedCredential] | None = Field(default=None, max_length=50)
    equity_rounds: list[SupposedRound] | None = Field(default=None, max_length=50)
    answers: dict[str, AnswerText] = Field(
        default={}, max_length=len(QUESTIONS), description="其他事实：名称与写法见 /registry/v1/profile-questions"
    )
    titles: list[HeldTier] = Field(default=[], max_length=len(HOLDABLE), description="假定还持有的称号")

    @model_validator(mode="after")
    def _names_each_once_and_answers_as_asked(self) -> "FactsIn":
        if len({one.year for one in self.annual_reports}) < len(self.annual_reports):
            raise ValueError("同一年度只能出现一次")
        if len(set(self.titles)) < len(self.titles):
            raise ValueError("同一称号只能出现一次")
        for name, value in self.answers.items():
            _answer(name, value)
        return self

    def supposed(self) -> Supposed:
        credentials, rounds = self.credentials, self.equity_rounds
        return Supposed(
            reports={one.year: one.figures() for one in self.annual_reports},
            ip=None if self.ip is None else {one: getattr(self.ip, one.value) for one in IpClass},
            institution=self.institution,
            credentials=None
            if credentials is None
            else tuple((one.kind, one.on, one.valid_until, one.rank) for one in credentials),
            equity_rounds=None
            if rounds is None
            else tuple((one.on, int(Money.from_yuan(one.amount))) for one in rounds),
            answers={name: _answer(name, value) for name, value in self.answers.items()},
            titles=tuple(self.titles),
        )
