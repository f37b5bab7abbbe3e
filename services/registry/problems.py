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


class FiguresRefused(Unprocessable):
    code, title = "FIGURES_REFUSED", "年度数据有误"


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


class TitleHolderNotFound(NotFound):
    code, title = "TITLE_HOLDER_NOT_FOUND", "没有找到持有称号的企业"


class CodeTableNotFound(NotFound):
    code, title = "CODE_TABLE_NOT_FOUND", "没有这张代码表"
