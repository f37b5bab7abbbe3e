"""Which of many USCCs stand on the list, in one statement."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from services.finance.store.tables import KNOWN, EntryRow
from shared.db import Tx


async def lines(tx: Tx, usccs: Sequence[str]) -> dict[str, str]:
    """By each USCC that leads to a line: the document. By any code a firm ever had, or one it absorbed ever had."""
    uscc, firm = KNOWN.uscc.c, KNOWN.enterprise.c
    asked = select(uscc.uscc, uscc.enterprise_id).where(tx.among(uscc.uscc, usccs)).cte("standing", recursive=True)
    heirs = select(asked.c.uscc, firm.successor_id).where(
        firm.enterprise_id == asked.c.enterprise_id, firm.successor_id.is_not(None)
    )
    standing = asked.union_all(heirs)
    question = (
        select(standing.c.uscc, col(EntryRow.document))
        .join(KNOWN.enterprise, firm.enterprise_id == standing.c.enterprise_id)
        .join(EntryRow, col(EntryRow.enterprise_id) == standing.c.enterprise_id)
        .where(firm.successor_id.is_(None), col(EntryRow.listed))
    )
    return {row[0]: row[1] for row in await tx.execute(question)}
