"""For whom a notice is, and that they are told: as a publication passes them."""

import json
from collections.abc import Sequence
from typing import Any

from services.benefits import measures, store
from services.benefits.domain.facts import FACTS
from services.benefits.domain.firms import Firm, population
from services.benefits.domain.measures import DISTRICT
from services.benefits.domain.notices import NoticeState
from services.benefits.problems import MeasureRefused
from services.benefits.store.tables import NoticeRow, PublicationRow
from shared.conditions import Condition, Under, why
from shared.conditions.facts import code_range
from shared.conditions.language import All
from shared.db import Tx
from shared.events import NoticeMatched, Origin
from shared.values import CITY


def read(written: Any) -> Condition:
    try:
        return measures.maker().audience(written)
    except measures.MeasureRefused as refusal:
        raise MeasureRefused(str(refusal)) from refusal


def whom(row: NoticeRow) -> Condition:
    """Its audience; of a district's, in the district."""
    asked = read(json.loads(row.audience))
    if row.district == CITY:
        return asked
    return All((Under(FACTS[DISTRICT], (row.district,), (code_range(row.district),)), asked))


async def tell(tx: Tx, publication: PublicationRow, there: Sequence[Firm]) -> dict[str, int]:
    """The next of its publication: one fact for each of these it is for, and was not told to before."""
    row = await store.notices.find(tx, publication.version_id)
    assert row is not None, "a notice is never deleted"
    if not there or row.state != NoticeState.PUBLISHED:
        return {"matched": 0, "opened": 0, "closed": 0}
    asked, everybody = whom(row), population(there, tx.today)
    certain = asked.truth(everybody.own.columns.mark).certain
    found = [firm for at, firm in enumerate(there) if (certain if isinstance(certain, bool) else certain[at])]
    rows = [
        {"enterprise_id": one.enterprise_id, "version_id": row.notice_id, "benefit_code": "", "matched_on": tx.today}
        for one in found
    ]
    new = {enterprise_id for enterprise_id, _ in await store.told.add_matches(tx, rows)}
    origin = Origin(publication.actor, publication.correlation_id, row.notice_id)
    for firm in found:
        if firm.enterprise_id in new:
            tx.emit(_matched(row, firm, why(asked, firm.case(tx.today).subject)), origin)
    return {"matched": len(new), "opened": 0, "closed": 0}


def _matched(row: NoticeRow, firm: Firm, reason: str) -> NoticeMatched:
    return NoticeMatched(
        enterprise_id=firm.enterprise_id,
        uscc=firm.uscc,
        enterprise_version=firm.version,
        notice_id=row.notice_id,
        reason=reason,
    )
