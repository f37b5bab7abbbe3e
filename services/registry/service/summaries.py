"""The summary (概要) of an enterprise: what the home of the app shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.registry import store
from services.registry.domain.admission import Ban
from services.registry.domain.desks import State
from services.registry.domain.identities import ENDED
from services.registry.domain.summaries import Due, next_renewal
from services.registry.service import applications, enterprises
from services.registry.store.tables import EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Title, counting_on, tier_on
from shared.values import EnterpriseId, Tier


@dataclass(frozen=True)
class Summary:
    enterprise: EnterpriseRow
    on: date
    tier: Tier
    titles: tuple[Title, ...]
    """Those that count"""
    due: Due | None
    open_applications: Sequence[tuple[Tier, State]]
    suspended: bool
    """Its code"""
    ban: Ban | None
    """What forbids it to apply for some time"""

    @property
    def barrier(self) -> str | None:
        """Why it may apply for nothing today."""
        if self.enterprise.ended_on is not None:
            return ENDED.format(self.enterprise.ended_on)
        return self.ban.words if self.ban else None


async def get(tx: Tx, caller: Caller, uscc: str) -> Summary:
    """As of today. Applications are those the caller may read: drafts are the enterprise's alone."""
    enterprise = await enterprises.get(tx, caller, uscc)
    enterprise_id = EnterpriseId(enterprise.enterprise_id)
    titles = (await store.titles.of(tx, [enterprise_id])).get(enterprise_id, ())
    district = applications.desk_of(caller)
    return Summary(
        enterprise,
        tx.today,
        tier_on(titles, tx.today),
        counting_on(titles, tx.today),
        next_renewal(titles, tx.today),
        await store.applications.under_way(tx, enterprise_id, district, drafts=caller.kind == "enterprise"),
        await store.codes.suspended_at(tx, enterprise_id) is not None,
        await applications.ban(tx, enterprise_id),
    )
