"""A budget's year, month by month. Money in yuan strings."""

from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.statements import Month
from services.benefits.schemas.budgets import SCOPES
from services.benefits.service.statements import Stated
from shared.values import yuan

_MONTH: Final[dict[str, Any]] = {
    "month": "2026-11",
    "opening": "20000000.00",
    "granted": "0.00",
    "reserved": "400000.00",
    "paid": "200000.00",
    "clawed_back": "0.00",
    "released": "0.00",
    "remaining": "19600000.00",
}
_STATEMENT: Final[dict[str, Any]] = {
    "budget_id": "0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90",
    "benefit_code": "specialised-first-award",
    "year": 2026,
    "issuer": "330100",
    "issuer_name": "杭州市",
    "limit": "20000000.00",
    "available": "19600000.00",
    "months": [_MONTH],
}


class BudgetMonthOut(BaseModel):
    """remaining = opening + granted - reserved + released + clawed_back."""

    month: str
    opening: str = Field(description="月初可用")
    granted: str = Field(description="额度设立、调增，减去调减")
    reserved: str = Field(description="本月预留")
    paid: str = Field(description="本月支付；出自预留，不改变可用")
    clawed_back: str = Field(description="本月追回到账")
    released: str = Field(description="本月释放的预留")
    remaining: str = Field(description="月末可用")

    @classmethod
    def of(cls, one: Month) -> Self:
        return cls(
            month=one.month,
            opening=yuan(one.opening_fen),
            granted=yuan(one.granted_fen),
            reserved=yuan(one.reserved_fen),
            paid=yuan(one.paid_fen),
            clawed_back=yuan(one.returned_fen),
            released=yuan(one.released_fen),
            remaining=yuan(one.remaining_fen),
        )


class BudgetStatementOut(BaseModel):
    """预算年度报表: also the months before and after the year in which something moved."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATEMENT]})

    budget_id: str
    benefit_code: str
    year: int
    issuer: str
    issuer_name: str
    limit: str
    available: str
    months: list[BudgetMonthOut]

    @classmethod
    def of(cls, stated: Stated) -> Self:
        row = stated.budget
        return cls(
            budget_id=row.budget_id,
            benefit_code=row.benefit_code,
            year=row.year,
            issuer=row.issuer,
            issuer_name=SCOPES[row.issuer],
            limit=yuan(row.limit_fen),
            available=yuan(row.limit_fen - row.reserved_fen - row.paid_fen),
            months=[BudgetMonthOut.of(one) for one in stated.months],
        )
