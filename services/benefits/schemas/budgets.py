"""Budgets and the checking of the ledger. Money in yuan strings."""

from datetime import datetime
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from services.benefits.service.budgets import Opening, Stated
from services.benefits.service.ledger import Verified
from services.benefits.store.budgets import BudgetFilter
from services.benefits.store.tables import BudgetRow, BudgetVersionRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CITY, DISTRICTS, Money, Name, Text, YuanIn, yuan

SCOPES: Final = {CITY: "杭州市", **DISTRICTS}


def known_issuer(code: str) -> str:
    if code not in SCOPES:
        raise ValueError("没有这个区、县（市）代码；全市为 330100")
    return code


Issuer = Annotated[
    str,
    AfterValidator(known_issuer),
    WithJsonSchema({"type": "string", "enum": list(SCOPES), "examples": ["330108"]}),
]
"""Whose money: a district, or 330100 for the city"""
Year = Annotated[int, Field(ge=1990, le=2199)]
_BUDGET: Final[dict[str, Any]] = {
    "budget_id": "0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90",
    "benefit_code": "specialised-first-award",
    "year": 2026,
    "issuer": "330100",
    "issuer_name": "杭州市",
    "limit": "20000000.00",
    "reserved": "400000.00",
    "paid": "1200000.00",
    "available": "18400000.00",
    "version": 1,
}
_STATED: Final[dict[str, Any]] = {
    "limit": "20000000.00",
    "document": "示例财预〔2026〕1号",
    "reason": "年初预算安排",
}
_VERSION: Final[dict[str, Any]] = {
    "version": 1,
    **_STATED,
    "actor": "officer:officer-330100",
    "decided_at": "2026-01-08T02:00:00Z",
}


def _positive(text: str) -> str:
    if Money.from_yuan(text) == 0:
        raise ValueError("金额应大于零")
    return text


Amount = Annotated[YuanIn, AfterValidator(_positive)]
"""Yuan, more than none"""


class LimitIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_STATED]})

    limit: Amount = Field(description="全年额度，元")
    document: Name = Field(description="预算文件名称与文号")
    reason: Text = Field(description="设立或调整的理由")

    def to_stated(self) -> Stated:
        return Stated(Money.from_yuan(self.limit), self.document, self.reason)


class BudgetIn(LimitIn):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"benefit_code": "specialised-first-award", "year": 2026, "issuer": "330100", **_STATED}]
        }
    )

    benefit_code: str = Field(min_length=1, max_length=60, description="条款的 benefit_code")
    year: Year = Field(description="预算年度")
    issuer: Issuer = Field(description="出资方：区、县（市）代码，市级为 330100")

    def to_opening(self) -> Opening:
        return Opening(self.benefit_code, self.year, self.issuer, self.to_stated())


class BudgetQuery(PageQuery):
    year: Year | None = Field(default=None, description="预算年度")
    benefit_code: str | None = Field(default=None, min_length=1, max_length=60, description="条款的 benefit_code")
    issuer: Issuer | None = Field(default=None, description="出资方")

    def wanted(self) -> BudgetFilter:
        return BudgetFilter(self.year, self.benefit_code, self.issuer)


class BudgetOut(BaseModel):
    """预算: limit = available + reserved + paid, always."""

    model_config = ConfigDict(json_schema_extra={"examples": [_BUDGET]})

    budget_id: str
    benefit_code: str
    year: int
    issuer: str
    issuer_name: str
    limit: str
    reserved: str = Field(description="已为申领预留，尚未支付")
    paid: str = Field(description="已支付，减去已退回")
    available: str
    version: int

    @classmethod
    def of(cls, row: BudgetRow) -> Self:
        return cls(
            budget_id=row.budget_id,
            benefit_code=row.benefit_code,
            year=row.year,
            issuer=row.issuer,
            issuer_name=SCOPES[row.issuer],
            limit=yuan(row.limit_fen),
            reserved=yuan(row.reserved_fen),
            paid=yuan(row.paid_fen),
            available=yuan(row.available_fen),
            version=row.version,
        )


class BudgetPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_BUDGET], "next_cursor": None}]})

    items: list[BudgetOut]
    next_cursor: str | None


class BudgetVersionOut(BaseModel):
    version: int
    limit: str
    document: str
    reason: str
    actor: str
    decided_at: datetime

    @classmethod
    def of(cls, row: BudgetVersionRow) -> Self:
        return cls(
            version=row.version,
            limit=yuan(row.limit_fen),
            document=row.document,
            reason=row.reason,
            actor=row.actor,
            decided_at=row.decided_at,
        )


class BudgetVersionList(BaseModel):
    """Every limit there was, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_VERSION]}]})

    items: list[BudgetVersionOut]


# ---- whether the books agree ----------------------------------------------------------------------


class DifferenceOut(BaseModel):
    subject: str = Field(description="预算编号或流水编号")
    words: str


class LedgerVerificationOut(BaseModel):
    """核对账目: every budget as its columns, its transfers and its claims have it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"agrees": True, "verified_at": "2026-11-28T02:00:00Z", "budgets": 12, "differences": []}]
        }
    )

    agrees: bool
    verified_at: datetime
    budgets: int
    differences: list[DifferenceOut]

    @classmethod
    def of(cls, verified: Verified) -> Self:
        return cls(
            agrees=not verified.differences,
            verified_at=verified.at,
            budgets=verified.budgets,
            differences=[DifferenceOut(subject=one.subject, words=one.words) for one in verified.differences],
        )
