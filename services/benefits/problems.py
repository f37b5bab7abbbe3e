"""What benefits says no to."""

from shared.problems import NotFound, Unprocessable


class PolicySetNotFound(NotFound):
    code, title = "POLICY_SET_NOT_FOUND", "没有找到该政策"


class MeasureNotFound(NotFound):
    code, title = "MEASURE_NOT_FOUND", "没有找到该条款"


class ReceiptNotFound(NotFound):
    code, title = "CALCULATION_RECEIPT_NOT_FOUND", "没有找到该计算回执"


class CalculationRefused(Unprocessable):
    code, title = "CALCULATION_REFUSED", "不能这样计算"
