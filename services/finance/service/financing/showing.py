"""Who sees what: the enterprise all of its own, an institution its own parts, an officer its district."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.finance import store
from services.finance.problems import FinancingNotFound
from services.finance.service.enterprises import visible
from services.finance.service.financing.answering import own_part
from services.finance.service.financing.files import File, applicants, opened
from services.finance.store.financing import Asked, Place
from services.finance.store.tables import FinancingOfferRow, FinancingRow, FinancingStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district

_WAY_OUT: Final = "请核对申请编号"


@dataclass(frozen=True)
class Shown:
    """An application with its history."""

    file: File
    steps: Sequence[FinancingStepRow]
    consents: Mapping[str, str]
    """The consent given for a part, by part_id"""


@dataclass(frozen=True)
class Own:
    """A part as its institution sees it: of the others nothing but that one was chosen."""

    asked: Asked
    row: FinancingRow
    enterprise: Any
    offers: Sequence[FinancingOfferRow]
    consent_id: str | None


async def find(tx: Tx, caller: Caller, application_id: str) -> FinancingRow:
    """Raises FinancingNotFound, alike for what is not there and what is not the caller's."""
    row = await store.financing.find(tx, application_id)
    if row is not None:
        usccs = await store.KNOWN.usccs(tx, row.enterprise_id)
        enterprise = await store.KNOWN.by_id(tx, row.enterprise_id)
        matter = Matter(usccs=usccs, district=None if enterprise is None else enterprise.district)
        if decide(caller, "financing.read", matter):
            return row
    raise FinancingNotFound(_WAY_OUT)


async def get(tx: Tx, caller: Caller, application_id: str) -> Shown:
    row = await find(tx, caller, application_id)
    return await shown(tx, (await opened(tx, [row]))[0])


async def shown(tx: Tx, file: File) -> Shown:
    given = await store.consents.given_for(tx, [one.part.part_id for one in file.asked])
    return Shown(file, await store.financing.steps(tx, file.row.application_id), given)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: Place | None, limit: int) -> list[File]:
    """Newest first."""
    enterprise = await visible(tx, caller, uscc, "financing.read")
    return await opened(tx, await store.financing.page(tx, enterprise.enterprise_id, None, None, before, limit))


async def page(
    tx: Tx,
    caller: Caller,
    district: str | None,
    state: str | None,
    unanswered: bool | None,
    before: Place | None,
    limit: int,
) -> list[File]:
    """What an officer oversees, newest first: the city all, a district its own."""
    here = visible_district(caller, district)
    return await opened(tx, await store.financing.page(tx, None, here, state, before, limit, unanswered))


# ---- for institutions -----------------------------------------------------------------------------


async def worklist(tx: Tx, caller: Caller, state: str | None, before: Place | None, limit: int) -> list[Own]:
    """The caller's own parts, newest first."""
    return await _owned(tx, await store.financing.of_institution(tx, caller.institution or "", state, before, limit))


async def own(tx: Tx, caller: Caller, part_id: str) -> tuple[Own, Sequence[FinancingStepRow]]:
    (found,) = await _owned(tx, [await own_part(tx, caller, part_id)])
    return found, await store.financing.steps_of_part(tx, part_id)


async def _owned(tx: Tx, asked: Sequence[Asked]) -> list[Own]:
    rows = await store.financing.rows(tx, {one.part.application_id for one in asked})
    enterprises = await applicants(tx, {row.enterprise_id for row in rows.values()})
    ids = [one.part.part_id for one in asked]
    offers, given = await store.financing.offers(tx, ids), await store.consents.given_for(tx, ids)
    return [
        Own(
            one, rows[one.part.application_id], enterprises[rows[one.part.application_id].enterprise_id],
            offers.get(one.part.part_id, ()), given.get(one.part.part_id),
        )
        for one in asked
    ]  # fmt: skip
