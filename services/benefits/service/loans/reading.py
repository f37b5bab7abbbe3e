"""Loans, read by those whom they concern: with their history, what they bear, and what is subsidised of each year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.benefits import store
from services.benefits.domain.interest_years import LoanYearAnswer, of_year
from services.benefits.domain.loan_book import Book
from services.benefits.problems import LoanNotFound, LoanRefused
from services.benefits.service import calculations, enterprises
from services.benefits.service.calculations import Asked
from services.benefits.service.loans.books import of_rows, references
from services.benefits.service.loans.room import BENEFIT
from services.benefits.store.tables import LoanEntryRow, LoanRow, LoanShareRow, ReceiptRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对贷款编号"


@dataclass(frozen=True, slots=True)
class Shown:
    row: LoanRow
    book: Book
    uscc: str
    name: str
    """Of the legal person it counts for"""


@dataclass(frozen=True, slots=True)
class Dossier:
    shown: Shown
    history: Sequence[LoanEntryRow]
    shares: Sequence[LoanShareRow]
    names_people: bool
    """Which officer entered it is not for the enterprise"""


@dataclass(frozen=True, slots=True)
class Yearly:
    shown: Shown
    answer: LoanYearAnswer


async def find(tx: Tx, caller: Caller, loan_id: str) -> LoanRow:
    """Raises LoanNotFound, also for one that is not the caller's to see."""
    row = await store.loans.find(tx, loan_id)
    if row is None or not await _may_read(tx, caller, row):
        raise LoanNotFound(_WAY_OUT)
    return row


async def _may_read(tx: Tx, caller: Caller, row: LoanRow) -> bool:
    enterprise = await store.KNOWN.by_id(tx, row.legal_person_id)
    if enterprise is None:
        return False
    usccs = await store.enterprises.usccs_of(tx, {row.enterprise_id, row.legal_person_id})
    both = tuple(code for own in usccs.values() for code in own)
    return decide(caller, "loan.read", Matter(usccs=both, district=enterprise.district))


async def get(tx: Tx, caller: Caller, loan_id: str) -> Dossier:
    row = await find(tx, caller, loan_id)
    history = (await store.loans.entries(tx, [loan_id]))[loan_id]
    [shown] = await shown_of(tx, [row])
    return Dossier(shown, history, await store.loan_room.shares_of(tx, loan_id), caller.kind != "enterprise")


async def shown_of(tx: Tx, rows: Sequence[LoanRow]) -> list[Shown]:
    books = of_rows(await store.loans.entries(tx, [row.loan_id for row in rows]))
    found = []
    for row in rows:
        enterprise = await store.KNOWN.by_id(tx, row.legal_person_id)
        assert enterprise is not None, "nobody is shown a loan of an unknown enterprise"
        found.append(Shown(row, books[row.loan_id], enterprise.uscc, enterprise.name))
    return found


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    """Newest first, those taken over in a merger included."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "loan.read")
    return await shown_of(tx, await store.loans.page_of(tx, enterprise.enterprise_id, before, limit))


async def page(
    tx: Tx, caller: Caller, bank: str | None, before: tuple[datetime, str] | None, limit: int
) -> list[Shown]:
    """Newest first; an officer of a district sees that district's."""
    if not decide(caller, "loan.read", Matter(district=caller.district)):
        raise Forbidden("全市的贷款由在任的主管部门人员查看；企业请查看本企业的贷款")
    return await shown_of(tx, await store.loans.page(tx, visible_district(caller), bank, before, limit))


# ---- what is subsidised --------------------------------------------------------------------------------


async def subsidy(tx: Tx, caller: Caller, loan_id: str, year: int) -> Yearly:
    """Of one loan in one year, beside all others of its legal person: they fill one cap."""
    row = await find(tx, caller, loan_id)
    return next(one for one in await _yearly(tx, row.legal_person_id, year) if one.shown.row.loan_id == loan_id)


async def subsidies(tx: Tx, caller: Caller, uscc: str, year: int) -> list[Yearly]:
    """Of every loan of the legal person that stands behind the code today."""
    await enterprises.for_action(tx, caller, uscc, "loan.read")
    heir = await store.KNOWN.find_successor(tx, uscc)
    assert heir is not None, "its enterprise was found"
    return await _yearly(tx, heir.enterprise_id, year)


async def _yearly(tx: Tx, legal_person_id: str, year: int) -> list[Yearly]:
    rows = await store.loans.of_legal_person(tx, legal_person_id)
    if not rows:
        return []
    case, rules = await calculations.case_of(tx, legal_person_id, calculated_on(year, tx.today))
    measure = rules.book.policy_set.find(BENEFIT)
    if measure is None:
        raise LoanRefused("现行政策中没有贷款贴息条款；请先查看政策目录")
    refs = references(rows)
    answers = {one.result.ref: one for one in of_year(rules.book, measure, case, year)}
    return [Yearly(shown, answers[refs[shown.row.loan_id]]) for shown in await shown_of(tx, rows)]


def calculated_on(year: int, today: date) -> date:
    """Of a year that is over, its last day."""
    return min(today, date(year, 12, 31))


async def keep(tx: Tx, caller: Caller, loan_id: str, year: int) -> ReceiptRow:
    """A receipt of the year: every loan that fills the cap, each with its amount and steps."""
    row = await find(tx, caller, loan_id)
    enterprise = await store.KNOWN.by_id(tx, row.legal_person_id)
    assert enterprise is not None
    asked = Asked(on=calculated_on(year, tx.today), uscc=enterprise.uscc, only=(BENEFIT,), year=year)
    return await calculations.keep(tx, caller, asked)
