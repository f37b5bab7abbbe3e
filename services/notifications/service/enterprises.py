"""The enterprise an address names, for whoever may see it."""

from typing import Any

from services.notifications import store
from shared.callers import Caller
from shared.db import Tx
from shared.known import EnterpriseUnknown
from shared.permissions import Action, Matter, decide


async def visible(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    """The row of `known_enterprise`. Raises EnterpriseUnknown, alike for what is not there and not the caller's."""
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is not None and decide(caller, action, await matter_of(tx, enterprise)):
        return enterprise
    raise EnterpriseUnknown("请核对统一社会信用代码")


async def matter_of(tx: Tx, enterprise: Any, district: str | None = None) -> Matter:
    """Of the enterprise's own; `district` where others than those of its own district are in charge."""
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    return Matter(usccs=usccs, district=district or enterprise.district)
