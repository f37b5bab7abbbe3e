"""What each kind of message is worth: its topic, how urgent it is, and what may hold it back.

The inbox keeps every message whatever this table says; it is about what leaves for a phone or a mailbox.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Urgency


class Topic(StrEnum):
    """What an enterprise chooses by: a handful, in its own words."""

    TIER = "tier"
    MONEY = "money"
    DEADLINES = "deadlines"
    APPLICATIONS = "applications"
    POLICIES = "policies"
    FINANCING = "financing"
    CONSENTS = "consents"
    HELP = "help"

    @property
    def label(self) -> str:
        return TOPIC_LABELS[self]

    @property
    def mandatory(self) -> bool:
        return self in MANDATORY


TOPIC_LABELS: Final = {
    Topic.TIER: "梯度、称号和主体变更",
    Topic.MONEY: "资金、额度和待遇的办理",
    Topic.DEADLINES: "期限和待办",
    Topic.APPLICATIONS: "称号申报进度",
    Topic.POLICIES: "新政策和政策变化",
    Topic.FINANCING: "融资申请的答复",
    Topic.CONSENTS: "数据授权",
    Topic.HELP: "服务、活动、工单和供需对接",
}
TOPIC_LABELS_EN: Final = {
    Topic.TIER: "tier, titles and changes of the enterprise itself",
    Topic.MONEY: "money, quotas and personal benefits",
    Topic.DEADLINES: "deadlines and duties",
    Topic.APPLICATIONS: "progress of applications for titles",
    Topic.POLICIES: "new and changed measures",
    Topic.FINANCING: "answers to applications for financing",
    Topic.CONSENTS: "consents to share data",
    Topic.HELP: "services, activities, tickets, demands and offers",
}
MANDATORY: Final = frozenset({Topic.TIER, Topic.MONEY, Topic.DEADLINES})
"""Nobody opts out of these: whoever does not hear of them loses a title, money or a right."""


@dataclass(frozen=True)
class Class:
    """How messages of one template are treated on their way out."""

    topic: Topic
    urgency: Urgency
    wakes: bool = False
    """Leaves in quiet hours, too"""

    @property
    def capped(self) -> bool:
        """Whether it spends of what an enterprise can hear in a week; what is urgent does not."""
        return self.urgency is not Urgency.URGENT

    @property
    def merges(self) -> bool:
        """Whether several leave as one."""
        return self.urgency is Urgency.BULK


CLASSES: Final[Mapping[Template, Class]] = {
    Template.TITLES_CHANGED: Class(Topic.TIER, Urgency.URGENT),
    Template.ENTERPRISE_MERGED: Class(Topic.TIER, Urgency.URGENT),
    Template.ENTERPRISE_ABSORBED: Class(Topic.TIER, Urgency.URGENT),
    Template.ENTERPRISE_DEREGISTERED: Class(Topic.TIER, Urgency.URGENT),
    Template.CLAIM_ADVANCED: Class(Topic.MONEY, Urgency.URGENT),
    Template.RIGHT_ADVANCED: Class(Topic.MONEY, Urgency.URGENT),
    Template.QUOTA_ADVANCED: Class(Topic.MONEY, Urgency.URGENT),
    Template.DUTY_DUE: Class(Topic.DEADLINES, Urgency.URGENT),
    Template.DEADLINE_NEAR: Class(Topic.DEADLINES, Urgency.URGENT),
    Template.APPLICATION_ADVANCED: Class(Topic.APPLICATIONS, Urgency.NORMAL),
    Template.MEASURE_MATCHED: Class(Topic.POLICIES, Urgency.BULK),
    Template.MEASURE_ENDED: Class(Topic.POLICIES, Urgency.BULK),
    Template.FINANCING_ADVANCED: Class(Topic.FINANCING, Urgency.NORMAL),
    Template.FINANCING_ALL_IN: Class(Topic.FINANCING, Urgency.NORMAL),
    Template.NOTICE: Class(Topic.POLICIES, Urgency.BULK),
    Template.ACTIVITY_SEATED: Class(Topic.HELP, Urgency.URGENT),
    Template.ACTIVITY_CHANGED: Class(Topic.HELP, Urgency.URGENT),
    Template.ACTIVITY_CANCELLED: Class(Topic.HELP, Urgency.URGENT),
    Template.ACTIVITY_REMINDER: Class(Topic.HELP, Urgency.URGENT),
    Template.SERVICE_DONE: Class(Topic.HELP, Urgency.NORMAL),
    Template.CASE_ASKED: Class(Topic.HELP, Urgency.NORMAL),
    Template.TICKET_ADVANCED: Class(Topic.HELP, Urgency.NORMAL),
    Template.POSTING_ADVANCED: Class(Topic.HELP, Urgency.NORMAL),
    Template.POSTING_INVITED: Class(Topic.HELP, Urgency.BULK),
    Template.ANSWER_ADVANCED: Class(Topic.HELP, Urgency.NORMAL),
    Template.TALENT_NEED_LAPSING: Class(Topic.HELP, Urgency.NORMAL),
    Template.LEAD_ADVANCED: Class(Topic.HELP, Urgency.NORMAL),
    Template.CONSENT_GRANTED: Class(Topic.CONSENTS, Urgency.URGENT, wakes=True),
    Template.CONSENT_WITHDRAWN: Class(Topic.CONSENTS, Urgency.NORMAL),
}
"""A consent somebody else gave in the enterprise's name is to be stopped at once: it alone wakes people. What of an
activity one would hear too late on Monday is urgent. A digest has no class of its own, it goes as what is in it; nor
has a code to an address, which is asked for and waits for nothing.
"""
RINGING: Final = frozenset({Channel.EMAIL, Channel.SMS, Channel.WECHAT, Channel.PHONE})
"""Channels that end at a person. A webhook ends at a machine, which neither sleeps nor tires: it has no quiet hours, no
weekly cap, and gets each message by itself."""
