"""Titles and changes of titles, made by hand for tests of rules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.registry.domain.titles import Enterprise, in_order, valid_until
from services.registry.procedures import terms
from shared.events import ChangeReason, Event, Origin, Standing, TierChanged, Title, TitleChanged, tier_on
from shared.values import EnterpriseId, Tier

DAY = timedelta(days=1)
ENTERPRISE = Enterprise(
    enterprise_id=EnterpriseId("7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21"),
    uscc="91330108MAXB0012XH",
    usccs=("91330108MAXB0012XH",),
    name="示例传感技术有限公司",
    district="330108",
    industry="C39",
    version=1,
)


def make_title(tier: Tier, recognised_on: date, until: date | None = None, **more: Any) -> Title:
    return Title(
        **{
            "title_id": str(uuid4()),
            "tier": tier,
            "number": f"示例-{tier}-{recognised_on}",
            "authority": "示例机关",
            "document": "示例文号",
            "recognised_on": recognised_on,
            "valid_until": until or valid_until(recognised_on, terms()),
            **more,
        }
    )


def standing(on: date, *titles: Title) -> Standing:
    ordered = in_order(titles)
    return Standing(tier=tier_on(ordered, on), on=on, titles=ordered)


def make_change(
    previous: Standing,
    current: Standing,
    reason: ChangeReason = ChangeReason.RECOGNISED,
    enterprise: Enterprise = ENTERPRISE,
    **more: Any,
) -> TierChanged | TitleChanged:
    cls = TitleChanged if previous.tier is current.tier else TierChanged
    return cls(
        **{
            "enterprise_id": enterprise.enterprise_id,
            "uscc": enterprise.uscc,
            "enterprise_version": enterprise.version + 1,
            "name": enterprise.name,
            "district": enterprise.district,
            "industry": enterprise.industry,
            "usccs": enterprise.usccs,
            "effective_on": current.on,
            "previous": previous,
            "current": current,
            "reason": reason,
            "reason_text": "示例机关认定（示例文号）",
            **more,
        }
    )


def told(change: Any, event_id: str | None = None, type_: str = "cn.hangzhou.zjtx.registry.tier.changed.v1") -> Event:
    """The fact as a listener receives it."""
    return Event(event_id or str(uuid4()), type_, datetime.now(UTC), change, Origin("officer:test", "chain"))
