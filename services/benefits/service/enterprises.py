"""Which enterprise is meant, for whoever may see it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.benefits import store
from services.benefits.domain.entitlements import Automatic, Entitled, entitled
from services.benefits.domain.firms import Firm
from services.benefits.service import rulebook
from shared.callers import Caller
from shared.conditions import Value
from shared.db import Tx
from shared.events import Event, Standing
from shared.known import EnterpriseUnknown
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden
from shared.values import DISTRICTS

_WAY_OUT: Final = "请核对统一社会信用代码，或先办理登记"
_NOT_YOURS: Final = "您的角色不能办理此事；请由有权办理的人员操作"


async def on_registered_or_updated(tx: Tx, events: Sequence[Event]) -> None:
    """With the newest annual figures, where the fact speaks of them; what does not, changes none."""
    automatic = (await rulebook.applied(tx)).automatic
    latest = {one.fact.enterprise_id: one for one in events}
    before = await store.population.districts(tx, list(latest)) if automatic.districts else {}
    await store.KNOWN.learn(tx, events)
    moved = [one for id_, one in latest.items() if before.get(id_, one.fact.district) != one.fact.district]
    if moved:
        await _follow_moves(tx, automatic, moved, before)
    told = {one.fact.enterprise_id: one.fact.figures for one in events if one.fact.figures is not None}
    rows = [{"enterprise_id": id_, **figures.model_dump()} for id_, figures in told.items()]
    await store.population.save_figures(tx, rows)
    years = [
        {
            "enterprise_id": one.fact.enterprise_id,
            "year": figures.year,
            "revenue_fen": figures.revenue_fen,
            "rd_expense_fen": figures.rd_expense_fen,
        }
        for one in events
        if (figures := one.fact.figures) is not None and figures.year is not None
    ]
    await store.population.save_years(tx, years)


async def _follow_moves(tx: Tx, automatic: Automatic, moved: Sequence[Event], before: Mapping[str, str]) -> None:
    """What the old district published closes, what the new one published opens."""
    rows = []
    for event in moved:
        fact = event.fact
        row = await store.population.find(tx, fact.enterprise_id, tx.today)
        titles = () if row is None else firm_of(row).titles
        there, here = (
            entitled([one for one in automatic.within(district) if one.district], titles, tx.today).values()
            for district in (before[fact.enterprise_id], fact.district)
        )
        rows += [entitlement_row(fact.enterprise_id, one, event.event_id) for one in here]
        gone = f"企业已迁往{DISTRICTS[fact.district]}"
        rows += [entitlement_row(fact.enterprise_id, one, event.event_id, gone, tx.today) for one in there]
    await store.entitlements.save_entitlements(tx, rows)


def entitlement_row(
    enterprise_id: str, one: Entitled, cause_id: str, gone: str = "", closed_on: date | None = None
) -> dict[str, Any]:
    """Open, or with why and when it closed."""
    return {
        "enterprise_id": enterprise_id,
        "benefit_code": one.rule.benefit_code,
        "occasion": one.occasion,
        "policy_set": rulebook.POLICY_SET,
        "status": "closed" if gone else "open",
        "label": one.rule.label,
        "amount_fen": one.rule.amount_fen,
        "certainty": one.rule.certainty,
        "reason": gone or one.reason,
        "opened_on": one.since,
        "closed_on": closed_on,
        "cause_id": cause_id,
        "version_id": one.rule.version_id,
    }


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


async def for_action(tx: Tx, caller: Caller, uscc: str, action: Action, why_not: str = _NOT_YOURS) -> Any:
    """The same, for whoever may do this. Raises EnterpriseUnknown, Forbidden."""
    enterprise = await visible(tx, caller, uscc)
    usccs = await store.KNOWN.usccs(tx, enterprise.enterprise_id)
    if not decide(caller, action, Matter(usccs=usccs, district=enterprise.district)):
        raise Forbidden(why_not)
    return enterprise
