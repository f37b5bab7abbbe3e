"""Loans as officers enter them until finance publishes its facts: the members are those of the facts (decision 21)."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.benefits.domain.loan_book import Disbursed, Entry, InterestPaid, Kind, Overdue, Repaid, Said, Subsidised
from services.benefits.schemas import loan_examples as examples
from services.benefits.service.loans.reading import Dossier, Shown
from services.benefits.service.loans.taking import NewLoan
from services.benefits.store.tables import LoanEntryRow, LoanShareRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CreditCode, Money, Name, YuanIn, yuan

_RATE: Final = r"^[0-9]{1,2}(\.[0-9]{1,4})?$"
BankId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
Slip = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,60}$")]
"""借据号、回单号"""
Contract = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,40}$")]
LoanYear = Annotated[int, Field(ge=1990, le=2199)]


class EntryIn(Body, ABC):
    number: Slip = Field(description="银行的借据号或回单号；同一笔贷款内只用一次")
    corrects: Slip | None = Field(default=None, description="更正时：被更正的编号；金额为零表示撤销原来的一笔")

    def entry(self) -> Entry:
        return Entry(self.number, self.said(), self.corrects)

    @abstractmethod
    def said(self) -> Said: ...


class LoanIn(EntryIn):
    """`loan.disbursed`"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW]})

    uscc: CreditCode = Field(description="借款企业")
    bank: BankId = Field(description="放款机构编号，与金融服务中的机构编号一致")
    bank_name: Name = Field(description="放款机构名称")
    contract: Contract = Field(description="贷款合同编号；同一机构内唯一")
    principal: YuanIn = Field(description="放款金额，元")
    rate: Annotated[str, StringConstraints(pattern=_RATE)] = Field(description="合同年利率，百分数的数字，如 3.45")
    drawn_on: Day = Field(description="放款日")
    matures_on: Day = Field(description="合同到期日；期限档次按合同期限")
    purpose: Literal["major_rd", "major_upgrade", "expansion", "other"] = Field(
        description="major_rd 重大研发，major_upgrade 重大技改，expansion 投资扩产，other 其他"
    )
    lender: Literal["bank", "other"] = Field(default="bank", description="bank 银行，other 非银行机构")

    def said(self) -> Said:
        return Disbursed(
            principal_fen=Money.from_yuan(self.principal),
            rate=Decimal(self.rate),
            drawn_on=self.drawn_on,
            matures_on=self.matures_on,
            purpose=self.purpose,
            lender=self.lender,
        )

    def to_loan(self) -> NewLoan:
        return NewLoan(self.uscc, self.bank, self.bank_name, self.contract, self.entry())


class InterestPaymentIn(EntryIn):
    """`loan.interest_paid`"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INTEREST]})

    first_on: Day = Field(description="计息期第一天")
    last_on: Day = Field(description="计息期最后一天，与第一天在同一年；跨年的按年拆成两笔")
    amount: YuanIn = Field(description="实付利息，元，不含罚息、逾期息、加息")
    penalty: YuanIn = Field(default="0.00", description="同时支付的罚息等，元；只记录，不贴息")

    def said(self) -> Said:
        return InterestPaid(self.first_on, self.last_on, Money.from_yuan(self.amount), Money.from_yuan(self.penalty))


class RepaymentIn(EntryIn):
    """`loan.repaid`"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.REPAYMENT]})

    repaid_on: Day = Field(description="还本日；当日起这部分本金不再计息")
    amount: YuanIn = Field(description="归还的本金，元；可提前、可部分")

    def said(self) -> Said:
        return Repaid(self.repaid_on, Money.from_yuan(self.amount))


class OtherSubsidyIn(EntryIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.OTHER]})

    year: LoanYear = Field(description="贴息所属年度")
    amount: YuanIn = Field(description="同一贷款已得的其他贴息，元")
    source: Name = Field(description="发放单位与依据")

    def said(self) -> Said:
        return Subsidised(self.year, Money.from_yuan(self.amount), self.source)


