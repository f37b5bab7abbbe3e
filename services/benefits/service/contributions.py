"""贡献系数 (按照其贡献): set by an authority with reason and document, from a day on; until then nominal."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from services.benefits import store
from services.benefits.service import enterprises, stirring
from services.benefits.store.tables import ContributionRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide
from shared.problems import Forbidden


async def decide_on(
    tx: Tx, caller: Caller, uscc: str, hundredths: int, from_on: date, reason: str, document: str
) -> ContributionRow:
    """Beside what was decided before: of one day the newest word counts."""
    enterprise = await enterprises.visible(tx, caller, uscc)
    if not decide(caller, "contribution.write", Matter(district=enterprise.district)):
        raise Forbidden("贡献系数由本区、县（市）或市级的审批人核定")
    before = await store.population.contributions(tx, enterprise.enterprise_id)
    row = ContributionRow(
        contribution_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        hundredths=hundredths,
        from_on=from_on,
        reason=reason,
        document=document,
        actor=caller.actor,
        at=tx.now,
    )
    await store.population.add_contribution(tx, row.model_dump())
    await stirring.changed(tx, enterprise.enterprise_id, row.contribution_id, from_on)
    was = {"hundredths": before[0].hundredths, "from_on": before[0].from_on} if before else {}
    tx.edited("contribution", was, {"hundredths": hundredths, "from_on": from_on, "document": document})
    return row


async def history(tx: Tx, caller: Caller, uscc: str) -> Sequence[ContributionRow]:
    enterprise = await enterprises.visible(tx, caller, uscc)
    return await store.population.contributions(tx, enterprise.enterprise_id)
