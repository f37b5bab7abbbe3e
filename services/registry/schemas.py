"""Shapes of the registry that cross HTTP. Money in yuan strings; never a table."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry import domain
from services.registry.service.changes import Consequences
from services.registry.service.enterprises import Figures, NewEnterprise
from services.registry.service.imports import INDUSTRY_PATTERN
from services.registry.service.titles import Changed, new_id
from services.registry.store.tables import AnnualFiguresRow, EnterpriseRow
from shared.events import Item, Title, tier_on
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, CreditCode, Day, District, HeldTier, Money, Name, Tier, YuanIn, yuan

DistrictIn = Annotated[District, Field(description="区、县（市）代码 (GB/T 2260)", examples=["330108"])]
IndustryIn = Annotated[
    str,
    StringConstraints(pattern=INDUSTRY_PATTERN),
    Field(description="行业门类与大类 (GB/T 4754-2017)", examples=["C39"]),
]
TierIn = Annotated[HeldTier, Field(description="梯度", examples=["innovative"])]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Fen = Annotated[YuanIn, Field(description='元，如 "1000000.00"', examples=["36000000.00"])]


def _fen(amount: str | None) -> int | None:
    return None if amount is None else int(Money.from_yuan(amount))


class EnterpriseIn(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "uscc": "91330108MAXB0012XH",
                    "name": "示例传感技术有限公司",
                    "district": "330108",
                    "industry": "C39",
                    "staff": 86,
                    "revenue": "36000000.00",
                }
            ]
        }
    )

    uscc: CreditCode
    name: Name
    district: DistrictIn
    industry: IndustryIn
    staff: Count | None = None
    revenue: Fen | None = None

    def to_new(self) -> NewEnterprise:
        return NewEnterprise(self.uscc, self.name, self.district, self.industry, self.staff, _fen(self.revenue))


class EnterprisePatch(Body):
    """What to correct; members left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "示例传感科技有限公司"}]})

    name: Name | None = None
    district: DistrictIn | None = None
    industry: IndustryIn | None = None
    staff: Count | None = None

    def values(self) -> dict[str, object]:
        return self.model_dump(exclude_none=True)


class FiguresIn(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "staff": 86,
                    "revenue": "36000000.00",
                    "main_revenue": "34000000.00",
                    "rd_expense": "2700000.00",
                }
            ]
        }
    )

    staff: Count
    revenue: Fen
    main_revenue: Fen | None = None
    rd_expense: Fen | None = None
    net_profit: Annotated[str | None, StringConstraints(pattern=r"^-?\d{1,13}(\.\d{1,2})?$")] = None
    total_assets: Fen | None = None
    total_debt: Fen | None = None
    rd_staff: Count | None = None

    def to_figures(self, year: int) -> Figures:
        return Figures(
            year=year,
            staff=self.staff,
            revenue_fen=int(Money.from_yuan(self.revenue)),
            main_revenue_fen=_fen(self.main_revenue),
            rd_expense_fen=_fen(self.rd_expense),
            net_profit_fen=_signed_fen(self.net_profit),
            total_assets_fen=_fen(self.total_assets),
            total_debt_fen=_fen(self.total_debt),
            rd_staff=self.rd_staff,
        )


def _signed_fen(amount: str | None) -> int | None:
    """A loss is a negative profit."""
    if amount is None:
        return None
    fen = int(Money.from_yuan(amount.removeprefix("-")))
    return -fen if amount.startswith("-") else fen


class FiguresOut(BaseModel):
    year: int
    staff: int
    revenue: str
    main_revenue: str | None
    rd_expense: str | None
    net_profit: str | None
    total_assets: str | None
    total_debt: str | None
    rd_staff: int | None
    reported_at: datetime

    @classmethod
    def of(cls, row: AnnualFiguresRow) -> Self:
        money = ("revenue", "main_revenue", "rd_expense", "net_profit", "total_assets", "total_debt")
        amounts = {name: getattr(row, f"{name}_fen") for name in money}
        return cls(
            year=row.year,
            staff=row.staff,
            rd_staff=row.rd_staff,
            reported_at=row.reported_at,
            **{name: None if fen is None else yuan(fen) for name, fen in amounts.items()},
        )


class TierOut(BaseModel):
    tier: Tier
    label: str
    as_of: date

    @classmethod
    def on(cls, titles: tuple[Title, ...], day: date) -> Self:
        tier = tier_on(titles, day)
        return cls(tier=tier, label=tier.label, as_of=day)


