"""Who borrows: the firm a code stands for, whoever goes on with it, and when it was on the shared list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.finance import store
from shared.db import Tx
from shared.events import Standing, Title, tier_on
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Borrower:
    enterprise_id: str
    legal_person_id: str
    """Itself, or whoever absorbed it"""
    uscc: str
    version: int
    listed: bool
    """Today, itself or whoever goes on with it"""
    titles: Sequence[Title]

    def listed_on(self, day: date) -> bool:
        """On the list today, or on that day."""
        return self.listed or tier_on(self.titles, day) is not Tier.NONE


async def borrowers(tx: Tx, usccs: Collection[str], enterprise_ids: Collection[str]) -> dict[str, Borrower]:
    """By code and by enterprise_id, those that are known; no merger of theirs commits before this transaction."""
    by_code = await store.loans.borrowers(tx, usccs)
    known = await _with_heirs(tx, {*by_code.values(), *enterprise_ids})
    entries = {one.enterprise_id: one for one in await store.shared_list.entries(tx, sorted(known))}
    found = {}
    for id_, row in known.items():
        heir_id = _heir(known, id_)
        titles = Standing.model_validate_json(entries[id_].standing).titles if id_ in entries else ()
        listed = any(one in entries and entries[one].listed for one in (id_, heir_id))
        found[id_] = Borrower(id_, heir_id, row.uscc, row.version, listed, titles)
    return found | {uscc: found[id_] for uscc, id_ in by_code.items() if id_ in found}


async def _with_heirs(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, Any]:
    """With whoever absorbed them, through every merger."""
    known: dict[str, Any] = {}
    ask = set(enterprise_ids)
    while ask:
        rows = await store.enterprises.hold(tx, ask)
        known |= {row.enterprise_id: row for row in rows}
        ask = {row.successor_id for row in rows if row.successor_id is not None} - set(known)
    return known


def _heir(known: dict[str, Any], enterprise_id: str) -> str:
    while (heir := known[enterprise_id].successor_id) is not None and heir in known:
        enterprise_id = heir
    return enterprise_id
