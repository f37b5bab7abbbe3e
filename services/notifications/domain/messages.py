"""What every message has: a template, and words."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared.values import Certainty, yuan


class Template(StrEnum):
    TITLES_CHANGED = "titles_changed"
    DUTY_DUE = "duty_due"
    APPLICATION_ADVANCED = "application_advanced"
    CLAIM_ADVANCED = "claim_advanced"
    RIGHT_ADVANCED = "right_advanced"
    ENTERPRISE_MERGED = "enterprise_merged"
    ENTERPRISE_ABSORBED = "enterprise_absorbed"
    ENTERPRISE_DEREGISTERED = "enterprise_deregistered"
    MEASURE_MATCHED = "measure_matched"
    MEASURE_ENDED = "measure_ended"
    NOTICE = "notice"
    QUOTA_ADVANCED = "quota_advanced"
    CONSENT_GRANTED = "consent_granted"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    FINANCING_ADVANCED = "financing_advanced"
    FINANCING_ALL_IN = "financing_all_in"
    DEADLINE_NEAR = "deadline_near"
    ACTIVITY_SEATED = "activity_seated"
    ACTIVITY_CHANGED = "activity_changed"
    ACTIVITY_CANCELLED = "activity_cancelled"
    ACTIVITY_REMINDER = "activity_reminder"
    SERVICE_DONE = "service_done"
    CASE_ASKED = "case_asked"
    TICKET_ADVANCED = "ticket_advanced"
    POSTING_ADVANCED = "posting_advanced"
    POSTING_INVITED = "posting_invited"
    ANSWER_ADVANCED = "answer_advanced"
    TALENT_NEED_LAPSING = "talent_need_lapsing"
    LEAD_ADVANCED = "lead_advanced"
    DIGEST = "digest"
    """Several messages in one: leaves the zone, and lies in no inbox"""
    CONTACT_VERIFICATION = "contact_verification"
    """A code to an address, and in no inbox"""

    @property
    def label(self) -> str:
        return TEMPLATE_LABELS[self]


OUTSIDE_ONLY: Final = frozenset({Template.DIGEST, Template.CONTACT_VERIFICATION})
"""What leaves the zone and lies in no inbox"""
TEMPLATE_LABELS: Final = {
    Template.TITLES_CHANGED: "梯度或称号变更",
    Template.DUTY_DUE: "待办事项",
    Template.APPLICATION_ADVANCED: "称号申报进度",
    Template.CLAIM_ADVANCED: "资金兑付进度",
    Template.RIGHT_ADVANCED: "人才待遇办理进度",
    Template.ENTERPRISE_MERGED: "被其他企业合并",
    Template.ENTERPRISE_ABSORBED: "吸收合并其他企业",
    Template.ENTERPRISE_DEREGISTERED: "企业注销",
    Template.MEASURE_MATCHED: "政策匹配",
    Template.MEASURE_ENDED: "政策停止或资格关闭",
    Template.QUOTA_ADVANCED: "额度变动",
    Template.CONSENT_GRANTED: "数据授权生效",
    Template.CONSENT_WITHDRAWN: "数据授权终止",
    Template.FINANCING_ADVANCED: "融资申请答复",
    Template.FINANCING_ALL_IN: "融资报价已齐",
    Template.DEADLINE_NEAR: "期限提醒",
    Template.NOTICE: "通知公告",
    Template.ACTIVITY_SEATED: "活动候补转正",
    Template.ACTIVITY_CHANGED: "活动变更",
    Template.ACTIVITY_CANCELLED: "活动取消",
    Template.ACTIVITY_REMINDER: "活动提醒",
    Template.SERVICE_DONE: "服务完成，请评价",
    Template.CASE_ASKED: "案例征求同意",
    Template.TICKET_ADVANCED: "服务工单进展",
    Template.POSTING_ADVANCED: "供需对接进展",
    Template.POSTING_INVITED: "供需对接邀请",
    Template.ANSWER_ADVANCED: "应答进展",
    Template.TALENT_NEED_LAPSING: "人才需求即将到期",
    Template.LEAD_ADVANCED: "招引线索进展",
    Template.DIGEST: "消息汇总",
    Template.CONTACT_VERIFICATION: "联系方式验证码",
}


@dataclass(frozen=True)
class Words:
    heading: str
    text: str


def folded(text: str) -> str:
    """The one form in which words are sought: full or half width, upper or lower case, broken into lines or not."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


CERTAINTY: Final = {
    Certainty.NOMINAL: "{yuan} 元（名义金额）",
    Certainty.UPPER_BOUND: "最高 {yuan} 元",
    Certainty.LOWER_BOUND: "不低于 {yuan} 元",
    Certainty.RATE_UNSPECIFIED: "金额按有关政策核定",
    Certainty.NON_MONETARY: "",
}


def grouped(fen: int) -> str:
    whole, _, cents = yuan(fen).partition(".")
    return f"{int(whole):,}.{cents}"