class OverdueIn(EntryIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.OVERDUE]})

    changed_on: Day = Field(description="自哪一天起")
    overdue: bool = Field(description="true 逾期，false 已结清逾期")

    def said(self) -> Said:
        return Overdue(self.changed_on, self.overdue)


class LoanQuery(PageQuery):
    bank: BankId | None = Field(default=None, description="放款机构编号")


class LoanOut(BaseModel):
    """What its entries say together."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LOAN]})

    loan_id: str
    uscc: str = Field(description="享受主体；被吸收合并后为存续企业")
    name: str
    bank: str
    bank_name: str
    contract: str
    principal: str
    outstanding: str
    rate: str
    drawn_on: date
    matures_on: date
    repaid_on: date | None = Field(description="全部还清之日")
    purpose: str
    lender: str
    overdue: bool
    interest_paid: dict[str, str] = Field(description="各年实付利息，元；没有的年份为不知道")
    other_subsidies: dict[str, str] = Field(description="各年已得的其他贴息，元")
    version: int

    @classmethod
    def of(cls, shown: Shown, today: date) -> Self:
        return cls(**_members(shown, today))


def _members(shown: Shown, today: date) -> dict[str, Any]:
    row, book = shown.row, shown.book
    told = book.disbursed
    return {
        "loan_id": row.loan_id,
        "uscc": shown.uscc,
        "name": shown.name,
        "bank": row.bank,
        "bank_name": row.bank_name,
        "contract": row.contract,
        "principal": yuan(told.principal_fen),
        "outstanding": yuan(book.outstanding_fen),
        "rate": str(told.rate),
        "drawn_on": told.drawn_on,
        "matures_on": told.matures_on,
        "repaid_on": book.repaid_on,
        "purpose": told.purpose,
        "lender": told.lender,
        "overdue": book.overdue_on(today),
        "interest_paid": {str(year): yuan(fen) for year, fen in sorted(book.interest_paid.items())},
        "other_subsidies": {str(year): yuan(fen) for year, fen in sorted(book.subsidised.items())},
        "version": row.version,
    }


class LoanPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LOAN], "next_cursor": None}]})

    items: list[LoanOut]
    next_cursor: str | None


class LoanEntryOut(BaseModel):
    version: int
    number: str
    kind: Kind
    kind_label: str
    said: str = Field(description="登记的内容，JSON；金额以分计")
    corrects: str | None
    corrected: bool = Field(description="已由后来的一笔更正，不再计入")
    recorded_at: datetime
    actor: str | None = Field(description="谁登记的；企业看不到")

    @classmethod
    def of(cls, row: LoanEntryRow, corrected: bool, names_people: bool) -> Self:
        return cls(
            version=row.version,
            number=row.number,
            kind=Kind(row.kind),
            kind_label=Kind(row.kind).label,
            said=row.said,
            corrects=row.corrects,
            corrected=corrected,
            recorded_at=row.recorded_at,
            actor=row.actor if names_people else None,
        )


class LoanShareOut(BaseModel):
    """What the loan has of a year's amount."""

    year: int
    asked: str
    granted: str = Field(description="在上限内；少于申请的，其余待他人释放")

    @classmethod
    def of(cls, row: LoanShareRow) -> Self:
        return cls(year=row.year, asked=yuan(row.asked_fen), granted=yuan(row.granted_fen))


class LoanDossierOut(LoanOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.DOSSIER]})

    history: list[LoanEntryOut]
    room: list[LoanShareOut]

    @classmethod
    def of_dossier(cls, dossier: Dossier, today: date) -> Self:
        corrected = {row.corrects_key for row in dossier.history}
        return cls(
            **_members(dossier.shown, today),
            history=[
                LoanEntryOut.of(row, corrected=row.number_key in corrected, names_people=dossier.names_people)
                for row in dossier.history
            ],
            room=[LoanShareOut.of(row) for row in dossier.shares],
        )