class EnterpriseOut(BaseModel):
    enterprise_id: str
    uscc: str
    name: str
    district: str
    district_name: str
    industry: str
    staff: int | None
    revenue: str | None
    version: int
    registered_at: datetime

    @classmethod
    def of(cls, row: EnterpriseRow) -> Self:
        return cls(
            enterprise_id=row.enterprise_id,
            uscc=row.uscc,
            name=row.name,
            district=row.district,
            district_name=DISTRICTS[row.district],
            industry=row.industry,
            staff=row.staff,
            revenue=None if row.revenue_fen is None else yuan(row.revenue_fen),
            version=row.version,
            registered_at=row.registered_at,
        )


class ProfileOut(EnterpriseOut):
    """企业 with its titles, and the tier they give it on the day asked for."""

    standing: TierOut
    titles: list[Title]
    figures: list[FiguresOut]


class ListedEnterprise(EnterpriseOut):
    tier: Tier


class EnterprisePage(BaseModel):
    items: list[ListedEnterprise]
    next_cursor: str | None


class EnterpriseQuery(PageQuery):
    district: DistrictIn | None = None
    tier: Tier | None = None


class _DecisionIn(Body):
    authority: Name = Field(description="认定机关", examples=["浙江省经济和信息化厅"])
    document: Name = Field(description="文件名称与文号", examples=["示例文号〔2026〕第1批"])


class RecognitionIn(_DecisionIn):
    tier: TierIn
    number: Name = Field(description="证书编号", examples=["示例-2026-0001"])
    recognised_on: Day = Field(description="认定日期", examples=["2026-11-01"])
    valid_until: Day | None = Field(default=None, description="省略则为认定之日起三年", examples=["2029-10-31"])

    def to_decision(self) -> domain.Recognition:
        return domain.Recognition(new_id(), **dict(self))


class RenewalIn(_DecisionIn):
    number: Name | None = Field(default=None, description="新证书编号；省略则沿用", examples=["示例-2029-0001"])
    decided_on: Day = Field(description="复核决定日期", examples=["2026-11-01"])

    def to_decision(self, title_id: str) -> domain.Renewal:
        return domain.Renewal(new_id(), renews=title_id, **dict(self))


class RevocationIn(Body):
    ground: Annotated[domain.Ground, Field(strict=False, description="撤销事由", examples=["unqualified"])]
    document: Name = Field(description="撤销文件", examples=["示例撤销文号〔2026〕1号"])
    decided_on: Day = Field(description="撤销决定日期，当日起不再有效", examples=["2026-11-01"])

    def to_decision(self, title_id: str) -> domain.Revocation:
        return domain.Revocation(title_id, **dict(self))


class ChangedOut(BaseModel):
    """The titles after a decision; `change_id` leads to what it did everywhere."""

    change_id: str | None
    standing: TierOut
    titles: list[Title]

    @classmethod
    def of(cls, changed: Changed, today: date) -> Self:
        return cls(
            change_id=changed.change_id,
            standing=TierOut.on(changed.titles, today),
            titles=list(changed.titles),
        )


class RowErrorOut(BaseModel):
    row: int
    column: str | None
    reason: str


class ImportReport(BaseModel):
    dry_run: bool
    rows: int
    recorded: int
    unchanged: int
    registered: int
    errors: list[RowErrorOut]

    model_config = ConfigDict(from_attributes=True)


class ItemOut(BaseModel):
    code: str
    label: str
    amount: str | None
    certainty: str
    reason: str

    @classmethod
    def of(cls, item: Item) -> Self:
        amount = None if item.amount_fen is None else yuan(item.amount_fen)
        return cls(code=item.code, label=item.label, amount=amount, certainty=item.certainty, reason=item.reason)


class ServiceConsequence(BaseModel):
    service: str
    gained: list[ItemOut]
    lost: list[ItemOut]
    ahead: list[ItemOut]


class ChangeOut(BaseModel):
    """One change of titles and the consequence record: what it did in every service."""

    change_id: str
    kind: str
    previous_tier: Tier
    current_tier: Tier
    reason: str
    reason_text: str
    effective_on: date
    recorded_at: datetime
    complete: bool
    missing: list[str]
    consequences: list[ServiceConsequence]

    @classmethod
    def of(cls, one: Consequences) -> Self:
        row = one.change
        return cls(
            change_id=row.change_id,
            kind=row.kind,
            previous_tier=Tier(row.previous_tier),
            current_tier=Tier(row.current_tier),
            reason=row.reason,
            reason_text=row.reason_text,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            complete=not one.missing,
            missing=list(one.missing),
            consequences=[
                ServiceConsequence(
                    service=service,
                    gained=[ItemOut.of(item) for item in record.gained],
                    lost=[ItemOut.of(item) for item in record.lost],
                    ahead=[ItemOut.of(item) for item in record.ahead],
                )
                for service, record in sorted(one.records.items())
            ],
        )


class ChangePage(BaseModel):
    items: list[ChangeOut]
    next_cursor: str | None
