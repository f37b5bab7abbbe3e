"""Evaluations as officers ask for and read them. Money in yuan strings, shares in percent, days with their half."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits import measures
from services.benefits.domain.evaluation import Compared, Funnel, Median, Reason, Stage, percent
from services.benefits.domain.measures import Category
from services.benefits.schemas import evaluation_examples as examples
from services.benefits.schemas.budgets import SCOPES, Year
from services.benefits.service.evaluation import Asked, Evaluated, Evaluation, Missed
from services.benefits.store.tables import BudgetRow
from shared.pages import PageQuery
from shared.values import DISTRICTS, TIER_LABELS, District, Tier, yuan

METHOD: Final = (
    "到达某一环节或其后任一环节的企业均计入该环节，所以各环节数依次不增；recorded 为该环节本身有记录的企业数。",
    "天数为两个环节均有记录的企业所用整日数的中位数：单数取中间一家，双数取中间两家的平均。",
    "应享金额为已开启资格中金额确定部分的合计（含名义金额与上限），按申请办理的条款在申领前没有金额。",
    "已兑付金额为评估期内银行实际支付的合计，不减追回。",
    "一次性条款在评估期之前已经兑付的企业不再计入；迁移后的企业按现在所在区、县（市）计。",
)
CAVEAT: Final = "仅为获得兑付与应享未获兑付两组企业的中位数比较，不表示政策造成了差异；任一组不足5家的不予显示。"


class EvaluationQuery(BaseModel):
    """Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    year: Year = Field(description="评估年度", examples=[2026])
    policy_set: str = Field(default=measures.SEED, min_length=1, max_length=40, description="政策编号")
    benefit_code: str | None = Field(default=None, min_length=1, max_length=60, description="只看一个条款")
    version_id: str | None = Field(default=None, min_length=1, max_length=36, description="只看一个条款版本施行期间")
    district: District | None = Field(default=None, description="企业所在区、县（市）")
    tier: Tier | None = Field(default=None, description="企业现在的最高梯度", examples=["specialised"])

    def asked(self) -> Asked:
        return Asked(self.year, self.policy_set, self.benefit_code, self.version_id, self.district, self.tier)


class MissedQuery(EvaluationQuery, PageQuery):
    """The same, page by page."""


class StepOut(BaseModel):
    """One stage: how many reached it, how many of them have a record of it, and what stands in those records."""

    stage: Stage
    stage_label: str
    reached: int = Field(description="到达本环节或其后环节的企业数")
    recorded: int = Field(description="其中本环节有记录的企业数")
    amount: str | None = Field(description="元；本环节没有金额则为空")
    of_eligible_percent: Decimal | None = Field(description="占应享，%")
    of_before_percent: Decimal | None = Field(description="占上一环节，%")
    median_days: Decimal | None = Field(description="距上一环节的天数中位数")
    measured: int = Field(description="中位数所依据的企业数")

    @classmethod
    def all_of(cls, funnel: Funnel, spans: Mapping[Stage, Median] | None = None) -> list[Self]:
        found = []
        for step in funnel:
            span = (spans or {}).get(step.stage)
            one = cls(
                stage=step.stage,
                stage_label=step.stage.label,
                reached=step.reached,
                recorded=step.recorded,
                amount=None if step.fen is None else yuan(step.fen),
                of_eligible_percent=step.of_eligible,
                of_before_percent=step.of_before,
                median_days=span.days if span else None,
                measured=span.enterprises if span else 0,
            )
            found.append(one)
        return found


class DistrictPart(BaseModel):
    district: str
    district_label: str
    steps: list[StepOut]


class TierPart(BaseModel):
    tier: Tier
    tier_label: str
    steps: list[StepOut]


class ReasonCount(BaseModel):
    reason: Reason
    reason_label: str
    way_out: str
    enterprises: int


class CostOut(BaseModel):
    """A budget of that year beside what it has spent."""

    budget_id: str
    issuer: str
    issuer_name: str
    limit: str
    reserved: str
    paid: str = Field(description="已支付，减去已退回")
    available: str
    used_percent: Decimal | None = Field(description="已支付占额度，%")

    @classmethod
    def of(cls, row: BudgetRow) -> Self:
        return cls(
            budget_id=row.budget_id,
            issuer=row.issuer,
            issuer_name=SCOPES[row.issuer],
            limit=yuan(row.limit_fen),
            reserved=yuan(row.reserved_fen),
            paid=yuan(row.paid_fen),
            available=yuan(row.limit_fen - row.reserved_fen - row.paid_fen),
            used_percent=percent(row.paid_fen, row.limit_fen),
        )


class ConcentrationOut(BaseModel):
    recipients: int
    largest_percent: Decimal | None = Field(description="获得最多的一家所占，%；不足5家不显示")
    top_tenth_percent: Decimal | None = Field(description="获得最多的十分之一企业所占，%；不足5家不显示")


class GroupOut(BaseModel):
    enterprises: int | None = Field(description="两年数据齐全的企业数；不足5家不显示")
    median_percent: Decimal | None = Field(description="增长率中位数，%")


