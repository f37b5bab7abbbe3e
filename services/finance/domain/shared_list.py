"""What stands on the shared list, and what a bank's copy must do."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from shared.events import Item, Standing, Title, tier_on
from shared.values import DISTRICTS, Tier

SHARED_LIST: Final = "shared-list"


@dataclass(frozen=True, slots=True)
class Facets:
    """By what of a line the list can be filtered."""

    tier: Tier
    """The highest; none: not on the list"""
    held: int
    """Every title that counts: see `held`"""
    district: str
    industry: str


@dataclass(frozen=True)
class ListFilter:
    """What an institution asks of the list. `tier` is exactly the highest; `holds` any title held."""

    tier: Tier | None = None
    holds: Tier | None = None
    district: str | None = None
    industry: str | None = None

    @property
    def whole(self) -> bool:
        return self == ListFilter()

    def admits(self, line: Facets) -> bool:
        return (
            line.tier is not Tier.NONE
            and self.tier in (None, line.tier)
            and (self.holds is None or bool(line.held & held([self.holds])))
            and self.district in (None, line.district)
            and self.industry in (None, line.industry)
        )


def held(tiers: Sequence[Tier]) -> int:
    """A set of titles as a number, a bit for each."""
    return sum(1 << tier.rank for tier in {*tiers})


def facets(firm: "Firm", standing: Standing) -> Facets:
    counting = [title.tier for title in standing.titles if title.counts_on(standing.on)]
    return Facets(tier_on(standing.titles, standing.on), held(counting), firm.district, firm.industry)


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


def document(line: Mapping[str, Any]) -> str:
    """A line as it is kept, served and hashed: its members sorted, no spaces, as RFC 8785 writes JSON."""
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf(document: str) -> str:
    """What stands for the line in the digest of the list: SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


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


LEFT_THE_FILTER: Final = "已不符合所问的筛选条件"


def told(asked: ListFilter, now: Facets, before: Sequence[Facets | None]) -> str | None:
    """What whoever holds the list under a filter must do about a line that changed; None: nothing.

    `before` is what it was before each of its changes, None where nobody noted it. A copy may have been taken between
    two of them: a line that was in the filter before any is removed, also from a copy that never had it.
    """
    if asked.admits(now):
        return "upsert"
    return "remove" if any(one is None or asked.admits(one) for one in before) else None


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
