"""Which enterprise is meant, for whoever may see it."""

from typing import Any, Final

from services.benefits import store
from shared.callers import Caller
from shared.db import Tx
from shared.known import EnterpriseUnknown
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对统一社会信用代码，或先办理登记"


async def visible(tx: Tx, caller: Caller, uscc: str) -> Any:
    """The row of `known_enterprise`. Raises EnterpriseUnknown, also for one that is not the caller's to see."""
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is None or not await may_see(tx, caller, enterprise.enterprise_id, enterprise.district):
        raise EnterpriseUnknown(_WAY_OUT)
    return enterprise


async def may_see(tx: Tx, caller: Caller, enterprise_id: str, district: str) -> bool:
    usccs = await store.KNOWN.usccs(tx, enterprise_id)
    return decide(caller, "enterprise.read", Matter(usccs=usccs, district=district))


async def for_action(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    """The same, for whoever may do this. Raises EnterpriseUnknown, Forbidden."""
    enterprise = await visible(tx, caller, uscc)
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    if not decide(caller, action, Matter(usccs=usccs, district=enterprise.district)):
        raise Forbidden("您的角色不能办理此事；请由有权办理的人员操作")
    return enterprise
