"""Which loans of an institution it concerns that something happened to an enterprise: that it left the list, say."""

from dataclasses import dataclass
from datetime import date

from services.finance import store
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Concerned:
    """A loan on which something is outstanding."""

    loan_id: str
    contract: str
    outstanding_fen: int
    matures_on: date


async def of_enterprise(tx: Tx, institution_id: str, enterprise_id: str) -> list[Concerned]:
    """Those the enterprise borrowed, or owes after a merger; oldest first."""
    rows = await store.loans.concerned(tx, institution_id, enterprise_id)
    return [Concerned(row.loan_id, row.contract, row.outstanding_fen, row.matures_on) for row in rows]
