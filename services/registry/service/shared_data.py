"""What is known of an enterprise, in the parts it may consent to show: for finance, which keeps the consents.

Nothing is written here: finance records each query with its consent, and the enterprise reads it there.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from services.registry import store
from services.registry.service import applications, assessments, enterprises, profiles
from services.registry.store.tables import ContactRow, EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.values import EnterpriseId

NEWEST: Final = 20
"""Assessments and applications in one answer"""


class Part(StrEnum):
    CONTACTS = "contacts"
    ANNUAL_FIGURES = "annual_figures"
    ASSESSMENTS = "assessments"
    APPLICATIONS = "applications"


@dataclass(frozen=True)
class SharedData:
    """`parts` holds those asked for and no others."""

    enterprise: EnterpriseRow
    parts: Mapping[Part, Sequence[Any]] = field(repr=False)


async def of(tx: Tx, caller: Caller, uscc: str, wanted: Collection[Part]) -> SharedData:
    """Contacts are not masked: whoever asks has the consent that names them."""
    enterprise = await enterprises.get(tx, caller, uscc)
    return SharedData(enterprise, {part: await _READ[part](tx, caller, enterprise) for part in wanted})


async def _contacts(tx: Tx, _: Caller, enterprise: EnterpriseRow) -> Sequence[Any]:
    return await store.profiles.rows_of(tx, ContactRow, [EnterpriseId(enterprise.enterprise_id)])


async def _annual_figures(tx: Tx, _: Caller, enterprise: EnterpriseRow) -> Sequence[Any]:
    return await profiles.annual(tx, enterprise.enterprise_id)


async def _assessments(tx: Tx, caller: Caller, enterprise: EnterpriseRow) -> Sequence[Any]:
    return await assessments.of_enterprise(tx, caller, enterprise.uscc, None, NEWEST)


async def _applications(tx: Tx, caller: Caller, enterprise: EnterpriseRow) -> Sequence[Any]:
    """Those submitted: a draft is the enterprise's alone."""
    return await applications.of_enterprise(tx, caller, enterprise.uscc, None, NEWEST)


_READ: Final[Mapping[Part, Callable[[Tx, Caller, EnterpriseRow], Awaitable[Sequence[Any]]]]] = {
    Part.CONTACTS: _contacts,
    Part.ANNUAL_FIGURES: _annual_figures,
    Part.ASSESSMENTS: _assessments,
    Part.APPLICATIONS: _applications,
}
