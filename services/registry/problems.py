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


class RegistrationRefused(Conflict):
    code, title = "REGISTRATION_REFUSED", "不能这样登记"


class TitleRefused(Conflict):
    code, title = "TITLE_REFUSED", "不能这样认定、复核、暂停、恢复或撤销"


class IdentityRefused(Conflict):
    code, title = "IDENTITY_REFUSED", "不能这样更名、换码、合并或注销"


class MajorChangeNotFound(NotFound):
    code, title = "MAJOR_CHANGE_NOT_FOUND", "没有找到该重大变化"


class MajorChangeRefused(Conflict):
    code, title = "MAJOR_CHANGE_REFUSED", "不能这样办理重大变化"


class ReportNotFound(NotFound):
    code, title = "REPORT_NOT_FOUND", "没有找到该举报"


class ReportRefused(Conflict):
    code, title = "REPORT_REFUSED", "不能这样办理此举报"


class ApplicationNotFound(NotFound):
    code, title = "APPLICATION_NOT_FOUND", "没有找到该申请"


class ApplicationRefused(Conflict):
    code, title = "APPLICATION_REFUSED", "不能这样办理此申请"


class ApplicationUnqualified(Conflict):
    code, title = "APPLICATION_UNQUALIFIED", "尚不符合认定标准"


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


class PersonNotFound(NotFound):
    code, title = "PERSON_NOT_FOUND", "没有找到该经办人"


class PeopleRefused(Conflict):
    code, title = "PEOPLE_REFUSED", "不能这样变更企业经办人"


class InvitationNotFound(NotFound):
    code, title = "INVITATION_NOT_FOUND", "没有找到该邀请"


class InvitationUsed(Conflict):
    code, title = "INVITATION_USED", "邀请已被使用"


class InvitationExpired(Gone):
    code, title = "INVITATION_EXPIRED", "邀请已失效"


class OfficerNotFound(NotFound):
    code, title = "OFFICER_NOT_FOUND", "没有找到该经办人员"


class OfficerRefused(Conflict):
    code, title = "OFFICER_REFUSED", "不能这样任免经办人员"


class RulesetNotFound(NotFound):
    code, title = "RULESET_NOT_FOUND", "没有这一认定标准"


class NoStandardInForce(Conflict):
    code, title = "NO_STANDARD_IN_FORCE", "该日没有生效的认定标准"


class AssessmentNotFound(NotFound):
    code, title = "ASSESSMENT_NOT_FOUND", "没有找到该次测评"


class QuestionnaireNotFound(NotFound):
    code, title = "QUESTIONNAIRE_NOT_FOUND", "没有找到该自评问卷"


class QuestionnaireFinished(Conflict):
    code, title = "QUESTIONNAIRE_FINISHED", "自评问卷已完成"


class AnswerRefused(Unprocessable):
    code, title = "ANSWER_REFUSED", "不能这样回答"


class TitleHolderNotFound(NotFound):
    code, title = "TITLE_HOLDER_NOT_FOUND", "没有找到持有称号的企业"


class CodeTableNotFound(NotFound):
    code, title = "CODE_TABLE_NOT_FOUND", "没有这张代码表"
