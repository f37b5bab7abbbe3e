"""What benefits says no to."""

from shared.problems import Conflict, NotFound, Unprocessable


class PolicySetNotFound(NotFound):
    code, title = "POLICY_SET_NOT_FOUND", "没有找到该政策"


class MeasureNotFound(NotFound):
    code, title = "MEASURE_NOT_FOUND", "没有找到该条款"


class ReceiptNotFound(NotFound):
    code, title = "CALCULATION_RECEIPT_NOT_FOUND", "没有找到该计算回执"


class CalculationRefused(Unprocessable):
    code, title = "CALCULATION_REFUSED", "不能这样计算"


class BudgetNotFound(NotFound):
    code, title = "BUDGET_NOT_FOUND", "没有找到该预算"


class BudgetTaken(Conflict):
    code, title = "BUDGET_TAKEN", "该预算已经设立"


class BudgetRefused(Conflict):
    code, title = "BUDGET_REFUSED", "不能这样调整预算"


class FundingRefused(Conflict):
    code, title = "FUNDING_REFUSED", "不能这样预留、释放、支付或追回"
