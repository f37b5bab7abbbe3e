"""What finance says no to."""

from typing import ClassVar

from shared.problems import BadRequest, Conflict, Gone, NotFound, Unauthenticated, Unavailable, Unprocessable


class NotListed(NotFound):
    code, title = "NOT_LISTED", "名单中没有该企业"


class ChangesOutdated(Gone):
    code, title = "LIST_CHANGES_OUTDATED", "游标不属于名单现在的变更历史"


# ---- institutions --------------------------------------------------------------------------------


class InstitutionNotFound(NotFound):
    code, title = "INSTITUTION_NOT_FOUND", "没有找到该机构"


class InstitutionRefused(Conflict):
    code, title = "INSTITUTION_REFUSED", "机构不能这样办理"


class KeysRefused(Unprocessable):
    code, title = "KEYS_REFUSED", "公钥不符合要求"


class PurposeMissing(BadRequest):
    code, title = "PURPOSE_MISSING", "缺少或不认识的用途"


# ---- the token endpoint: `error` and `error_description` as OAuth wants them beside the problem ----


class OAuthProblem(BadRequest):
    """RFC 6749, 5.2: the description is ASCII; detail says it in Chinese."""

    error: ClassVar[str] = "invalid_request"

    def __init__(self, detail: str = "", description: str = "") -> None:
        more = {"error_description": description} if description else {}
        super().__init__(detail, error=self.error, **more)


class TokenRequestInvalid(OAuthProblem):
    code, title = "TOKEN_REQUEST_INVALID", "令牌请求不完整或不正确"


class GrantTypeUnsupported(OAuthProblem):
    code, title, error = "GRANT_TYPE_UNSUPPORTED", "不支持的授权方式", "unsupported_grant_type"


class ScopeInvalid(OAuthProblem):
    code, title, error = "SCOPE_INVALID", "授权范围超出贵机构所获授权", "invalid_scope"


class ProofInvalid(OAuthProblem):
    code, title, error = "DPOP_PROOF_INVALID", "DPoP 证明缺失、无效或已用过", "invalid_dpop_proof"


class ClientInvalid(Unauthenticated):
    code, title = "CLIENT_INVALID", "机构身份不能确认"

    def __init__(self, detail: str = "", description: str = "") -> None:
        super().__init__(detail, error="invalid_client", error_description=description or "client not authenticated")


# ---- consents and products ------------------------------------------------------------------------


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


# ---- applications for financing -------------------------------------------------------------------


class FinancingNotFound(NotFound):
    code, title = "FINANCING_NOT_FOUND", "没有找到该申请"


class FinancingUnfit(Unprocessable):
    code, title = "FINANCING_UNFIT", "不能这样申请"


class FinancingRefused(Conflict):
    code, title = "FINANCING_REFUSED", "申请不能这样办理"


class OfferRefused(Unprocessable):
    code, title = "OFFER_REFUSED", "不能这样报价"


# ---- webhooks -------------------------------------------------------------------------------------


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


# ---- loans and listings ---------------------------------------------------------------------------


class BankLoanNotFound(NotFound):
    code, title = "BANK_LOAN_NOT_FOUND", "没有找到该贷款"


class LoanTableUnreadable(Unprocessable):
    code, title = "LOAN_TABLE_UNREADABLE", "文件无法读取"


class BenefitsAway(Unavailable):
    code, title = "BENEFITS_AWAY", "政策服务暂时无法取得"


class ListingStepRefused(Unprocessable):
    code, title = "LISTING_STEP_REFUSED", "上市进程不能这样登记"


# ---- figures --------------------------------------------------------------------------------------


class FiguresRefused(Unprocessable):
    code, title = "FIGURES_REFUSED", "不能这样统计"
