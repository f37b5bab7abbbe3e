"""The summary of an enterprise: at most 2 KB, so that the app's home is there at once on a bad line."""

from datetime import date
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.desks import STATE_LABELS, State
from services.registry.schemas.codes import STATUSES, Status
from services.registry.service.summaries import Summary
from shared.values import Tier

_EXAMPLE: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "as_of": "2026-11-23",
    "tier": "innovative",
    "tier_label": "创新型中小企业",
    "next_tier": "specialised",
    "next_tier_label": "省级专精特新中小企业",
    "may_not_apply": None,
    "may_apply_from": None,
    "titles": [{"tier": "innovative", "label": "创新型中小企业", "last_day": "2027-03-14"}],
    "due": {"what": "renewal", "label": "复核", "tier": "innovative", "on": "2027-03-14"},
    "open_applications": 1,
    "applications": [{"tier": "specialised", "state": "city", "state_label": "市级审核"}],
    "code_status": "active",
}


class SummaryTitle(BaseModel):
    tier: Tier
    label: str
    last_day: date


class SummaryDue(BaseModel):
    """What comes next: the title ends on that day unless it passes its review before."""

    what: Literal["renewal"]
    label: str
    tier: Tier
    on: date


class SummaryApplication(BaseModel):
    tier: Tier
    state: State
    state_label: str


class SummaryOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    uscc: str
    name: str
    as_of: date
    tier: Tier
    tier_label: str
    next_tier: Tier | None = Field(description="下一级梯度；已在最高一级或企业已终止则为空")
    next_tier_label: str | None
    may_not_apply: str | None = Field(description="不得申报的原因：企业已终止，或因称号被撤销（含期限）；没有则为 null")
    may_apply_from: date | None = Field(description="因称号被撤销而不得申报时，可以再申报的首日；没有限制则为 null")
    titles: list[SummaryTitle]
    due: SummaryDue | None
    open_applications: int = Field(description="在办的申报件数")
    applications: list[SummaryApplication]
    code_status: Status

    @classmethod
    def of(cls, found: Summary) -> Self:
        above, due = (found.tier.above() if found.enterprise.ended_on is None else None), found.due
        return cls(
            uscc=found.enterprise.uscc,
            name=found.enterprise.name,
            as_of=found.on,
            tier=found.tier,
            tier_label=found.tier.label,
            next_tier=above,
            next_tier_label=above.label if above else None,
            may_not_apply=found.barrier,
            may_apply_from=found.ban and found.ban.until,
            titles=[SummaryTitle(tier=one.tier, label=one.tier.label, last_day=one.last_day) for one in found.titles],
            due=SummaryDue(what="renewal", label="复核", tier=due.tier, on=due.on) if due else None,
            open_applications=len(found.open_applications),
            applications=[
                SummaryApplication(tier=tier, state=state, state_label=STATE_LABELS[state])
                for tier, state in found.open_applications
            ],
            code_status=STATUSES[found.suspended],
        )
