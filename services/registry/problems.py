"""What the registry says no to."""

from shared.problems import Conflict, NotFound, Unprocessable


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
