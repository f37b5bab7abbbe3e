"""Loans, read by those whom they concern: the institution, the enterprise, officers of its district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.finance import store
from services.finance.domain.loans.folding import Loan, fold
from services.finance.problems import BankLoanNotFound
from services.finance.service.enterprises import visible
from services.finance.store.loan_rows import entry_of
from services.finance.store.loans import Held, Wanted
from services.finance.store.tables import LoanEntryRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import spelled

_WAY_OUT: Final = "请核对贷款编号"


@dataclass(frozen=True, slots=True)
class Shown:
    held: Held
    loan: Loan
    today: date


@dataclass(frozen=True, slots=True)
class Dossier:
    shown: Shown
    history: Sequence[LoanEntryRow]
    names_people: bool
    """Which account of the institution reported it is the institution's own business"""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list of loans is narrowed."""

    uscc: str | None = None
    contract: str | None = None
    open: bool | None = None
    overdue: bool | None = None


async def page(tx: Tx, caller: Caller, asked: Asked, before: tuple[datetime, str] | None, limit: int) -> list[Shown]:
    """Newest first: an institution's own; a district's for its officers, everybody's for the city and auditors."""
    if not decide(caller, "loan.read", Matter(district=caller.district, institution=caller.institution)):
        raise Forbidden("贷款由报送的机构与在任的主管部门人员查看；企业请查看本企业的贷款")
    enterprise = await store.KNOWN.find(tx, asked.uscc) if asked.uscc else None
    if asked.uscc is not None and enterprise is None:
        return []
    wanted = Wanted(
        institution_id=caller.institution if caller.kind == "institution" else None,
        district=None if caller.kind == "institution" else visible_district(caller),
        enterprise_id=None if enterprise is None else str(enterprise.enterprise_id),
        contract_key=None if asked.contract is None else spelled(asked.contract),
        open=asked.open,
        overdue=asked.overdue,
    )
    return await _shown(tx, await store.loans.page(tx, wanted, before, limit))


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    """Of every institution, newest first, those taken over in a merger included. Raises EnterpriseUnknown."""
    enterprise = await visible(tx, caller, uscc, "loan.read")
    wanted = Wanted(enterprise_id=enterprise.enterprise_id)
    return await _shown(tx, await store.loans.page(tx, wanted, before, limit))


async def get(tx: Tx, caller: Caller, loan_id: str) -> Dossier:
    """With every entry there ever was. Raises BankLoanNotFound, also for one that is not the caller's to see."""
    held = await store.loans.find(tx, loan_id)
    if held is None or not decide(caller, "loan.read", await _matter(tx, held)):
        raise BankLoanNotFound(_WAY_OUT)
    history = (await store.loans.entries(tx, [loan_id]))[loan_id]
    loan = fold([entry_of(row) for row in history])
    return Dossier(Shown(held, loan, tx.today), history, caller.kind == "institution")


async def _matter(tx: Tx, held: Held) -> Matter:
    usccs = await store.KNOWN.usccs(tx, held.loan.legal_person_id)
    if held.loan.enterprise_id != held.loan.legal_person_id:
        usccs += await store.KNOWN.usccs(tx, held.loan.enterprise_id)
    return Matter(usccs=usccs, district=held.district, institution=held.loan.institution_id)


async def _shown(tx: Tx, found: Sequence[Held]) -> list[Shown]:
    kept = await store.loans.entries(tx, [one.loan.loan_id for one in found])
    return [Shown(one, fold([entry_of(row) for row in kept[one.loan.loan_id]]), tx.today) for one in found]
