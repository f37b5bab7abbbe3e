"""概要 for officers: what waits at which desk, with the list behind each; what an officer may not list is not there."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from services.finance import store
from services.finance.domain.summaries import ENDING_DAYS, Desk
from services.finance.store.waiting import Waiting
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden


@dataclass(frozen=True, slots=True)
class Listed:
    """What one desk has: who may list it, how much there is, and where."""

    action: Action
    count: Callable[[Tx, str | None], Awaitable[Waiting]]
    link: str


DESKS: Final[Mapping[Desk, Listed]] = {
    Desk.PRODUCTS: Listed("product.read", store.waiting.products, "product-worklist"),
    Desk.GRANTS: Listed("institution.read", store.waiting.grants, "institutions?proposed=true"),
    Desk.ENDING: Listed(
        "institution.read",
        partial(store.waiting.ending, days=ENDING_DAYS),
        f"institutions?state=active&ending_within={ENDING_DAYS}",
    ),
    Desk.REMOVALS: Listed("webhook_board.read", store.waiting.removals, "webhook-board"),
    Desk.APPLICATIONS: Listed("financing.read", store.waiting.applications, "applications?unanswered=true"),
    Desk.LOANS: Listed("loan.read", store.waiting.loans, "loans?overdue=true"),
    Desk.LISTINGS: Listed("listing.read", store.waiting.listings, "listing-candidates?stage=registered"),
}


@dataclass(frozen=True, slots=True)
class Summary:
    on: date
    district: str | None
    """None: the whole city"""
    desks: Mapping[Desk, Waiting]


async def get(tx: Tx, caller: Caller) -> Summary:
    district, matter = visible_district(caller), Matter(district=caller.district)
    found = {
        desk: await listed.count(tx, district)
        for desk, listed in DESKS.items()
        if decide(caller, listed.action, matter)
    }
    if not found:
        raise Forbidden("概要由在任的经办人员或监督人员查看")
    return Summary(tx.today, district, found)
