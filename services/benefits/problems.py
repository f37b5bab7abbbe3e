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


class ClaimNotFound(NotFound):
    code, title = "CLAIM_NOT_FOUND", "没有找到该兑付申请"


class ClaimExists(Conflict):
    code, title = "CLAIM_EXISTS", "该事项已提出兑付"


class ClaimRefused(Conflict):
    code, title = "CLAIM_REFUSED", "兑付申请不能这样办理"


class ClaimUnqualified(Unprocessable):
    code, title = "CLAIM_UNQUALIFIED", "不符合兑付条件"


class EvidenceNotFound(NotFound):
    code, title = "EVIDENCE_NOT_FOUND", "没有找到该凭证"


class EvidenceRefused(Conflict):
    code, title = "EVIDENCE_REFUSED", "凭证不能这样办理"


class LoanNotFound(NotFound):
    code, title = "LOAN_NOT_FOUND", "没有找到该贷款"


class LoanTaken(Conflict):
    code, title = "LOAN_TAKEN", "该编号已登记为另一内容"


class LoanRefused(Conflict):
    code, title = "LOAN_REFUSED", "贷款情况不能这样登记"


class BudgetNotFound(NotFound):
    code, title = "BUDGET_NOT_FOUND", "没有找到该预算"


class BudgetTaken(Conflict):
    code, title = "BUDGET_TAKEN", "该预算已经设立"


class BudgetRefused(Conflict):
    code, title = "BUDGET_REFUSED", "不能这样调整预算"


class FundingRefused(Conflict):
    code, title = "FUNDING_REFUSED", "不能这样预留、释放、支付或追回"


class PaymentNotFound(NotFound):
    code, title = "PAYMENT_ORDER_NOT_FOUND", "没有找到该支付指令"


class PaymentRefused(Conflict):
    code, title = "PAYMENT_REFUSED", "不能这样办理支付"


class ClawbackNotFound(NotFound):
    code, title = "CLAWBACK_NOT_FOUND", "没有找到该追回"


class ClawbackRefused(Conflict):
    code, title = "CLAWBACK_REFUSED", "不能这样办理追回"


class AccountNotFound(NotFound):
    code, title = "BANK_ACCOUNT_NOT_FOUND", "没有找到该收款账户"


class AccountTaken(Conflict):
    code, title = "BANK_ACCOUNT_TAKEN", "该账号已登记"


class AccountRefused(Conflict):
    code, title = "BANK_ACCOUNT_REFUSED", "不能这样登记或办理收款账户"


class MeasureVersionNotFound(NotFound):
    code, title = "MEASURE_VERSION_NOT_FOUND", "没有找到该条款版本"


class MeasureRefused(Unprocessable):
    code, title = "MEASURE_REFUSED", "条款写法有误"


class VersionStepRefused(Conflict):
    code, title = "MEASURE_VERSION_STEP_REFUSED", "现在不能这样办理"


class NoticeNotFound(NotFound):
    code, title = "NOTICE_NOT_FOUND", "没有找到该通知"


class NoticeRefused(Conflict):
    code, title = "NOTICE_STEP_REFUSED", "现在不能这样办理"


class EvaluationRefused(Unprocessable):
    code, title = "EVALUATION_REFUSED", "没有可评估的期间"


class RehearsalNotFound(NotFound):
    code, title = "REHEARSAL_NOT_FOUND", "没有找到该预演"


class QuotaNotFound(NotFound):
    code, title = "QUOTA_NOT_FOUND", "没有找到该额度"


class QuotaTaken(Conflict):
    code, title = "QUOTA_TAKEN", "该企业当年的额度已经核定"


class QuotaRefused(Conflict):
    code, title = "QUOTA_REFUSED", "不能这样核定或调整额度"


class VoucherNotFound(NotFound):
    code, title = "VOUCHER_NOT_FOUND", "没有找到该笔用券"


class VoucherRefused(Conflict):
    code, title = "VOUCHER_REFUSED", "用券不能这样办理"


class FiguresUnreadable(Unprocessable):
    code, title = "FIGURES_UNREADABLE", "文件无法读取"


class FiguresHaveErrors(Unprocessable):
    code, title = "FIGURES_HAVE_ERRORS", "数据有错误，未导入"


class EarmarkRefused(Conflict):
    code, title = "EARMARK_REFUSED", "不能计提"


class TalentNotFound(NotFound):
    code, title = "TALENT_NOT_FOUND", "没有找到该人员"


class TalentTaken(Conflict):
    code, title = "TALENT_TAKEN", "该人员已登记"


class TalentRefused(Conflict):
    code, title = "TALENT_REFUSED", "不能这样登记或办理人员"


class RightNotFound(NotFound):
    code, title = "RIGHT_NOT_FOUND", "没有找到该权利申请"


class RightRefused(Conflict):
    code, title = "RIGHT_REFUSED", "权利申请不能这样办理"


class RightUnqualified(Unprocessable):
    code, title = "RIGHT_UNQUALIFIED", "不符合申请条件"
