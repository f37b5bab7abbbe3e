"""动态监测: looked at again whenever an enterprise or the day changes, a few hundred at a time; read by officers."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from services.registry import rulesets, store
from services.registry.domain.monitoring import Finding, Kind, Watched, findings
from services.registry.service import profiles
from services.registry.store.monitoring import Freshness, Place
from shared.callers import Caller
from shared.db import Database, Tx
from shared.permissions import visible_district
from shared.values import HOLDABLE, EnterpriseId, Tier

AT_ONCE: Final = 500
"""A round: a city of 30,000 is looked at within minutes of midnight, and requests hardly notice."""


@dataclass(frozen=True)
class Report:
    """A page of findings, and what there is of them in all."""

    rows: Sequence[Any]
    totals: Mapping[str, int]
    """By kind"""
    freshness: Freshness

    @property
    def last(self) -> str:
        return "|".join((self.rows[-1].enterprise_id, self.rows[-1].kind, self.rows[-1].tier))


def place(key: str | None) -> Place | None:
    """A place in the list, from a key we wrote."""
    if key is None:
        return None
    enterprise_id, kind, tier = key.split("|")
    return enterprise_id, kind, tier


async def renew(db: Database) -> None:
    """Looks at those that changed since, or that nobody looked at today. A lost race is found stale again."""
    async with db.reading() as tx:  # a quiet round takes no lock
        versions = await store.monitoring.stale(tx, tx.today, AT_ONCE)
        known = await profiles.of(tx, versions)
        titles = await store.titles.of(tx, versions)
        today = tx.today
    if not versions:
        return
    ids = list(versions)
    standards = [one for tier in HOLDABLE if (one := rulesets.standard_on(tier, today))]
    watched = Watched([known[id_] for id_ in ids], [titles.get(id_, ()) for id_ in ids], today, rulesets.size_rules())
    found = await asyncio.to_thread(findings, watched, standards)
    async with db.transaction() as tx:
        await store.monitoring.replace(
            tx,
            ids,
            [_row(ids, one, watched) for one in found],
            [
                {"enterprise_id": id_, "version": version, "judged_on": today, "judged_at": tx.now}
                for id_, version in versions.items()
            ],
        )


def _row(ids: Sequence[EnterpriseId], one: Finding, watched: Watched) -> dict[str, Any]:
    return {
        "enterprise_id": ids[one.row],
        "kind": one.kind,
        "tier": one.tier,
        "ruleset": one.ruleset,
        "judged_on": watched.on,
        "reasons": json.dumps([asdict(reason) for reason in one.reasons], ensure_ascii=False),
    }


async def report(
    tx: Tx, caller: Caller, district: str | None, kind: Kind | None, tier: Tier | None, after: str | None, limit: int
) -> Report:
    """An officer of a district sees and counts that district's only, whatever the filter says."""
    visible = visible_district(caller, district)
    return Report(
        rows=await store.monitoring.page(tx, visible, kind, tier, place(after), limit),
        totals=await store.monitoring.totals(tx, visible, tier),
        freshness=await store.monitoring.freshness(tx, visible, tx.today),
    )
