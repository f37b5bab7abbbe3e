"""As whom an enterprise looks at postings."""

from services.notifications import store
from services.notifications.store.postings import Viewer
from shared.callers import Caller
from shared.db import Tx


async def viewer_of(tx: Tx, caller: Caller) -> Viewer | None:
    """None: the zone does not know the enterprise, or it is no legal person any more."""
    found = await store.KNOWN.find(tx, caller.uscc or "") if caller.kind == "enterprise" else None
    if found is None or found.ended_on is not None:
        return None
    tier = await store.standings.tier_of(tx, found.enterprise_id)
    return Viewer(found.enterprise_id, found.district, found.industry, tier)
