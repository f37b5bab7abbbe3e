"""What 政策帮享 says no to."""

from shared.problems import Conflict, NotFound, Unprocessable


class ActivityNotFound(NotFound):
    code, title = "ACTIVITY_NOT_FOUND", "没有找到该服务或活动"


class ActivityUnfit(Unprocessable):
    code, title = "ACTIVITY_UNFIT", "不能这样发布"


class ActivityRefused(Conflict):
    code, title = "ACTIVITY_REFUSED", "该活动不能这样办理"


class RegistrationNotFound(NotFound):
    code, title = "REGISTRATION_NOT_FOUND", "没有找到该报名"


class RegistrationRefused(Conflict):
    code, title = "REGISTRATION_REFUSED", "报名不能这样办理"


class ProviderNotFound(NotFound):
    code, title = "PROVIDER_NOT_FOUND", "没有找到该服务机构"


class ProviderUnfit(Unprocessable):
    code, title = "PROVIDER_UNFIT", "不能这样登记"


class ProviderRefused(Conflict):
    code, title = "PROVIDER_REFUSED", "该服务机构不能这样办理"


class UseNotFound(NotFound):
    code, title = "PROVIDER_USE_NOT_FOUND", "没有找到该次服务"


class UseRated(Conflict):
    code, title = "PROVIDER_USE_RATED", "已评价过"


class CaseNotFound(NotFound):
    code, title = "CASE_NOT_FOUND", "没有找到该案例"


class CaseUnfit(Unprocessable):
    code, title = "CASE_UNFIT", "不能这样办理案例"


class CaseRefused(Conflict):
    code, title = "CASE_REFUSED", "该案例不能这样办理"
