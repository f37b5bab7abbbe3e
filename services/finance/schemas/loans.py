"""Loans as institutions report them, up to a thousand rows at once. Rates are percent a year; money in yuan strings."""

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from services.finance.domain.loans.entries import Disbursed, Entry, InterestPaid, Overdue, Repaid, Said
from services.finance.domain.loans.refusals import Fault, Refusal
from services.finance.domain.products.costs import Purpose
from services.finance.schemas import loan_examples as examples
from services.finance.schemas.products import PercentIn
from services.finance.service.loans.reporting import Answer, Reported, Status, counted
from shared.days import Day
from shared.problems import field_problem
from shared.strict import Body
from shared.values import CreditCode, Money, Name, YuanIn, spelled

MAX_ROWS: Final = 1_000
MAX_SPELLED: Final = 60


def _no_longer_when_spelled(number: str) -> str:
    """One character may stand for eighteen: in the spelling that is compared a number must fit as well."""
    if len(spelled(number)) > MAX_SPELLED:
        raise PydanticCustomError("number_too_long", "编号过长；请写明合同或借据上的编号")
    return number


Slip = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,60}$"), AfterValidator(_no_longer_when_spelled)]
Contract = Annotated[
    str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,40}$"), AfterValidator(_no_longer_when_spelled)
]
RateIn = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}(\.[0-9]{1,4})?$")]


class _RowIn(Body, ABC):
    contract: Contract = Field(description="贷款合同编号，本机构内唯一；同一合同分次放款的，每次以借据编号报送")
    number: Slip = Field(description="借据号或回单号，同一合同内只用一次；同一内容重复报送视为已登记")
    corrects: Slip | None = Field(default=None, description="更正时：被更正的编号；金额为零表示撤销原来的一笔")

    def reported(self) -> Reported:
        return Reported(self.contract, Entry(self.number, self.said(), self.corrects))

    @abstractmethod
    def said(self) -> Said: ...


class DisbursementRow(_RowIn):
    """放款"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DISBURSEMENT]})

    kind: Literal["disbursed"]
    uscc: CreditCode = Field(description="借款企业，曾用的代码也可；今天或放款日须在共享名单上")
    principal: YuanIn = Field(description="放款金额，元；更正为零即撤销这笔贷款")
    rate: RateIn = Field(description="合同年利率，百分数的数字，如 3.45")
    drawn_on: Day = Field(description="放款日")
    matures_on: Day = Field(description="合同到期日")
    purpose: Literal["major_rd", "major_upgrade", "expansion", "other"] = Field(
        description="major_rd 重大研发，major_upgrade 重大技改，expansion 投资扩产，other 其他"
    )
    product_id: Annotated[str, StringConstraints(min_length=1, max_length=36)] | None = Field(
        default=None, description="本机构的产品编号"
    )
    guarantor: Name | None = Field(default=None, description="担保机构")
    guarantee_rate: PercentIn | None = Field(default=None, description="年担保费率，百分数的数字")

    def reported(self) -> Reported:
        return Reported(self.contract, Entry(self.number, self.said(), self.corrects), self.uscc)

    def said(self) -> Said:
        return Disbursed(
            principal_fen=int(Money.from_yuan(self.principal)),
            rate=Decimal(self.rate),
            drawn_on=self.drawn_on,
            matures_on=self.matures_on,
            purpose=Purpose(self.purpose),
            product_id=self.product_id,
            guarantor=self.guarantor,
            guarantee_rate=None if self.guarantee_rate is None else Decimal(self.guarantee_rate),
        )


class InterestRow(_RowIn):
    """付息"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INTEREST]})

    kind: Literal["interest_paid"]
    first_on: Day = Field(description="计息期第一天")
    last_on: Day = Field(description="计息期最后一天，与第一天在同一年；跨年的按年拆成两笔")
    amount: YuanIn = Field(description="实付利息，元，不含罚息、逾期息")
    penalty: YuanIn = Field(default="0.00", description="同时支付的罚息等，元；只记录，不贴息")

    def said(self) -> Said:
        amount, penalty = int(Money.from_yuan(self.amount)), int(Money.from_yuan(self.penalty))
        return InterestPaid(self.first_on, self.last_on, amount, penalty)


