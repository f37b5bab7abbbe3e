"""What the registry says no to."""

from shared.problems import Conflict, Gone, NotFound, Unprocessable


class EnterpriseNotFound(NotFound):
    code, title = "ENTERPRISE_NOT_FOUND", "没有找到该企业"


class TitleNotFound(NotFound):
    code, title = "TITLE_NOT_FOUND", "没有找到该称号"


class ChangeNotFound(NotFound):
    code, title = "CHANGE_NOT_FOUND", "没有找到该次称号变更"


class UsccTaken(Conflict):
    code, title = "USCC_TAKEN", "该统一社会信用代码已登记"


class TitleRefused(Conflict):
    code, title = "TITLE_REFUSED", "不能这样认定、复核或撤销"


class ApplicationNotFound(NotFound):
    code, title = "APPLICATION_NOT_FOUND", "没有找到该申请"


class ApplicationRefused(Conflict):
    code, title = "APPLICATION_REFUSED", "不能这样办理此申请"


class QuotaRefused(Conflict):
    code, title = "QUOTA_REFUSED", "不能这样设定名额"


class EntryRefused(Conflict):
    code, title = "ENTRY_REFUSED", "不能这样录入"


class ParkNotFound(NotFound):
    code, title = "PARK_NOT_FOUND", "没有找到该园区"


class ParkRefused(Conflict):
    code, title = "PARK_REFUSED", "不能这样办理园区事项"


class TenancyNotFound(NotFound):
    code, title = "TENANCY_NOT_FOUND", "没有找到该入园记录"


class DiagnosisRefused(Conflict):
    code, title = "DIAGNOSIS_REFUSED", "不能这样登记诊断"


class ServiceOfficerNotFound(NotFound):
    code, title = "SERVICE_OFFICER_NOT_FOUND", "没有找到该服务专员"


class ServiceOfficerRefused(Conflict):
    code, title = "SERVICE_OFFICER_REFUSED", "不能这样指派服务专员"


class FiguresRefused(Unprocessable):
    code, title = "FIGURES_REFUSED", "年度数据有误"


class ProfileRefused(Unprocessable):
    code, title = "PROFILE_REFUSED", "不能这样填写"


class HoldingNotFound(NotFound):
    code, title = "HOLDING_NOT_FOUND", "没有找到此项"


class QuestionNotFound(NotFound):
    code, title = "QUESTION_NOT_FOUND", "没有这一填报项"


class CodeListNotFound(NotFound):
    code, title = "CODE_LIST_NOT_FOUND", "没有这个代码表"


class CodeEntryNotFound(NotFound):
    code, title = "CODE_ENTRY_NOT_FOUND", "没有这个代码"


class CodeEntryTaken(Conflict):
    code, title = "CODE_ENTRY_TAKEN", "已有这个代码"


class SourceCheckNotFound(NotFound):
    code, title = "SOURCE_CHECK_NOT_FOUND", "没有找到该次核验"


class ListUnreadable(Unprocessable):
    code, title = "LIST_UNREADABLE", "名单文件无法读取"


class ListHasErrors(Unprocessable):
    code, title = "LIST_HAS_ERRORS", "名单中有错误，未作任何改动"


class CodeInvalid(Unprocessable):
    code, title = "CODE_INVALID", "不是有效的企业码"


class CodeExpired(Gone):
    code, title = "CODE_EXPIRED", "企业码已过期"


class CodeUsed(Conflict):
    code, title = "CODE_USED", "企业码已被扫过"


class CodePurposeMismatch(Conflict):
    code, title = "CODE_PURPOSE_MISMATCH", "企业码不用于此目的"


class TooManyCodes(Conflict):
    code, title = "TOO_MANY_CODES", "未用的企业码过多"


class ReferenceNotFound(NotFound):
    code, title = "CODE_REFERENCE_NOT_FOUND", "没有这一扫码凭据"
