"""Quotas (推荐名额): entered by the city as the province sets them."""

from dataclasses import dataclass

from services.registry import store
from services.registry.domain.quotas import LIMITED, Quota, entered
from services.registry.domain.titles import Refusal
from services.registry.problems import QuotaRefused
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import decide
from shared.problems import Forbidden
from shared.values import Tier


@dataclass(frozen=True)
class ShownQuota:
    quota: Quota
    used: int | None
    """None for an officer of a district: how many the city recommended would tell of the other districts"""


async def of_year(tx: Tx, caller: Caller, year: int) -> list[ShownQuota]:
    """One of each tier that has a quota, entered or not."""
    there = await store.quotas.of_year(tx, year)
    return [_shown(caller, there.get(tier, Quota(tier, year))) for tier in LIMITED]


async def get(tx: Tx, caller: Caller, year: int, tier: Tier) -> ShownQuota:
    """A quota nobody entered yet has no places and version 0."""
    return _shown(caller, (await store.quotas.of_year(tx, year)).get(tier, Quota(tier, year)))


def _shown(caller: Caller, quota: Quota) -> ShownQuota:
    return ShownQuota(quota, quota.used if caller.sees_city else None)


async def enter(
    tx: Tx, caller: Caller, year: int, tier: Tier, if_match: str | None, places: int, document: str
) -> ShownQuota:
    if not decide(caller, "quota.write"):
        raise Forbidden("推荐名额由市级经办人员录入")
    quota = (await store.quotas.lock(tx, [tier], year))[tier]
    require_version(if_match, quota.version)
    try:
        changed = entered(quota, places, document)
    except Refusal as refusal:
        raise QuotaRefused(str(refusal)) from refusal
    await store.quotas.save(tx, [changed])
    tx.edited("quota", {"places": quota.places}, {"places": changed.places})
    return _shown(caller, changed)
