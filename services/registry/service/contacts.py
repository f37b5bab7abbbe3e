"""Contacts unmasked: to whoever may, for a reason that is kept with the name of who saw it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.holdings import Section
from services.registry.service import enterprises, holdings
from services.registry.store.tables import ContactDisclosureRow
from shared.callers import Caller
from shared.db import Tx
from shared.values import EnterpriseId

SHOWN: Final = 500
"""Lines of the record in one answer"""


@dataclass(frozen=True)
class Disclosure:
    """查看明文"""

    disclosure_id: str
    contact: Any


async def disclose(tx: Tx, caller: Caller, uscc: str, contact_id: str, reason: str) -> Disclosure:
    """Each time anew a line of the record; it goes in with the answer or there is no answer."""
    enterprise = await enterprises.get(tx, caller, uscc, "contact.disclose")
    contact = await holdings.entry(tx, EnterpriseId(enterprise.enterprise_id), Section.CONTACTS, contact_id)
    disclosure_id = str(uuid4())
    row = {
        "disclosure_id": disclosure_id,
        "contact_id": contact_id,
        "enterprise_id": enterprise.enterprise_id,
        "actor": caller.actor,
        "reason": reason,
        "disclosed_at": tx.now,
    }
    await store.profiles.add_new(tx, ContactDisclosureRow, [row])
    return Disclosure(disclosure_id, contact)


async def disclosures(tx: Tx, caller: Caller, uscc: str) -> list[Any]:
    """Who saw contacts of the enterprise and why, the newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    rows = await store.profiles.rows_of(tx, ContactDisclosureRow, [EnterpriseId(enterprise.enterprise_id)])
    return sorted(rows, key=lambda row: row.disclosed_at, reverse=True)[:SHOWN]
