"""Who sees which tickets: the enterprise its own, officers their district's, the city and auditors all."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from services.notifications import store
from services.notifications.domain.tickets.figures import Line, lines
from services.notifications.service.enterprises import visible
from services.notifications.service.tickets.files import Shown, found, shown, whole
from services.notifications.store.tickets import Wanted
from shared.callers import Caller
from shared.days import SHANGHAI
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden


async def get(tx: Tx, caller: Caller, ticket_id: str) -> Shown:
    return await whole(tx, await found(tx, caller, ticket_id, "ticket.read"))


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    enterprise = await visible(tx, caller, uscc, "ticket.read")
    return await shown(tx, await store.tickets.of_enterprise(tx, enterprise.enterprise_id, before, limit))


async def worklist(tx: Tx, caller: Caller, wanted: Wanted, after: tuple[date, str] | None, limit: int) -> list[Shown]:
    """What is due first comes first."""
    here = wanted._replace(district=visible_district(caller, wanted.district))
    return await shown(tx, await store.tickets.worklist(tx, here, after, limit))


async def figures(
    tx: Tx, caller: Caller, since: date | None, until: date | None, district: str | None
) -> tuple[date, date, Sequence[Line]]:
    """Of tickets asked from a first to a last day: by default of this year so far. The auditor sees all."""
    if not decide(caller, "figures.read", Matter(district=caller.district)):
        raise Forbidden("您的角色不能查看统计")
    first, last = since or date(tx.today.year, 1, 1), until or tx.today
    begun = datetime.combine(first, time(), SHANGHAI)
    ended = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
    rows = await store.tickets.asked_between(tx, visible_district(caller, district), begun, ended)
    return first, last, lines(rows)
