"""融资统计 as officers ask for and read them. Money in yuan strings, rates in percent a year."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.figures.cells import Grouping
from services.finance.domain.figures.lines import Line
from services.finance.schemas import figure_examples as examples
from services.finance.service.figures import TOGETHER, Asked, Figures
from shared.days import Day
from shared.values import DISTRICTS, District, yuan

METHOD: Final = (
    "余额、笔数、逾期与有余额企业数以统计日为准；新放款、申请、报价与答复用时统计起始日至统计日（含首尾两日）。",
    "过去某日的数字按现在所知计算：其后报送的更正计入，其后才发生的还本、答复、接受不计入。",
    "逾期金额为机构所报当日逾期的本息合计，只计尚有余额的贷款。",
    "平均利率以贷款余额加权，平均担保费率以报明担保费率的贷款余额加权；接受报价的各项以报价金额加权。四舍五入至四位小数，计算过程不舍入。",
    "接受报价的平均利率只计贷款与知识产权质押融资；平均担保费率计担保产品的费率，以及贷款报价中另列的担保费率。",
    "一次性费用折合为报价金额的百分比，不含利息与担保费。",
    "送达件数为送到机构的申请部分；送达 = 报价 + 不予办理 + 逾期未答复 + 答复前撤回或关闭 + 待答复。",
    "答复用时自送达至首次报价或不予办理：工作日不含送达当日，小时按钟点计、含休息日、取整小时。",
    "各组的笔数、金额、件数相加等于合计；企业数在每组与合计中各计一次，一家企业可在几组，相加不等于合计。平均数与中位数的合计由全部记录算得，也不是各组的平均。",
    "区、县（市）按企业现在所在地，贷款按现在的还款企业；企业梯度：贷款按统计日的最高称号，申请按提交当日的最高称号。",
)
"""How figures are worked out, as whoever reads them is told"""


class FiguresQuery(BaseModel):
    """Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    by: Annotated[Grouping, Field(strict=False)] = Field(
        default=Grouping.INSTITUTION,
        description="分组：institution 金融机构，product 金融产品，district 区、县（市），tier 企业梯度",
        examples=["institution"],
    )
    on: Day | None = Field(default=None, description="统计日；省略则今天", examples=["2026-11-24"])
    since: Day | None = Field(default=None, description="起始日；省略则统计日当年 1 月 1 日", examples=["2026-01-01"])
    district: District | None = Field(default=None, description="企业所在区、县（市）")

    def asked(self) -> Asked:
        return Asked(self.by, self.on, self.since, self.district)


class LendingOut(BaseModel):
    """贷款, as they were on the day."""

    firms: int = Field(description="有余额的企业数，每家一次")
    loans: int = Field(description="有余额的贷款笔数")
    drawn: str = Field(description="这些贷款的放款金额，元")
    outstanding: str = Field(description="贷款余额，元")
    overdue_loans: int
    overdue: str = Field(description="逾期本息，元")
    mean_rate: Decimal | None = Field(description="以余额加权的平均年利率，%；没有余额则为空")
    guaranteed: str = Field(description="报明担保费率的贷款余额，元")
    mean_guarantee_rate: Decimal | None = Field(description="以上述余额加权的平均年担保费率，%")
    new_loans: int = Field(description="期内放款的笔数，已还清的也计")
    new_drawn: str = Field(description="期内放款的金额，元")


class ApplyingOut(BaseModel):
    """Applications sent in the period, by what became of each part until its end."""

    sent: int = Field(description="送达机构的件数")
    answered: int = Field(description="已答复：报价或不予办理")
    offered: int
    refused: int
    expired: int = Field(description="逾期未答复而终止")
    ended: int = Field(description="答复之前撤回或关闭")
    waiting: int = Field(description="待答复")
    accepted: int = Field(description="报价中被接受的")


class AcceptingOut(BaseModel):
    """Offers that were accepted, of what was sent in the period."""

    firms: int = Field(description="接受报价的企业数，每家一次")
    amount: str = Field(description="报价金额，元")
    mean_rate: Decimal | None = Field(description="以报价金额加权的平均年利率，%；只计贷款与知识产权质押融资")
    mean_guarantee_rate: Decimal | None = Field(description="以报价金额加权的平均年担保费率，%")
    mean_fee_percent: Decimal | None = Field(description="一次性费用占报价金额，%")


class AnsweringOut(BaseModel):
    """From sending to the first offer or refusal."""

    median_working_days: Decimal | None
    slowest_working_days: int | None
    median_hours: Decimal | None
    slowest_hours: int | None


class FigureLine(BaseModel):
    key: str | None = Field(description="机构编号、产品编号、区划代码或梯度；合计与未注明产品的贷款为空")
    label: str
    lending: LendingOut
    applying: ApplyingOut
    accepting: AcceptingOut
    answering: AnsweringOut

    @classmethod
    def of(cls, key: str | None, label: str, line: Line) -> Self:
        lent, sent, took, spent = line.lending, line.applying, line.accepting, line.answering
        return cls(
            key=key,
            label=label,
            lending=LendingOut(
                firms=line.firms.owing,
                loans=lent.loans,
                drawn=yuan(lent.principal_fen),
                outstanding=yuan(lent.outstanding_fen),
                overdue_loans=lent.overdue_loans,
                overdue=yuan(lent.overdue_fen),
                mean_rate=lent.rate,
                guaranteed=yuan(lent.guaranteed_fen),
                mean_guarantee_rate=lent.guarantee_rate,
                new_loans=lent.new_loans,
                new_drawn=yuan(lent.new_fen),
            ),
            applying=ApplyingOut(**{name: getattr(sent, name) for name in ApplyingOut.model_fields}),
            accepting=AcceptingOut(
                firms=line.firms.accepting,
                amount=yuan(took.amount_fen),
                mean_rate=took.rate,
                mean_guarantee_rate=took.guarantee_rate,
                mean_fee_percent=took.fees,
            ),
            answering=AnsweringOut(
                median_working_days=spent.median_days,
                slowest_working_days=spent.slowest_days,
                median_hours=spent.median_hours,
                slowest_hours=spent.slowest_hours,
            ),
        )


class FiguresOut(BaseModel):
    """融资统计"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.FIGURES]})

    by: Grouping
    by_label: str
    on: date = Field(description="统计日")
    since: date = Field(description="起始日")
    district: str | None = Field(description="所统计的区、县（市）；全市为空")
    district_label: str
    groups: list[FigureLine]
    together: FigureLine = Field(description="合计")
    method: list[str] = Field(description="口径")

    @classmethod
    def of(cls, found: Figures) -> Self:
        return cls(
            by=found.by,
            by_label=found.by.label,
            on=found.span.last,
            since=found.span.first,
            district=found.district,
            district_label=DISTRICTS.get(found.district or "", "全市"),
            groups=[FigureLine.of(one.key, one.label, one.line) for one in found.groups],
            together=FigureLine.of(None, TOGETHER, found.together),
            method=list(METHOD),
        )
