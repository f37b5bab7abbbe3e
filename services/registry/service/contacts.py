"""Contacts unmasked: to whoever may, for a reason that is kept with the name of who saw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.departments import department_label
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


@dataclass(frozen=True)
class Record:
    """Who saw contacts of an enterprise and why, the newest first."""

    lines: Sequence[Any]
    names_people: bool
    """Which officer it was is not for the enterprise"""


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
        "department": _department(caller),
        "reason": reason,
        "disclosed_at": tx.now,
    }
    await store.profiles.add_new(tx, ContactDisclosureRow, [row])
    return Disclosure(disclosure_id, contact)


def _department(caller: Caller) -> str | None:
    label = department_label(caller.department, caller.district)
    return label and label[:60]  # a token may claim what is no department of ours, at any length


async def disclosures(tx: Tx, caller: Caller, uscc: str) -> Record:
    enterprise = await enterprises.get(tx, caller, uscc)
    rows = await store.profiles.rows_of(tx, ContactDisclosureRow, [EnterpriseId(enterprise.enterprise_id)])
    lines = sorted(rows, key=lambda row: row.disclosed_at, reverse=True)[:SHOWN]
    return Record(lines, names_people=caller.kind != "enterprise")
