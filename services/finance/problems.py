"""What finance says no to."""

from shared.problems import Conflict, Gone, NotFound, Unprocessable


class NotListed(NotFound):
    code, title = "NOT_LISTED", "名单中没有该企业"


class ChangesOutdated(Gone):
    code, title = "LIST_CHANGES_OUTDATED", "游标不属于名单现在的变更历史"


class EndpointNotFound(NotFound):
    code, title = "WEBHOOK_ENDPOINT_NOT_FOUND", "没有找到该推送端点"


class DeliveryNotFound(NotFound):
    code, title = "WEBHOOK_DELIVERY_NOT_FOUND", "没有找到该推送"


class TooManyEndpoints(Conflict):
    code, title = "TOO_MANY_WEBHOOK_ENDPOINTS", "推送端点已达上限"


class EndpointState(Conflict):
    code, title = "WEBHOOK_ENDPOINT_STATE", "推送端点现在的状态不允许此操作"


class TargetNotAllowed(Unprocessable):
    code, title = "WEBHOOK_TARGET_NOT_ALLOWED", "接收网址不可用"