class ComparedOut(BaseModel):
    received: GroupOut = Field(description="获得兑付的企业")
    others: GroupOut = Field(description="应享而未获兑付的企业")
    suppressed: bool = Field(description="任一组不足5家，不予显示")

    @classmethod
    def of(cls, compared: Compared) -> Self:
        received, others = (
            GroupOut(enterprises=one.enterprises, median_percent=one.median_percent)
            for one in (compared.received, compared.others)
        )
        return cls(received=received, others=others, suppressed=compared.suppressed)


class GrowthOut(BaseModel):
    """Recipients beside those who were eligible and did not receive."""

    from_year: int | None
    to_year: int | None
    revenue: ComparedOut = Field(description="营业收入")
    rd_expense: ComparedOut = Field(description="研发费用")
    caveat: str


class MeasureEvaluation(BaseModel):
    benefit_code: str
    clause: str
    label: str
    category: Category
    category_label: str
    pays: bool = Field(description="是否向企业支付资金；不支付的只评估到阅读")
    steps: list[StepOut]
    districts: list[DistrictPart]
    tiers: list[TierPart]
    missed: list[ReasonCount] = Field(description="应享未享，按原因")
    costs: list[CostOut] = Field(description="该年度预算与支出")
    concentration: ConcentrationOut
    growth: GrowthOut

    @classmethod
    def of(cls, one: Evaluated, figures_year: int | None) -> Self:
        measure = one.measure
        return cls(
            benefit_code=measure.benefit_code,
            clause=measure.clause,
            label=measure.label,
            category=measure.category,
            category_label=measure.category.label,
            pays=measure.category.pays,
            steps=StepOut.all_of(one.funnel, one.medians),
            districts=[
                DistrictPart(district=code, district_label=DISTRICTS[code], steps=StepOut.all_of(funnel))
                for code, funnel in one.districts.items()
            ],
            tiers=[
                TierPart(tier=Tier(tier), tier_label=TIER_LABELS[Tier(tier)], steps=StepOut.all_of(funnel))
                for tier, funnel in one.tiers.items()
            ],
            missed=[
                ReasonCount(reason=why, reason_label=why.label, way_out=why.way_out, enterprises=one.missed[why])
                for why in Reason
                if why in one.missed
            ],
            costs=[CostOut.of(row) for row in one.budgets],
            concentration=ConcentrationOut(
                recipients=one.concentration.recipients,
                largest_percent=one.concentration.largest,
                top_tenth_percent=one.concentration.top_tenth,
            ),
            growth=GrowthOut(
                from_year=None if figures_year is None else figures_year - 1,
                to_year=figures_year,
                revenue=ComparedOut.of(one.growth["revenue_fen"]),
                rd_expense=ComparedOut.of(one.growth["rd_expense_fen"]),
                caveat=CAVEAT,
            ),
        )


class EvaluationOut(BaseModel):
    """政策评估"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.EVALUATION]})

    policy_set: str
    title: str
    legal_note: str
    year: int
    first_day: date
    last_day: date = Field(description="评估到哪一天")
    district: str | None = Field(description="所评估的区、县（市）；全市为空")
    tier: Tier | None
    version_id: str | None
    paying: list[StepOut] = Field(description="全部资金类条款合计，一家企业在每个条款各计一次")
    measures: list[MeasureEvaluation]
    method: list[str] = Field(description="口径")

    @classmethod
    def of(cls, found: Evaluation) -> Self:
        asked, policy = found.asked, found.policy_set
        return cls(
            policy_set=policy.policy_set,
            title=policy.title,
            legal_note=policy.legal_note,
            year=asked.year,
            first_day=found.period.first,
            last_day=found.period.last,
            district=asked.district,
            tier=asked.tier,
            version_id=asked.version_id,
            paying=StepOut.all_of(found.paying),
            measures=[MeasureEvaluation.of(one, found.figures_year) for one in found.measures],
            method=list(METHOD),
        )


class MissedOut(BaseModel):
    """应享未享: one enterprise under one measure, and why."""

    uscc: str
    name: str
    district: str
    district_label: str
    tier: Tier
    tier_label: str
    benefit_code: str
    label: str
    entitled: bool = Field(description="true 资格已开启；false 条款适用，须申请")
    since: date
    amount: str | None = Field(description="已开启资格的金额，元；按申请办理的申领前为空")
    told_on: date | None
    read_on: date | None
    claimed_on: date | None
    reason: Reason
    reason_label: str
    way_out: str

    @classmethod
    def of(cls, one: Missed) -> Self:
        row = one.row
        told = {name: getattr(row, name) for name in ("uscc", "name", "district", "benefit_code", "since")}
        days = {name: getattr(row, name) for name in ("told_on", "read_on", "claimed_on")}
        return cls(
            **told,
            **days,
            district_label=DISTRICTS[row.district],
            tier=Tier(row.tier),
            tier_label=TIER_LABELS[Tier(row.tier)],
            label=one.measure.label,
            entitled=bool(row.entitled),
            amount=None if row.fen is None else yuan(int(row.fen)),
            reason=one.reason,
            reason_label=one.reason.label,
            way_out=one.reason.way_out,
        )


class MissedPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.MISSED], "next_cursor": None}]})

    items: list[MissedOut]
    next_cursor: str | None
