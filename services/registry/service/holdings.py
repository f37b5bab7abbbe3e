"""What an enterprise has: added, changed and taken away one by one, by the enterprise itself or an officer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final
from uuid import uuid4

from services.registry import store
from services.registry.domain import holdings
from services.registry.domain.holdings import Section as Section
from services.registry.domain.profile import Provenance
from services.registry.problems import HoldingNotFound
from services.registry.service import code_lists, profile_edits
from services.registry.service.profile_edits import Edit
from services.registry.store.profiles import Rows
from services.registry.store.tables import (
    ContactRow,
    CredentialRow,
    EquityRoundRow,
    InstitutionRow,
    ProductRow,
)
from shared.callers import Caller
from shared.db import Tx
from shared.values import EnterpriseId


@dataclass(frozen=True)
class Kept:
    """Where the entries of a section are kept."""

    rows: Rows
    key: str
    shown_by: str
    """The column they are shown in the order of"""
    personal: tuple[str, ...] = ()
    """Columns of which the audit trail only says that they changed"""


KEPT: Final = {
    Section.INSTITUTIONS: Kept(InstitutionRow, "institution_id", "name"),
    Section.CREDENTIALS: Kept(CredentialRow, "credential_id", "awarded_on"),
    Section.EQUITY_ROUNDS: Kept(EquityRoundRow, "round_id", "paid_on", ("investor",)),
    Section.PRODUCTS: Kept(ProductRow, "product_id", "name"),
    Section.CONTACTS: Kept(ContactRow, "contact_id", "role", ("name", "phone", "email")),
}
CREDENTIAL_KINDS: Final = "credential-kinds"


@dataclass(frozen=True)
class Changed:
    """An entry as it is now, and the version of the enterprise."""

    entry: Any
    uscc: str
    version: int


async def add(tx: Tx, caller: Caller, uscc: str, section: Section, values: Mapping[str, Any]) -> Changed:
    """Raises ProfileRefused."""
    edit = await profile_edits.begin(tx, caller, uscc)
    there = await store.profiles.rows_of(tx, KEPT[section].rows, [edit.enterprise_id])
    with profile_edits.refusing():
        holdings.check_room(len(there))
    return await _written(tx, edit, section, str(uuid4()), values)


async def change(
    tx: Tx, caller: Caller, uscc: str, section: Section, id_: str, if_match: str | None, values: Mapping[str, Any]
) -> Changed:
    """The whole entry anew. Raises HoldingNotFound, ProfileRefused."""
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    before = await _changeable(tx, edit, section, id_)
    return await _written(tx, edit, section, id_, values, before)


async def remove(tx: Tx, caller: Caller, uscc: str, section: Section, id_: str, if_match: str | None) -> int:
    """Takes it away; the list stays known, without it. Returns the version of the enterprise."""
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    there = await _changeable(tx, edit, section, id_)
    await store.profiles.remove(tx, KEPT[section].rows, {KEPT[section].key: id_})
    _audited(tx, section, there._mapping, dict.fromkeys(there._mapping))
    await _declared(tx, edit, section)
    return await profile_edits.end(tx, edit)


async def declare_complete(tx: Tx, caller: Caller, uscc: str, section: Section, if_match: str | None) -> int:
    """What is not in the list, there is not: of an empty one too. Returns the version of the enterprise."""
    edit = await profile_edits.begin_at(tx, caller, uscc, if_match)
    tx.edited("profile", {}, {"complete": section})
    await _declared(tx, edit, section)
    return await profile_edits.end(tx, edit)


async def entry(tx: Tx, enterprise_id: EnterpriseId, section: Section, id_: str) -> Any:
    """Raises HoldingNotFound."""
    kept = KEPT[section]
    found = await store.profiles.row(tx, kept.rows, {kept.key: id_, "enterprise_id": enterprise_id})
    if found is None:
        raise HoldingNotFound("请核对编号")
    return found


async def entries(tx: Tx, enterprise_id: EnterpriseId, section: Section) -> list[Any]:
    """All of a section, in the order they are shown in."""
    kept = KEPT[section]
    return sorted(await store.profiles.rows_of(tx, kept.rows, [enterprise_id]), key=attrgetter(kept.shown_by, kept.key))


async def _changeable(tx: Tx, edit: Edit, section: Section, id_: str) -> Any:
    """The entry, unless a weightier side said it."""
    there = await entry(tx, edit.enterprise_id, section, id_)
    with profile_edits.refusing():
        holdings.check_may_change(there.source, edit.origin.source)
    return there


async def _written(
    tx: Tx, edit: Edit, section: Section, id_: str, values: Mapping[str, Any], before: Any = None
) -> Changed:
    with profile_edits.refusing():
        holdings.check(values, tx.today)
    if section is Section.CREDENTIALS and (before is None or before.kind != values["kind"]):  # who has it keeps it
        await code_lists.check_in_use(tx, CREDENTIAL_KINDS, [values["kind"]], tx.today)
    _audited(tx, section, before._mapping if before else {}, {KEPT[section].key: id_, **values})
    await save(tx, section, [(edit.enterprise_id, id_, values, edit.origin)])
    version = await profile_edits.end(tx, edit)
    return Changed(await entry(tx, edit.enterprise_id, section, id_), edit.uscc, version)


def _audited(tx: Tx, section: Section, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    tx.edited(section, before, after, KEPT[section].personal)


async def _declared(tx: Tx, edit: Edit, section: Section) -> None:
    await declare(tx, [(edit.enterprise_id, section, edit.origin)])


# ---- many at once --------------------------------------------------------------------------------


async def save(
    tx: Tx, section: Section, entries: Iterable[tuple[EnterpriseId, str, Mapping[str, Any], Provenance]]
) -> None:
    """Enterprise, id of the entry, its columns (all of them, or the same ones of each), whose word it is."""
    kept = KEPT[section]
    rows = [
        {kept.key: entry_id, "enterprise_id": id_, **values, "source": origin.source, "stated_on": origin.on}
        for id_, entry_id, values, origin in entries
    ]
    await store.profiles.put(tx, kept.rows, rows)


async def declare(tx: Tx, sections: Iterable[tuple[EnterpriseId, Section, Provenance]]) -> None:
    await store.profiles.declare(
        tx,
        [
            {"enterprise_id": id_, "section": section, "source": origin.source, "stated_on": origin.on}
            for id_, section, origin in sections
        ],
    )
