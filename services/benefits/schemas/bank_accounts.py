"""Bank accounts, masked to the last four digits; a disclosure shows the number once."""

from datetime import datetime
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from services.benefits.domain.bank_accounts import AccountState, masked, normalise_number
from services.benefits.schemas.disclosures import seen_by
from services.benefits.service.bank_accounts import Disclosed, Entered
from services.benefits.store.tables import BankAccountDisclosureRow, BankAccountRow
from shared.strict import Body
from shared.values import Name, Text

_ENTERED: Final[dict[str, Any]] = {
    "holder": "示例传感技术有限公司",
    "bank_name": "示例银行杭州滨江支行",
    "number": "1202021019900012345",
}
_ACCOUNT: Final[dict[str, Any]] = {
    "account_id": "7c1e9d24-3b0a-4a8f-8f0e-5d2c6b9a1e73",
    "holder": "示例传感技术有限公司",
    "bank_name": "示例银行杭州滨江支行",
    "number": "**** 2345",
    "state": "verified",
    "state_label": "已核验",
    "refusal": None,
    "entered_at": "2026-11-24T02:00:00Z",
    "answered_at": "2026-11-24T02:00:02Z",
}
_REASON: Final[dict[str, Any]] = {"reason": "企业来电称账号有误，核对银行退回的款项"}


class BankAccountIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_ENTERED]})

    holder: Name = Field(description="户名，须与企业登记名称一致")
    bank_name: Name = Field(description="开户银行及网点")
    number: Annotated[str, StringConstraints(min_length=9, max_length=60), AfterValidator(normalise_number)] = Field(
        description="账号，9至32位数字，可带空格"
    )

    def to_entered(self) -> Entered:
        return Entered(self.holder, self.bank_name, self.number)


class BankAccountOut(BaseModel):
    """收款账户"""

    model_config = ConfigDict(json_schema_extra={"examples": [_ACCOUNT]})

    account_id: str
    holder: str
    bank_name: str
    number: str = Field(description="只显示后四位")
    state: AccountState
    state_label: str
    refusal: str | None = Field(description="银行核验未通过的原因")
    entered_at: datetime
    answered_at: datetime | None

    @classmethod
    def of(cls, row: BankAccountRow) -> Self:
        state = AccountState(row.state)
        return cls(
            account_id=row.account_id,
            holder=row.holder,
            bank_name=row.bank_name,
            number=masked(row.last_four),
            state=state,
            state_label=state.label,
            refusal=row.refusal,
            entered_at=row.entered_at,
            answered_at=row.answered_at,
        )


class BankAccountList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ACCOUNT]}]})

    items: list[BankAccountOut]


class AccountDisclosureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_REASON]})

    reason: Text = Field(description="查看完整账号的理由，记入查看记录")


class AccountDisclosureOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "disclosure_id": "4b9f0c11-7d52-4a0e-9a63-1c8e2f5b7d90",
                    "account_id": _ACCOUNT["account_id"],
                    "number": _ENTERED["number"],
                }
            ]
        }
    )

    disclosure_id: str
    account_id: str
    number: str

    @classmethod
    def of(cls, disclosed: Disclosed) -> Self:
        return cls(
            disclosure_id=disclosed.disclosure_id, account_id=disclosed.account.account_id, number=disclosed.number
        )


class AccountDisclosureLine(BaseModel):
    account_id: str
    seen_by: str = Field(description="本企业人员的账号；主管部门人员不具名")
    reason: str
    disclosed_at: datetime


class AccountDisclosureList(BaseModel):
    """Who saw full numbers, and why; newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "account_id": _ACCOUNT["account_id"],
                            "seen_by": "主管部门人员",
                            **_REASON,
                            "disclosed_at": "2026-11-25T03:00:00Z",
                        }
                    ]
                }
            ]
        }
    )

    items: list[AccountDisclosureLine]

    @classmethod
    def of(cls, rows: list[BankAccountDisclosureRow], names_officers: bool) -> Self:
        return cls(
            items=[
                AccountDisclosureLine(
                    account_id=row.account_id,
                    seen_by=seen_by(row.actor, names_officers=names_officers),
                    reason=row.reason,
                    disclosed_at=row.disclosed_at,
                )
                for row in rows
            ]
        )
