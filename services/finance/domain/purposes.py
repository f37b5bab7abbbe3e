"""What an institution asks for (用途): a closed list, so that use can be told apart and accounted for."""

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    MARKETING = "marketing"
    PRE_LOAN = "pre_loan"
    POST_LOAN = "post_loan"
    GUARANTEE = "guarantee"
    UNDERWRITING = "underwriting"
    LISTING = "listing"
    RECONCILIATION = "reconciliation"
    ADMINISTRATION = "administration"
    TESTING = "testing"


PURPOSE_LABELS: Final = {
    Purpose.MARKETING: "产品推介与客户拓展",
    Purpose.PRE_LOAN: "贷前调查",
    Purpose.POST_LOAN: "贷后管理",
    Purpose.GUARANTEE: "担保审查",
    Purpose.UNDERWRITING: "保险核保与理赔",
    Purpose.LISTING: "上市培育与辅导",
    Purpose.RECONCILIATION: "名单同步与核对",
    Purpose.ADMINISTRATION: "本机构接入管理",
    Purpose.TESTING: "联调测试",
}
