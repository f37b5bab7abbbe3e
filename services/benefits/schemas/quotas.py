"""额度与服务券资金. Money in yuan strings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.vouchers import last_day
from services.benefits.schemas.budgets import Amount
from services.benefits.schemas.questions import Code
from services.benefits.service.budgets import Stated
from services.benefits.service.funds import Fund
from services.benefits.service.quotas import Grant, Quota
from services.benefits.store.tables import BudgetVersionRow
from shared.strict import Body
from shared.values import Money, Name, Text, YuanIn, yuan

ASSUMPTIONS: Final = [
    "原文未写明周期，按自然年度计，当年未用完的不结转（默认值）",
    "50万元是可以提高到的上限，每家企业的额度由主管部门核定",
    "原文未规定年度内失去称号如何处理：不再接受新的预留，已预留的在当年内仍可使用（默认值）",
]
_STATED: Final[dict[str, Any]] = {
    "limit": "300000.00",
    "document": "示例科创〔2026〕5号",
    "reason": "年度核定",
}
_QUOTA: Final[dict[str, Any]] = {
    "quota_id": "4b7a1c9e-2d53-4e8f-8a10-6c5d3f2b9e71",
    "uscc": "91330108MAXB0012XH",
    "name": "示例有限公司",
    "benefit_code": "innovation-voucher-quota",
    "clause": "05-9",
    "label": "科技创新券额度提高",
    "citation": "省级及以上“专精特新”中小企业申请创新券额度可提高至50万元。",
    "legal_note": "征求意见稿，非兑付依据",
    "year": 2026,
    "granted": "300000.00",
    "reserved": "80000.00",
    "used": "20000.00",
    "remaining": "200000.00",
    "usable_until": "2026-12-31",
    "assumptions": ASSUMPTIONS,
    "version": 1,
}


class QuotaGrantIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"benefit_code": "innovation-voucher-quota", **_STATED}]})

    benefit_code: Code = Field(description="条款的 benefit_code 或编号，须为逐家核定的额度")
    limit: Amount = Field(description="当年额度，元；不超过条款上限")
    document: Name = Field(description="核定文件名称与文号")
    reason: Text = Field(description="核定的理由")

    def to_grant(self) -> Grant:
        return Grant(self.benefit_code, Stated(Money.from_yuan(self.limit), self.document, self.reason))


class QuotaLimitIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_STATED]})

    limit: YuanIn = Field(description="当年额度，元；不低于已预留与已使用之和")
    document: Name = Field(description="调整文件名称与文号")
    reason: Text = Field(description="调整的理由")

    def to_stated(self) -> Stated:
        return Stated(Money.from_yuan(self.limit), self.document, self.reason)


class QuotaOut(BaseModel):
    """额度: granted = remaining + reserved + used, always."""

    model_config = ConfigDict(json_schema_extra={"examples": [_QUOTA]})

    quota_id: str
    uscc: str
    name: str
    benefit_code: str
    clause: str
    label: str
    citation: str
    legal_note: str
    year: int
    granted: str = Field(description="核定的当年额度，含承继的")
    reserved: str = Field(description="已为用券预留，尚未使用")
    used: str
    remaining: str = Field(description="当年还可预留")
    usable_until: date = Field(description="当年最后可用的一天")
    assumptions: list[str] = Field(description="原文未写明之处按什么办理")
    version: int

    @classmethod
    def of(cls, quota: Quota) -> Self:
        row, listed = quota.row, quota.listed
        return cls(
            quota_id=row.budget_id,
            uscc=quota.holder.uscc,
            name=quota.holder.name,
            benefit_code=row.benefit_code,
            clause=listed.measure.clause,
            label=listed.measure.label,
            citation=listed.measure.citation,
            legal_note=listed.policy_set.note_of(listed.measure),
            year=row.year,
            granted=yuan(row.limit_fen),
            reserved=yuan(row.reserved_fen),
            used=yuan(row.paid_fen),
            remaining=yuan(row.limit_fen - row.reserved_fen - row.paid_fen),
            usable_until=last_day(row.year),
            assumptions=[*quota.silence.assumptions],
            version=row.version,
        )


class QuotaList(BaseModel):
    """The newest year first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_QUOTA]}]})

    items: list[QuotaOut]


class QuotaVersionOut(BaseModel):
    version: int
    limit: str
    document: str
    reason: str
    decided_at: datetime
    actor: str | None = Field(description="核定人；企业查看时为 null")

    @classmethod
    def of(cls, row: BudgetVersionRow, *, names_people: bool) -> Self:
        return cls(
            version=row.version,
            limit=yuan(row.limit_fen),
            document=row.document,
            reason=row.reason,
            decided_at=row.decided_at,
            actor=row.actor if names_people else None,
        )


class QuotaVersionList(BaseModel):
    """Every limit there was, newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "version": 1,
                            **_STATED,
                            "actor": "officer:officer-330100",
                            "decided_at": "2026-01-08T02:00:00Z",
                        }
                    ]
                }
            ]
        }
    )

    items: list[QuotaVersionOut]

    @classmethod
    def of(cls, rows: Sequence[BudgetVersionRow], *, names_people: bool) -> Self:
        return cls(items=[QuotaVersionOut.of(row, names_people=names_people) for row in rows])


class VoucherFundOut(BaseModel):
    """服务券资金 of a year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2026,
                    "benefit_code": "service-voucher",
                    "clause": "S2-3",
                    "label": "购买第三方优质服务（服务券）",
                    "citation": "市工信专项资金每年安排不少于1000万元，支持企业购买第三方机构优质服务产品。",
                    "legal_note": "征求意见稿，非兑付依据",
                    "set_aside": "8000000.00",
                    "reserved": "200000.00",
                    "used": "100000.00",
                    "available": "7700000.00",
                    "floor": "10000000.00",
                    "below_floor": True,
                    "flag": "已安排8000000.00元，低于条款S2-3规定的每年不少于10000000.00元",
                    "allocation": "原文未规定分配规则，按先到先得（默认值）",
                    "assumptions": ["原文按年安排资金，当年未用完的预留到期释放（默认值）"],
                }
            ]
        }
    )

    year: int
    benefit_code: str
    clause: str
    label: str
    citation: str
    legal_note: str
    set_aside: str | None = Field(description="当年安排；尚未安排的为 null")
    reserved: str
    used: str
    available: str
    floor: str = Field(description="条款规定的每年下限")
    below_floor: bool
    flag: str | None = Field(description="低于下限时的提示，写明条款")
    allocation: str = Field(description="如何分配")
    assumptions: list[str]

    @classmethod
    def of(cls, fund: Fund) -> Self:
        row, measure = fund.row, fund.listed.measure
        limit, reserved, used = (0, 0, 0) if row is None else (row.limit_fen, row.reserved_fen, row.paid_fen)
        bound = f"条款{measure.clause}规定的每年不少于{yuan(fund.floor_fen)}元"
        said = "尚未安排" if row is None else f"已安排{yuan(limit)}元"
        return cls(
            year=fund.year,
            benefit_code=measure.benefit_code,
            clause=measure.clause,
            label=measure.label,
            citation=measure.citation,
            legal_note=fund.listed.policy_set.note_of(measure),
            set_aside=None if row is None else yuan(limit),
            reserved=yuan(reserved),
            used=yuan(used),
            available=yuan(limit - reserved - used),
            floor=yuan(fund.floor_fen),
            below_floor=fund.below_floor,
            flag=f"{said}，低于{bound}" if fund.below_floor else None,
            allocation=fund.silence.allocation,
            assumptions=[fund.silence.period, fund.silence.after_loss],
        )
