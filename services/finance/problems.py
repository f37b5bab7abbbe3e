"""What finance says no to."""

from shared.problems import Conflict, Gone, NotFound, Unavailable, Unprocessable


class NotListed(NotFound):
    code, title = "NOT_LISTED", "名单中没有该企业"


class ChangesOutdated(Gone):
    code, title = "LIST_CHANGES_OUTDATED", "编号超出名单的变更历史"


class ConsentNotFound(NotFound):
    code, title = "CONSENT_NOT_FOUND", "没有找到有效的授权"


class ConsentRefused(Unprocessable):
    code, title = "CONSENT_REFUSED", "不能这样授权"


class ConsentTextOutdated(Conflict):
    code, title = "CONSENT_TEXT_OUTDATED", "授权书已更新"


class RegistryAway(Unavailable):
    code, title = "REGISTRY_AWAY", "企业数据暂时无法取得"


class ProductNotFound(NotFound):
    code, title = "PRODUCT_NOT_FOUND", "没有找到该产品"


class ProductRefused(Conflict):
    code, title = "PRODUCT_REFUSED", "产品不能这样办理"
