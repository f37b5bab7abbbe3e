"""Where a message leads in the app: to the thing it is about, at the address where its service shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.notifications.domain.attention.deadlines import DeadlineKind
from services.notifications.domain.messages import Template


class TargetKind(StrEnum):
    ENTERPRISE = "enterprise"
    DUTY = "duty"
    APPLICATION = "application"
    CLAIM = "claim"
    MEASURE = "measure"
    RIGHT = "right"
    QUOTA = "quota"
    FINANCING = "financing"
    CONSENT = "consent"
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
    TargetKind.ENTERPRISE: "企业档案",
    TargetKind.DUTY: "待办义务",
    TargetKind.APPLICATION: "申报",
    TargetKind.CLAIM: "兑付申请",
    TargetKind.MEASURE: "政策条款",
    TargetKind.RIGHT: "人才权利",
    TargetKind.QUOTA: "额度",
    TargetKind.FINANCING: "融资申请",
    TargetKind.CONSENT: "数据授权",
    TargetKind.ACTIVITY: "服务与活动",
    TargetKind.PROVIDER: "服务机构",
    TargetKind.CASE: "典型案例",
    TargetKind.TICKET: "服务工单",
    TargetKind.POSTING: "供需对接",
    TargetKind.TALENT: "人才需求",
    TargetKind.LEAD: "招引线索",
}


@dataclass(frozen=True)
class Target:
    kind: TargetKind
    id: str
    href: str
    """A path of the zone. Nothing personal: whoever follows it shows a token of its own"""


_HREFS: Final = {
    TargetKind.ENTERPRISE: "/registry/v1/enterprises/{uscc}",
    TargetKind.DUTY: "/registry/v1/enterprises/{uscc}/duties",
    TargetKind.APPLICATION: "/registry/v1/applications/{id}",
    TargetKind.CLAIM: "/benefits/v1/claims/{id}",
    TargetKind.MEASURE: "/benefits/v1/measures/{id}",
    TargetKind.RIGHT: "/benefits/v1/rights/{id}",
    TargetKind.QUOTA: "/benefits/v1/quotas/{id}",
    TargetKind.FINANCING: "/finance/v1/applications/{id}",
    TargetKind.CONSENT: "/finance/v1/consents/{id}",
    TargetKind.ACTIVITY: "/notifications/v1/activities/{id}",
    TargetKind.PROVIDER: "/notifications/v1/enterprises/{uscc}/provider-uses",
    TargetKind.CASE: "/notifications/v1/cases/{id}",
    TargetKind.TICKET: "/notifications/v1/tickets/{id}",
    TargetKind.POSTING: "/notifications/v1/postings/{id}",
    TargetKind.TALENT: "/notifications/v1/enterprises/{uscc}/talent-needs",
    TargetKind.LEAD: "/notifications/v1/leads/{id}",
}
_KINDS: Final[Mapping[Template, TargetKind]] = {
    Template.TITLES_CHANGED: TargetKind.ENTERPRISE,
    Template.DUTY_DUE: TargetKind.DUTY,
    Template.DEADLINE_NEAR: TargetKind.ENTERPRISE,
    Template.APPLICATION_ADVANCED: TargetKind.APPLICATION,
    Template.CLAIM_ADVANCED: TargetKind.CLAIM,
    Template.RIGHT_ADVANCED: TargetKind.RIGHT,
    Template.ENTERPRISE_MERGED: TargetKind.ENTERPRISE,
    Template.ENTERPRISE_ABSORBED: TargetKind.ENTERPRISE,
    Template.ENTERPRISE_DEREGISTERED: TargetKind.ENTERPRISE,
    Template.MEASURE_MATCHED: TargetKind.MEASURE,
    Template.MEASURE_ENDED: TargetKind.MEASURE,
    Template.QUOTA_ADVANCED: TargetKind.QUOTA,
    Template.CONSENT_GRANTED: TargetKind.CONSENT,
    Template.CONSENT_WITHDRAWN: TargetKind.CONSENT,
    Template.FINANCING_ADVANCED: TargetKind.FINANCING,
    Template.FINANCING_ALL_IN: TargetKind.FINANCING,
    Template.NOTICE: TargetKind.ENTERPRISE,
    Template.ACTIVITY_SEATED: TargetKind.ACTIVITY,
    Template.ACTIVITY_CHANGED: TargetKind.ACTIVITY,
    Template.ACTIVITY_CANCELLED: TargetKind.ACTIVITY,
    Template.ACTIVITY_REMINDER: TargetKind.ACTIVITY,
    Template.SERVICE_DONE: TargetKind.PROVIDER,
    Template.CASE_ASKED: TargetKind.CASE,
    Template.TICKET_ADVANCED: TargetKind.TICKET,
    Template.POSTING_ADVANCED: TargetKind.POSTING,
    Template.POSTING_INVITED: TargetKind.POSTING,
    Template.ANSWER_ADVANCED: TargetKind.POSTING,
    Template.TALENT_NEED_LAPSING: TargetKind.TALENT,
    Template.LEAD_ADVANCED: TargetKind.LEAD,
}
_IDS: Final[Mapping[TargetKind, Callable[[Any], str]]] = {
    TargetKind.ENTERPRISE: lambda fact: str(fact.enterprise_id),
    TargetKind.DUTY: lambda fact: str(fact.duty_id),
    TargetKind.APPLICATION: lambda fact: str(fact.application_id),
    TargetKind.CLAIM: lambda fact: str(fact.claim_id),
    TargetKind.MEASURE: lambda fact: str(fact.benefit_code),
    TargetKind.RIGHT: lambda fact: str(fact.right_id),
    TargetKind.QUOTA: lambda fact: str(fact.quota_id),
    TargetKind.FINANCING: lambda fact: str(fact.application_id),
    TargetKind.CONSENT: lambda fact: str(fact.consent_id),
}


def target_id(template: Template, fact: Any) -> str:
    """Of the thing that the fact tells of, which a message of this template is about."""
    return _IDS[_KINDS[template]](fact)


_REMINDED: Final[Mapping[DeadlineKind, TargetKind]] = {
    DeadlineKind.DUTY: TargetKind.DUTY,
    DeadlineKind.CLAIM: TargetKind.MEASURE,
    DeadlineKind.CONSENT: TargetKind.CONSENT,
}


def reminded_id(kind: DeadlineKind, about: str) -> str | None:
    """Of what a reminder is about: it says its kind, too, which of other messages the template does."""
    return f"{_REMINDED[kind]}/{about}" if kind in _REMINDED else None


def target(template: Template, uscc: str, id_: str | None) -> Target:
    """`id_` is None in messages that lead nowhere else: then to the enterprise."""
    if id_ is None:
        return Target(TargetKind.ENTERPRISE, uscc, _HREFS[TargetKind.ENTERPRISE].format(uscc=uscc))
    named, _, rest = id_.rpartition("/")
    kind = TargetKind(named) if named else _KINDS[template]
    return Target(kind, rest, _HREFS[kind].format(uscc=uscc, id=rest))
