"""An enterprise for whoever asks about it: another's looks like none, also by the questions that are asked."""

from typing import Any, Final

from services.finance import store
from shared.callers import Caller
from shared.db import Tx
from shared.known import EnterpriseUnknown
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden

NOBODY: Final = ""
"""Is asked about where there is nobody: the time an answer takes tells nothing, either"""
_WAY_OUT: Final = "请核对统一社会信用代码，或先办理登记"


async def visible(tx: Tx, caller: Caller, uscc: str, action: Action) -> Any:
    """The row of `known_enterprise`. Raises EnterpriseUnknown, also for one the caller may not do that with."""
    enterprise, _ = await _seen(tx, caller, uscc, action)
    return enterprise


async def for_action(tx: Tx, caller: Caller, uscc: str, see: Action, act: Action, why_not: str) -> Any:
    """The same, held: nobody merges or ends it before this commits. Raises Forbidden too, with why not."""
    enterprise, matter = await _seen(tx, caller, uscc, see)
    if not decide(caller, act, matter):
        raise Forbidden(why_not)
    [held] = await store.enterprises.hold(tx, [enterprise.enterprise_id])
    return held


async def _seen(tx: Tx, caller: Caller, uscc: str, action: Action) -> tuple[Any, Matter]:
    enterprise = await store.KNOWN.find(tx, uscc)
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id if enterprise else NOBODY)
    matter = Matter(usccs=usccs, district=enterprise.district if enterprise else None)
    if not decide(caller, action, matter) or enterprise is None:
        raise EnterpriseUnknown(_WAY_OUT)
    return enterprise, matter
