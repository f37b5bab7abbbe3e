"""What stands on the shared list, and what a bank's copy must do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from shared.events import Item, Standing, Title, tier_on
from shared.values import DISTRICTS, Tier

SHARED_LIST: Final = "shared-list"


@dataclass(frozen=True)
class Firm:
    """The public facts of an enterprise that go with its titles to every institution."""

    enterprise_id: str
    uscc: str
    former_usccs: tuple[str, ...]
    name: str
    district: str
    industry: str


def entry(firm: Firm, titles: Sequence[Title], on: date) -> dict[str, Any]:
    """The line of the list: public title facts only (domain of 名单推送, no figures, no people)."""
    tier = tier_on(titles, on)
    return {
        "enterprise_id": firm.enterprise_id,
        "uscc": firm.uscc,
        "former_usccs": list(firm.former_usccs),
        "name": firm.name,
        "district": firm.district,
        "district_name": DISTRICTS.get(firm.district, ""),
        "industry": firm.industry,
        "tier": tier,
        "tier_label": tier.label,
        "titles": [_title(title) for title in titles if title.counts_on(on)],
    }


def _title(title: Title) -> dict[str, Any]:
    return {
        "tier": title.tier,
        "number": title.number,
        "authority": title.authority,
        "recognised_on": title.recognised_on.isoformat(),
        "valid_until": title.valid_until.isoformat(),
    }


@dataclass(frozen=True)
class ListChange:
    """What a bank's copy must do."""

    op: str
    """upsert or remove"""
    reason: str


def list_change(previous: Standing, current: Standing, reason: str) -> ListChange | None:
    """None when the enterprise was not on the list and still is not."""
    if current.tier is not Tier.NONE:
        return ListChange("upsert", reason)
    return ListChange("remove", reason) if previous.tier is not Tier.NONE else None


def consequence(previous: Standing, current: Standing) -> Mapping[str, tuple[Item, ...]]:
    """What the change did to the enterprise's place on the list, as gained and lost."""
    if current.tier is previous.tier:
        return {}
    if current.tier is Tier.NONE:
        return {"lost": (_item("移出专精特新共享名单", "金融机构不再在名单中看到本企业"),)}
    if previous.tier is Tier.NONE:
        return {"gained": (_item(f"列入专精特新共享名单（{current.tier.label}）", "金融机构可据名单提供优惠产品"),)}
    side = "gained" if current.tier.rank > previous.tier.rank else "lost"
    return {side: (_item(f"共享名单更新为{current.tier.label}", f"此前为{previous.tier.label}"),)}


def _item(label: str, reason: str) -> Item:
    return Item(code=SHARED_LIST, label=label, reason=reason)
