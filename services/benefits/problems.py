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


class MeasureVersionNotFound(NotFound):
    code, title = "MEASURE_VERSION_NOT_FOUND", "没有找到该条款版本"


class MeasureRefused(Unprocessable):
    code, title = "MEASURE_REFUSED", "条款写法有误"


class VersionStepRefused(Conflict):
    code, title = "MEASURE_VERSION_STEP_REFUSED", "现在不能这样办理"


class RehearsalNotFound(NotFound):
    code, title = "REHEARSAL_NOT_FOUND", "没有找到该预演"
