"""The enterprise a request is about."""

from typing import Any

from services.notifications import store
from shared.callers import Caller
from shared.db import Tx
from shared.known import EnterpriseUnknown
from shared.permissions import Action, Matter, decide


async def own(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    """Its row of `known_enterprise`; one the caller may not act on does not exist."""
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is not None:
        usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
        if decide(caller, action, Matter(usccs=usccs, district=enterprise.district)):
            return enterprise
    raise EnterpriseUnknown("请核对统一社会信用代码")
