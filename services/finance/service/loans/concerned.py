"""Which loans of an institution it concerns that something happened to an enterprise: that it left the list, say."""

from collections.abc import Collection, Mapping
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


async def of_enterprises(
    tx: Tx, institution_id: str, enterprise_ids: Collection[str]
) -> Mapping[str, tuple[Concerned, ...]]:
    """By enterprise those it borrowed, or owes after a merger; oldest first. Who has none is not among them."""
    found: dict[str, tuple[Concerned, ...]] = {}
    for row in await store.loans.concerned(tx, institution_id, enterprise_ids):
        loan = Concerned(row.loan_id, row.contract, row.outstanding_fen, row.matures_on)
        for id_ in {row.enterprise_id, row.legal_person_id} & set(enterprise_ids):
            found[id_] = (*found.get(id_, ()), loan)
    return found
