"""Quotas (推荐名额): entered by the city as the province sets them."""

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


async def of_year(tx: Tx, year: int) -> list[Quota]:
    """One of each tier that has a quota, entered or not."""
    there = await store.quotas.of_year(tx, year)
    return [there.get(tier, Quota(tier, year)) for tier in LIMITED]


async def get(tx: Tx, year: int, tier: Tier) -> Quota:
    """A quota nobody entered yet has no places and version 0."""
    return (await store.quotas.of_year(tx, year)).get(tier, Quota(tier, year))


async def enter(
    tx: Tx, caller: Caller, year: int, tier: Tier, if_match: str | None, places: int, document: str
) -> Quota:
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
    return changed
