"""Why an institution refuses, and why a part ends that nobody answered: two closed tables."""

from enum import StrEnum
from typing import Final


class RefusalReason(StrEnum):
    OUT_OF_SCOPE = "out_of_scope"
    CONDITIONS = "conditions"
    CREDIT = "credit"
    REPAYMENT = "repayment"
    SECURITY = "security"
    PURPOSE = "purpose"
    INFORMATION = "information"
    NO_ROOM = "no_room"
    OTHER = "other"
    """In words"""

    @property
    def label(self) -> str:
        return REFUSAL_LABELS[self]


REFUSAL_LABELS: Final = {
    RefusalReason.OUT_OF_SCOPE: "不在本机构业务或地域范围内",
    RefusalReason.CONDITIONS: "不符合产品条件",
    RefusalReason.CREDIT: "信用审查未通过",
    RefusalReason.REPAYMENT: "还款来源或偿付能力不足",
    RefusalReason.SECURITY: "担保或抵质押不足",
    RefusalReason.PURPOSE: "用途不符合产品规定",
    RefusalReason.INFORMATION: "资料不足，无法审查",
    RefusalReason.NO_ROOM: "本机构额度已满",
    RefusalReason.OTHER: "其他原因",
}


class EndReason(StrEnum):
    """Why a part ended that its institution did not refuse."""

    ANOTHER_ACCEPTED = "another_accepted"
    TIED_ENDED = "tied_ended"
    ENTERPRISE_ENDED = "enterprise_ended"
    INSTITUTION_SILENT = "institution_silent"
    ENTERPRISE_SILENT = "enterprise_silent"
    OFFER_LAPSED = "offer_lapsed"

    @property
    def label(self) -> str:
        return END_LABELS[self]


END_LABELS: Final = {
    EndReason.ANOTHER_ACCEPTED: "企业已选定其他方案",
    EndReason.TIED_ENDED: "贷款与担保须一并办理，另一方已终止",
    EndReason.ENTERPRISE_ENDED: "企业已注销或被合并",
    EndReason.INSTITUTION_SILENT: "机构未在期限内答复",
    EndReason.ENTERPRISE_SILENT: "企业未在期限内补充",
    EndReason.OFFER_LAPSED: "报价有效期已过",
}
