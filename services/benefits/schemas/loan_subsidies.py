"""贷款贴息 of loans by the year, and what is left of the yearly amount. Money in yuan strings."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.interest_years import Status
from services.benefits.domain.loans import CapMethod
from services.benefits.schemas import loan_examples as examples
from services.benefits.schemas.loans import LoanShareOut
from services.benefits.service.loans.reading import Yearly
from services.benefits.service.loans.room import Room
from shared.values import Certainty, Verdict, yuan


class SubsidyStepOut(BaseModel):
    label: str
    text: str


class LoanSubsidyOut(BaseModel):
    """One loan in one year, with the method and the day count it was calculated by."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SUBSIDY]})

    loan_id: str
    uscc: str
    year: int
    status: Status
    status_label: str
    verdict: Verdict
    reason: str
    method: CapMethod
    method_label: str
    day_count: str
    days: int = Field(description="当年可贴息天数：含放款日，不含还款日，只计持有称号的日子")
    tenor: str | None = Field(description="期限档次，按合同期限")
    rate: str | None = Field(description="当年1月份LPR，百分数的数字；null：尚未发布，或当年没有可贴息的日子")
    rate_published_on: date | None
    rate_source: str | None
    eligible_principal: str | None = Field(description="在每年上限内的贷款金额；按余额计上限时没有")
    raw: str | None = Field(description="按贴息标准计算的金额")
    interest_limit: str | None = Field(description="实付利息扣除其他贴息后的余额；null：不知道，金额暂为上限")
    amount: str | None
    certainty: Certainty
    steps: list[SubsidyStepOut]

    @classmethod
    def of(cls, yearly: Yearly) -> Self:
        answer, segment = yearly.answer, yearly.answer.segment
        quote = None if segment is None else segment.quote
        long = segment is not None and segment.loan_year.long
        return cls(
            loan_id=yearly.shown.row.loan_id,
            uscc=yearly.shown.uscc,
            year=answer.year,
            status=answer.status,
            status_label=answer.status.label,
            verdict=answer.result.verdict,
            reason=answer.result.reason,
            method=answer.terms.method,
            method_label=answer.terms.method.label,
            day_count=f"ACT/{answer.terms.day_count}",
            days=0 if segment is None else segment.loan_year.day_number,
            tenor=None if segment is None else ("5年期以上" if long else "1年期"),
            rate=None if quote is None else percent(quote.rate(long)),
            rate_published_on=None if quote is None else quote.published_on,
            rate_source=None if quote is None else quote.source,
            eligible_principal=None if segment is None else _yuan(segment.eligible_fen),
            raw=None if segment is None else _yuan(segment.raw_fen),
            interest_limit=None if segment is None else _yuan(segment.loan_year.limit_fen),
            amount=_yuan(answer.fen),
            certainty=answer.result.certainty,
            steps=[SubsidyStepOut(label=one.label, text=one.text) for one in answer.steps],
        )


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


def percent(hundredths: int) -> str:
    """Of hundredths of a percent: 3.65"""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


class LoanSubsidyList(BaseModel):
    """Every loan of an enterprise in a year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"year": 2024, "items": [examples.SUBSIDY], "total": examples.SUBSIDY["amount"], "open": 0}]
        }
    )

    year: int
    items: list[LoanSubsidyOut]
    total: str = Field(description="已能计算的合计，元")
    open: int = Field(description="尚不能计算的笔数，没有计入合计")

    @classmethod
    def of(cls, year: int, found: list[Yearly]) -> Self:
        waiting = (Status.PENDING, Status.UNKNOWN)
        return cls(
            year=year,
            items=[LoanSubsidyOut.of(one) for one in found],
            total=yuan(sum(one.answer.fen or 0 for one in found)),
            open=sum(one.answer.status in waiting for one in found),
        )


class RoomShareOut(LoanShareOut):
    loan_id: str


class RoomOut(BaseModel):
    """每年可享受贴息的最高贷款金额: what is left of it. limit = reserved + remaining, always."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ROOM]})

    year: int
    limit: str
    reserved: str
    remaining: str
    loans: list[RoomShareOut] = Field(description="按登记先后")

    @classmethod
    def of(cls, room: Room) -> Self:
        return cls(
            year=room.year,
            limit=yuan(room.limit_fen),
            reserved=yuan(room.reserved_fen),
            remaining=yuan(room.remaining_fen),
            loans=[
                RoomShareOut(
                    loan_id=one.loan_id, year=one.year, asked=yuan(one.asked_fen), granted=yuan(one.granted_fen)
                )
                for one in room.shares
            ],
        )