class RepaymentRow(_RowIn):
    """还本"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.REPAYMENT]})

    kind: Literal["repaid"]
    repaid_on: Day = Field(description="还本日；当日起这部分本金不再计息")
    amount: YuanIn = Field(description="归还的本金，元；可提前、可部分")

    def said(self) -> Said:
        return Repaid(self.repaid_on, int(Money.from_yuan(self.amount)))


class OverdueRow(_RowIn):
    """逾期"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OVERDUE]})

    kind: Literal["overdue"]
    from_on: Day = Field(description="逾期的第一天")
    until_on: Day | None = Field(default=None, description="逾期的最后一天；尚未结清的不填，结清后以更正报送")
    amount: YuanIn = Field(description="逾期的本金与利息，元")

    def said(self) -> Said:
        return Overdue(self.from_on, self.until_on, int(Money.from_yuan(self.amount)))


Row = DisbursementRow | InterestRow | RepaymentRow | OverdueRow
_ROW: Final[TypeAdapter[Row]] = TypeAdapter(Annotated[Row, Field(discriminator="kind")])
_MOST_FAULTS: Final = 5


class LoanBatchIn(Body):
    """Whatever is no row of the four is refused as that row, and keeps no other out."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.BATCH]})

    entries: list[Row | dict[str, Any]] = Field(
        min_length=1,
        max_length=MAX_ROWS,
        description="至多 1,000 笔，按先后排列；逐笔答复，有误的不影响其余各笔，更正后可连同其余重新报送",
    )

    def rows(self) -> list[Reported | Refusal]:
        return [read_row(one) for one in self.entries]


def read_row(row: Row | dict[str, Any]) -> Reported | Refusal:
    """A row in its parts; or why it cannot be read."""
    if not isinstance(row, dict):
        return row.reported()
    try:
        return _ROW.validate_python(row).reported()
    except ValidationError as fault:
        named = [field_problem(error) for error in fault.errors(include_input=False)[:_MOST_FAULTS]]
        words = "；".join(f"{one['pointer']}：{one['detail']}" for one in named)
        return Refusal(Fault.UNREADABLE, words, "请按 reason 逐项更正后重新报送这一笔")


class RowAnswer(BaseModel):
    row: int = Field(description="第几笔，从 1 起")
    contract: str | None = Field(description="无法读取的为空")
    number: str | None
    status: Status
    status_label: str
    loan_id: str | None
    code: Fault | None = Field(description="未接受的原因")
    code_label: str | None
    reason: str | None
    way_out: str | None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        reported, refusal = answer.reported, answer.refusal
        return cls(
            row=answer.row,
            contract=reported and reported.contract,
            number=reported and reported.entry.number,
            status=answer.status,
            status_label=answer.status.label,
            loan_id=answer.loan_id,
            code=refusal and refusal.fault,
            code_label=refusal and refusal.fault.label,
            reason=refusal and refusal.reason,
            way_out=refusal and refusal.way_out,
        )


class LoanBatchOut(BaseModel):
    """What became of each row. Rows that were taken are taken, whatever became of the others."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWERS]})

    accepted: int
    known: int = Field(description="以前已登记、内容相同的笔数")
    refused: int
    items: list[RowAnswer]

    @classmethod
    def of(cls, answers: list[Answer]) -> Self:
        numbers = counted(answers)
        return cls(
            accepted=numbers.get(Status.ACCEPTED, 0),
            known=numbers.get(Status.KNOWN, 0),
            refused=numbers.get(Status.REFUSED, 0),
            items=[RowAnswer.of(answer) for answer in answers],
        )
