"""Loans as they are shown. Money in yuan strings; rates percent a year."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.domain.loans.entries import Kind
from services.finance.domain.loans.folding import State
from services.finance.domain.products.costs import Purpose
from services.finance.schemas import loan_examples as examples
from services.finance.service.loans.reading import Asked, Dossier, Shown
from services.finance.service.loans.room import Room
from services.finance.store.tables import LoanEntryRow
from shared.pages import PageQuery
from shared.values import CreditCode, yuan


class BankLoanQuery(PageQuery):
    uscc: CreditCode | None = Field(default=None, description="借款企业，曾用的代码也可")
    contract: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = Field(
        default=None, description="合同编号"
    )
    open: bool | None = Field(default=None, description="true 尚有余额，false 已结清或已撤销")
    overdue: bool | None = Field(default=None, description="true 尚有余额且今天逾期，false 其余")

    def asked(self) -> Asked:
        return Asked(self.uscc, self.contract, self.open, self.overdue)


class BankLoanOut(BaseModel):
    """What its entries say together, as of today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LOAN]})

    loan_id: str
    institution_id: str
    institution_name: str
    uscc: str = Field(description="借款企业；被吸收合并后为存续企业")
    name: str
    contract: str
    state: State
    state_label: str
    principal: str
    outstanding: str = Field(description="未还本金，元")
    rate: str
    drawn_on: date
    matures_on: date
    settled_on: date | None
    purpose: Purpose
    purpose_label: str
    product_id: str | None
    guarantor: str | None
    guarantee_rate: str | None
    interest_paid: str = Field(description="已付利息合计，元")
    penalty_paid: str
    overdue: str = Field(description="今天逾期的金额，元")
    overdue_days: int = Field(description="至今逾期的天数，同一天只计一次")
    version: int

    @classmethod
    def of(cls, shown: Shown) -> Self:
        return cls(**_members(shown))


def _members(shown: Shown) -> dict[str, Any]:
    held, loan, told = shown.held, shown.loan, shown.loan.disbursed
    state = loan.state_on(shown.today)
    return {
        "loan_id": held.loan.loan_id,
        "institution_id": held.loan.institution_id,
        "institution_name": held.institution_name,
        "uscc": held.uscc,
        "name": held.name,
        "contract": held.loan.contract,
        "state": state,
        "state_label": state.label,
        "principal": yuan(told.principal_fen),
        "outstanding": yuan(loan.outstanding_fen),
        "rate": str(told.rate),
        "drawn_on": told.drawn_on,
        "matures_on": told.matures_on,
        "settled_on": loan.settled_on,
        "purpose": told.purpose,
        "purpose_label": told.purpose.label,
        "product_id": told.product_id,
        "guarantor": told.guarantor,
        "guarantee_rate": None if told.guarantee_rate is None else str(told.guarantee_rate),
        "interest_paid": yuan(loan.interest_fen),
        "penalty_paid": yuan(loan.penalty_fen),
        "overdue": yuan(loan.overdue_fen_on(shown.today)),
        "overdue_days": loan.overdue_days(shown.today),
        "version": held.loan.version,
    }


class BankLoanPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LOAN], "next_cursor": None}]})

    items: list[BankLoanOut]
    next_cursor: str | None


class BankLoanEntry(BaseModel):
    version: int
    number: str
    kind: Kind
    kind_label: str
    said: str = Field(description="报送的内容，JSON；金额以分计")
    corrects: str | None
    corrected: bool = Field(description="已由后来的一笔更正，不再计入")
    recorded_at: datetime
    actor: str | None = Field(description="机构的哪一账户报送；只有机构自己看得到")

    @classmethod
    def of(cls, row: LoanEntryRow, corrected: bool, names_people: bool) -> Self:
        kind = Kind(row.kind)
        return cls(
            version=row.version,
            number=row.number,
            kind=kind,
            kind_label=kind.label,
            said=row.said,
            corrects=row.corrects,
            corrected=corrected,
            recorded_at=row.recorded_at,
            actor=row.actor if names_people else None,
        )


class BankLoanDossier(BankLoanOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.DOSSIER]})

    history: list[BankLoanEntry]

    @classmethod
    def of_dossier(cls, dossier: Dossier) -> Self:
        corrected = {row.corrects_key for row in dossier.history}
        return cls(
            **_members(dossier.shown),
            history=[
                BankLoanEntry.of(row, row.number_key in corrected, dossier.names_people) for row in dossier.history
            ],
        )


class LoanRoomOut(BaseModel):
    """每年可享受贴息的最高贷款金额, over all institutions; limit = reserved + remaining."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ROOM]})

    year: int
    limit: str
    reserved: str
    remaining: str
    basis: str = Field(description="上限所依据的条款")
    meaning: str = Field(description="额度是什么、不是什么")

    @classmethod
    def of(cls, room: Room) -> Self:
        return cls(**room.model_dump())
