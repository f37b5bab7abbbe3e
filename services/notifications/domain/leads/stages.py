"""Where a lead stands: a table of steps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from services.notifications.domain.refusals import Refusal


class LeadKind(StrEnum):
    GAP = "gap"
    """短板弱项: something that nobody here makes"""
    ENTERPRISE = "enterprise"
    """目标企业: somebody elsewhere who makes it"""

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS: Final = {LeadKind.GAP: "产业链缺口", LeadKind.ENTERPRISE: "目标企业"}


class LeadSource(StrEnum):
    OFFICER = "officer"
    ENTERPRISE = "enterprise"
    """An enterprise of the zone would like them near"""

    @property
    def label(self) -> str:
        return _SOURCES[self]


_SOURCES: Final = {LeadSource.OFFICER: "主管部门", LeadSource.ENTERPRISE: "企业推荐"}


class LeadStage(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    LANDED = "landed"
    """It is registered in the zone"""
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _STAGES[self]


_STAGES: Final = {
    LeadStage.NEW: "待指派",
    LeadStage.ASSIGNED: "已指派",
    LeadStage.CONTACTED: "已接洽",
    LeadStage.NEGOTIATING: "洽谈中",
    LeadStage.SIGNED: "已签约",
    LeadStage.LANDED: "已落地",
    LeadStage.DROPPED: "已终止",
}
LIVE: Final = tuple(one for one in LeadStage if one not in (LeadStage.LANDED, LeadStage.DROPPED))


class LeadStep(StrEnum):
    RECORD = "record"
    ASSIGN = "assign"
    CONTACT = "contact"
    NEGOTIATE = "negotiate"
    SIGN = "sign"
    LAND = "land"
    DROP = "drop"
    RESUME = "resume"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {
    LeadStep.RECORD: "登记",
    LeadStep.ASSIGN: "指派",
    LeadStep.CONTACT: "接洽",
    LeadStep.NEGOTIATE: "洽谈",
    LeadStep.SIGN: "签约",
    LeadStep.LAND: "落地",
    LeadStep.DROP: "终止",
    LeadStep.RESUME: "重新启动",
}
_S = LeadStage
AFTER: Final[Mapping[tuple[LeadStage, LeadStep], LeadStage]] = {
    (_S.NEW, LeadStep.ASSIGN): _S.ASSIGNED,
    **{(stage, LeadStep.ASSIGN): stage for stage in (_S.ASSIGNED, _S.CONTACTED, _S.NEGOTIATING, _S.SIGNED)},
    (_S.ASSIGNED, LeadStep.CONTACT): _S.CONTACTED,
    (_S.CONTACTED, LeadStep.NEGOTIATE): _S.NEGOTIATING,
    (_S.NEGOTIATING, LeadStep.SIGN): _S.SIGNED,
    **{(stage, LeadStep.LAND): _S.LANDED for stage in (_S.CONTACTED, _S.NEGOTIATING, _S.SIGNED)},
    **{(stage, LeadStep.DROP): _S.DROPPED for stage in LIVE},
    (_S.DROPPED, LeadStep.RESUME): _S.NEW,
}
"""Every step there is but RECORD, with which a lead begins. What is not here cannot be. A small one may land without
a contract; handing on to another officer changes no stage."""


def taken(stage: LeadStage, step: LeadStep) -> LeadStage:
    """Raises Refusal."""
    after = AFTER.get((stage, step))
    if after is None:
        raise Refusal(f"该线索处于“{stage.label}”，不能{step.label}；请刷新后按当前阶段办理")
    return after
