"""消息类别: what a message is about, as the app sorts its inbox."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from services.notifications.domain.messages import Template


class Kind(StrEnum):
    TITLE = "title"
    DUTY = "duty"
    DEADLINE = "deadline"
    APPLICATION = "application"
    CLAIM = "claim"
    MEASURE = "measure"
    RIGHT = "right"
    QUOTA = "quota"
    FINANCING = "financing"
    CONSENT = "consent"
    ENTERPRISE = "enterprise"
    NOTICE = "notice"
    ACTIVITY = "activity"
    PROVIDER = "provider"
    CASE = "case"
    TICKET = "ticket"
    POSTING = "posting"
    TALENT = "talent"
    LEAD = "lead"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Kind.TITLE: "称号与梯度",
    Kind.DUTY: "待办义务",
    Kind.DEADLINE: "期限提醒",
    Kind.APPLICATION: "申报与复核",
    Kind.CLAIM: "资金兑付",
    Kind.MEASURE: "政策推送",
    Kind.RIGHT: "人才权利",
    Kind.QUOTA: "额度",
    Kind.FINANCING: "融资申请",
    Kind.CONSENT: "数据授权",
    Kind.ENTERPRISE: "企业变更",
    Kind.NOTICE: "通知公告",
    Kind.ACTIVITY: "服务与活动",
    Kind.PROVIDER: "服务机构",
    Kind.CASE: "典型案例",
    Kind.TICKET: "服务工单",
    Kind.POSTING: "供需对接",
    Kind.TALENT: "人才需求",
    Kind.LEAD: "招引线索",
}
KINDS: Final[Mapping[Template, Kind]] = {
    Template.TITLES_CHANGED: Kind.TITLE,
    Template.DUTY_DUE: Kind.DUTY,
    Template.DEADLINE_NEAR: Kind.DEADLINE,
    Template.APPLICATION_ADVANCED: Kind.APPLICATION,
    Template.CLAIM_ADVANCED: Kind.CLAIM,
    Template.RIGHT_ADVANCED: Kind.RIGHT,
    Template.ENTERPRISE_MERGED: Kind.ENTERPRISE,
    Template.ENTERPRISE_ABSORBED: Kind.ENTERPRISE,
    Template.ENTERPRISE_DEREGISTERED: Kind.ENTERPRISE,
    Template.MEASURE_MATCHED: Kind.MEASURE,
    Template.MEASURE_ENDED: Kind.MEASURE,
    Template.QUOTA_ADVANCED: Kind.QUOTA,
    Template.CONSENT_GRANTED: Kind.CONSENT,
    Template.CONSENT_WITHDRAWN: Kind.CONSENT,
    Template.FINANCING_ADVANCED: Kind.FINANCING,
    Template.FINANCING_ALL_IN: Kind.FINANCING,
    Template.NOTICE: Kind.NOTICE,
    Template.ACTIVITY_SEATED: Kind.ACTIVITY,
    Template.ACTIVITY_CHANGED: Kind.ACTIVITY,
    Template.ACTIVITY_CANCELLED: Kind.ACTIVITY,
    Template.ACTIVITY_REMINDER: Kind.ACTIVITY,
    Template.SERVICE_DONE: Kind.PROVIDER,
    Template.CASE_ASKED: Kind.CASE,
    Template.TICKET_ADVANCED: Kind.TICKET,
    Template.POSTING_ADVANCED: Kind.POSTING,
    Template.POSTING_INVITED: Kind.POSTING,
    Template.ANSWER_ADVANCED: Kind.POSTING,
    Template.TALENT_NEED_LAPSING: Kind.TALENT,
    Template.LEAD_ADVANCED: Kind.LEAD,
}
IMPORTANT: Final = (Kind.TITLE, Kind.DUTY, Kind.DEADLINE, Kind.CLAIM, Kind.APPLICATION, Kind.FINANCING, Kind.MEASURE)
"""Those whose newest message the app's home shows, in this order: what changes standing or money comes first."""


def templates(kind: Kind) -> Sequence[Template]:
    return [template for template, of in KINDS.items() if of is kind]


def by_kind(counts: Mapping[str, int]) -> dict[Kind, int]:
    """Counts by template, added up; of every kind, also where there is none."""
    totals = dict.fromkeys(Kind, 0)
    for template, count in counts.items():
        totals[KINDS[Template(template)]] += count
    return totals
