"""市县留成 of firms as it is imported, and the earmark that a district has of it. Money in yuan strings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.benefits.schemas.budgets import Year
from services.benefits.schemas.calculations import StepOut
from services.benefits.service.earmarks import Earmark
from services.benefits.service.retained_revenue import MAX_ROWS, Line
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, District, Name, yuan

_FIGURE: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "district": "滨江区",
    "year": 2025,
    "amount": "1250000.00",
}
_REPORT: Final[dict[str, Any]] = {
    "dry_run": True,
    "rows": 3,
    "recorded": 1,
    "unchanged": 1,
    "errors": [{"row": 4, "column": "年度", "reason": "年度不能晚于今年"}],
}
_EARMARK: Final[dict[str, Any]] = {
    "district": "330108",
    "district_name": "滨江区",
    "year": 2025,
    "benefit_code": "district-retained-revenue",
    "clause": "02-4",
    "label": "新增地方财政收入市县留成专项支持",
    "citation": "省级以上“专精特新”中小企业比上年度新增地方财政收入市县留成部分，由区、县（市）专项支持。",
    "legal_note": "征求意见稿，非兑付依据",
    "firms": 12,
    "missing": 0,
    "amount": "23456789.05",
    "steps": [
        {"label": "计入企业", "text": "2025年内任一日持有有效省级以上称号、当年位于滨江区的企业12家"},
        {"label": "比上年度新增", "text": "23456789.05元（减少时为0），由区、县（市）专项支持，不是单家企业的额度"},
    ],
    "budget_id": "0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90",
    "accrued": "23456789.05",
}
Cell = Annotated[str, StringConstraints(max_length=60)]


class FigureIn(Body):
    """A row; what is wrong with it the report says, row by row."""

    uscc: Cell = Field(description="统一社会信用代码，曾用的也可")
    district: Cell = Field(description="当年所在区、县（市）的名称或代码")
    year: int = Field(ge=0, le=9999, description="年度")
    amount: Cell = Field(description="当年地方财政收入市县留成，元；净退还的为负数")

    def cells(self) -> dict[str, str]:
        return {"uscc": self.uscc, "district": self.district, "year": f"{self.year:04d}", "amount": self.amount}


class FiguresIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_FIGURE]}]})

    items: list[FigureIn] = Field(min_length=1, max_length=MAX_ROWS)

    def to_lines(self) -> Sequence[Line]:
        return [Line(number, one.cells()) for number, one in enumerate(self.items, 1)]


class FigureErrorOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    row: int = Field(description="表格中的行号，表头为第 1 行；JSON 中为第几条")
    column: str | None
    reason: str


class FiguresReport(BaseModel):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_REPORT]})

    dry_run: bool
    rows: int
    recorded: int = Field(description="新增或更改的；试运行时为将会新增或更改的")
    unchanged: int
    errors: list[FigureErrorOut]


class RetainedRevenueQuery(PageQuery):
    district: District | None = Field(default=None, description="当年所在区、县（市）")


class RetainedRevenueOut(BaseModel):
    uscc: str
    name: str
    year: int
    district: str
    district_name: str
    amount: str
    version: int
    stated_at: datetime

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(
            uscc=row.uscc,
            name=row.name,
            year=row.year,
            district=row.district,
            district_name=DISTRICTS[row.district],
            amount=yuan(row.amount_fen),
            version=row.version,
            stated_at=row.stated_at,
        )


class RetainedRevenuePage(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "uscc": "91330108MAXB0012XH",
                            "name": "示例有限公司",
                            "year": 2025,
                            "district": "330108",
                            "district_name": "滨江区",
                            "amount": "1250000.00",
                            "version": 1,
                            "stated_at": "2026-03-02T02:00:00Z",
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    items: list[RetainedRevenueOut]
    next_cursor: str | None


class EarmarkIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"year": 2025, "document": "示例财预〔2026〕9号"}]})

    year: Year = Field(description="比上年度新增的年度")
    document: Name = Field(description="计提文件名称与文号")


class EarmarkOut(BaseModel):
    """Sums of the district, no figure of a firm."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EARMARK]})

    district: str
    district_name: str
    year: int
    benefit_code: str
    clause: str
    label: str
    citation: str
    legal_note: str
    firms: int = Field(description="计入的企业数")
    missing: int = Field(description="其中缺少本年度或上年度数据的企业数；有缺的不计算")
    amount: str | None = Field(description="新增部分，减少时为 0.00；尚不能计算的为 null")
    steps: list[StepOut] = Field(description="如何得出")
    budget_id: str | None = Field(description="计提成的预算；尚未计提的为 null")
    accrued: str | None = Field(description="已计提的金额")

    @classmethod
    def of(cls, one: Earmark) -> Self:
        measure = one.listed.measure
        return cls(
            district=one.district,
            district_name=DISTRICTS[one.district],
            year=one.year,
            benefit_code=measure.benefit_code,
            clause=measure.clause,
            label=measure.label,
            citation=measure.citation,
            legal_note=one.listed.policy_set.note_of(measure),
            firms=one.found.firms,
            missing=one.found.missing,
            amount=None if one.fen is None else yuan(one.fen),
            steps=[StepOut(label=step.label, text=step.text) for step in one.steps],
            budget_id=None if one.budget is None else one.budget.budget_id,
            accrued=None if one.budget is None else yuan(one.budget.limit_fen),
        )
