"""Which enterprise is meant, for whoever may see it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.benefits import store
from services.benefits.domain.firms import Firm
from shared.callers import Caller
from shared.conditions import Value
from shared.db import Tx
from shared.events import Event, Standing
from shared.known import EnterpriseUnknown
from shared.permissions import Matter, decide

_WAY_OUT: Final = "请核对统一社会信用代码，或先办理登记"


async def on_registered_or_updated(tx: Tx, events: Sequence[Event]) -> None:
    """With the newest annual figures, where the fact speaks of them; what does not, changes none."""
    await store.KNOWN.learn(tx, events)
    told = {one.fact.enterprise_id: one.fact.figures for one in events if one.fact.figures is not None}
    rows = [{"enterprise_id": id_, **figures.model_dump()} for id_, figures in told.items()]
    await store.population.save_figures(tx, rows)


def firm_of(row: Any) -> Firm:
    """A row of `store.population`, its titles read."""
    return Firm(
        enterprise_id=row.enterprise_id,
        uscc=row.uscc,
        name=row.name,
        district=row.district,
        industry=row.industry,
        version=row.version,
        titles=Standing.model_validate_json(row.standing).titles if row.standing else (),
        year=row.year,
        staff=row.staff,
        revenue_fen=row.revenue_fen,
        rd_expense_fen=row.rd_expense_fen,
        contribution=row.contribution,
    )


async def known_facts(tx: Tx, enterprise_id: str, on: date) -> Mapping[str, Value]:
    row = await store.population.find(tx, enterprise_id, on)
    return {} if row is None else firm_of(row).facts(on)


async def visible(tx: Tx, caller: Caller, uscc: str) -> Any:
    """The row of `known_enterprise`. Raises EnterpriseUnknown, also for one that is not the caller's to see."""
    enterprise = await store.KNOWN.find(tx, uscc)
    if enterprise is None or not await may_see(tx, caller, enterprise.enterprise_id, enterprise.district):
        raise EnterpriseUnknown(_WAY_OUT)
    return enterprise


async def may_see(tx: Tx, caller: Caller, enterprise_id: str, district: str) -> bool:
    usccs = await store.KNOWN.usccs(tx, enterprise_id)
    return decide(caller, "enterprise.read", Matter(usccs=usccs, district=district))
