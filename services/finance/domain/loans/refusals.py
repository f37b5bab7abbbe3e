"""Why an entry of a loan is not taken: said row by row, each with its way out."""

from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """What is wrong with a row."""

    UNREADABLE = "unreadable"
    FIRM_NOT_LISTED = "firm_not_listed"
    LOAN_UNKNOWN = "loan_unknown"
    NUMBER_TAKEN = "number_taken"
    CONTRACT_TAKEN = "contract_taken"
    CORRECTED_UNKNOWN = "corrected_unknown"
    CORRECTED_ALREADY = "corrected_already"
    TAKEN_BACK = "taken_back"
    NOTHING = "nothing"
    TO_COME = "to_come"
    DAYS_REVERSED = "days_reversed"
    TOO_LONG = "too_long"
    ACROSS_YEARS = "across_years"
    BEFORE_DRAWDOWN = "before_drawdown"
    AFTER_END = "after_end"
    OVER_REPAID = "over_repaid"
    PRODUCT_NOT_OWN = "product_not_own"

    @property
    def label(self) -> str:
        return FAULT_LABELS[self]


FAULT_LABELS: Final = {
    Fault.UNREADABLE: "内容无法读取",
    Fault.FIRM_NOT_LISTED: "企业不在共享名单上",
    Fault.LOAN_UNKNOWN: "没有这笔贷款",
    Fault.NUMBER_TAKEN: "编号已用于另一内容",
    Fault.CONTRACT_TAKEN: "合同已登记放款",
    Fault.CORRECTED_UNKNOWN: "没有被更正的编号",
    Fault.CORRECTED_ALREADY: "该编号已被更正",
    Fault.TAKEN_BACK: "贷款已撤销",
    Fault.NOTHING: "金额为零",
    Fault.TO_COME: "日期尚未到来",
    Fault.DAYS_REVERSED: "日期先后颠倒",
    Fault.TOO_LONG: "期限过长",
    Fault.ACROSS_YEARS: "计息期跨年",
    Fault.BEFORE_DRAWDOWN: "早于放款日",
    Fault.AFTER_END: "晚于到期或还清之日",
    Fault.OVER_REPAID: "还本超过放款",
    Fault.PRODUCT_NOT_OWN: "不是本机构的产品",
}


class Refusal(Exception):
    """`way_out`: what to do about it."""

    def __init__(self, fault: Fault, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.fault, self.reason, self.way_out = fault, reason, way_out
