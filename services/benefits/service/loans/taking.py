"""What is told of loans, by finance's facts and by officers, is taken here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.claims import Refusal
from services.benefits.domain.loan_book import Book, book, is_known, with_entry
from services.benefits.domain.loan_entries import Clash, Disbursed, Entry, Kind
from services.benefits.problems import LoanNotFound, LoanRefused, LoanTaken
from services.benefits.service import enterprises
from services.benefits.service.claims import lending
from services.benefits.service.loans import reading, room
from services.benefits.service.loans.books import entry_of
from services.benefits.service.loans.reading import Shown
from services.benefits.store.tables import LoanEntryRow, LoanRow
from shared.callers import Caller
from shared.canonical import canonical
from shared.db import Tx
from shared.events import Event
from shared.values import spelled

_UNKNOWN: Final = "请核对放款银行与合同编号；付息、还本等须在登记放款之后"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact about a loan: what `loan.disbursed`, `loan.interest_paid` and `loan.repaid` carry (decision 21)."""

    enterprise_id: str
    bank: str
    """The institution's id"""
    bank_name: str
    contract: str
    entry: Entry
    told_by: str | None = None
    """None: whoever asks"""


async def take(tx: Tx, told: Told) -> LoanRow:
    """Adds the entry, once for ever, and settles what the loan takes of the yearly room.

    Told twice, it changes nothing. Raises LoanNotFound, LoanTaken, LoanRefused.
    """
    legal_person_id = await _lock_owner(tx, told.enterprise_id)
    key = spelled(told.contract)
    if told.entry.kind is Kind.DISBURSED:
        await _begin(tx, told, key, legal_person_id)
    loan = await store.loans.lock(tx, told.bank, key)
    if loan is None:
        raise LoanNotFound(_UNKNOWN)
    rows = (await store.loans.entries(tx, [loan.loan_id])).get(loan.loan_id, [])
    if _told_anew(rows, told.entry):
        await store.loans.hand_to(tx, loan, told.enterprise_id, legal_person_id)
    if loan.legal_person_id != legal_person_id:
        raise LoanTaken("这一合同已登记为另一企业的贷款；请核对放款银行、合同编号与企业")
    try:
        entries = with_entry([entry_of(row) for row in rows], told.entry, tx.today)
    except Clash as clash:
        raise LoanTaken(str(clash)) from clash
    except Refusal as refusal:
        raise LoanRefused(str(refusal)) from refusal
    if entries is not None:
        await _add(tx, loan, told, book(entries))
    return loan


async def told_before(tx: Tx, told: Told) -> bool:
    """Whether the entry is there already, whoever the loan was handed to since: a replayed history changes nothing."""
    loan = await store.loans.of_contract(tx, told.bank, spelled(told.contract))
    rows = {} if loan is None else await store.loans.entries(tx, [loan.loan_id])
    try:
        return any(is_known([entry_of(row) for row in own], told.entry) for own in rows.values())
    except Clash:
        return False  # taking it says so


def _told_anew(rows: Sequence[LoanEntryRow], entry: Entry) -> bool:
    """Of a loan that was taken back, whoever borrowed it in truth."""
    known = [entry_of(row) for row in rows]
    new = entry.kind is Kind.DISBURSED and all(spelled(one.number) != spelled(entry.number) for one in known)
    return bool(known) and new and book(known).cancelled


async def _add(tx: Tx, loan: LoanRow, told: Told, now: Book) -> None:
    claims = await lending.of_loans(tx, loan.legal_person_id)
    was = await lending.owed(tx, loan.legal_person_id, claims)
    loan.version += 1
    await store.loans.add_entry(tx, _row(tx, loan, told.entry, told.told_by or tx.origin.actor))
    await room.follow(tx, loan, now)
    words = f"贷款登记有变（{loan.bank_name}，合同{loan.contract}，{told.entry.kind.label}）"
    gone = loan.loan_id if now.cancelled else ""
    await lending.follow(tx, loan.legal_person_id, claims, was, words, gone)


async def _lock_owner(tx: Tx, enterprise_id: str) -> str:
    """The id of the legal person whose room it takes; a merger waits here, or is waited for."""
    while True:
        legal_person_id = await _legal_person(tx, enterprise_id)
        locked = await store.enterprises.lock(tx, legal_person_id)
        if locked is None or locked.successor_id is None:
            return legal_person_id


async def _legal_person(tx: Tx, enterprise_id: str) -> str:
    """Whoever goes on with it; itself, also while nobody has told of it yet."""
    found = await store.KNOWN.by_id(tx, enterprise_id)
    while found is not None and found.successor_id is not None:
        found = await store.KNOWN.by_id(tx, found.successor_id)
    return enterprise_id if found is None else str(found.enterprise_id)


async def _begin(tx: Tx, told: Told, key: str, legal_person_id: str) -> None:
    if not isinstance(told.entry.said, Disbursed):
        raise AssertionError("a loan begins with its disbursement")
    row = {
        "loan_id": str(uuid4()),
        "bank": told.bank,
        "bank_name": told.bank_name,
        "contract": told.contract,
        "contract_key": key,
        "enterprise_id": told.enterprise_id,
        "legal_person_id": legal_person_id,
        "version": 0,
        "entered_at": tx.now,
    }
    await store.loans.add(tx, row)


def _row(tx: Tx, loan: LoanRow, entry: Entry, actor: str) -> dict[str, Any]:
    return {
        "loan_id": loan.loan_id,
        "version": loan.version,
        "number": entry.number,
        "number_key": spelled(entry.number),
        "kind": entry.kind,
        "said": canonical(entry.said).decode(),
        "corrects": entry.corrects,
        "corrects_key": spelled(entry.corrects) if entry.corrects else None,
        "actor": actor,
        "recorded_at": tx.now,
    }


# ---- what no institution reports: by an officer -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewLoan:
    uscc: str
    bank: str
    bank_name: str
    contract: str
    entry: Entry


async def enter(tx: Tx, caller: Caller, new: NewLoan) -> Shown:
    """A disbursement, or the correction of one. Raises EnterpriseUnknown, Forbidden, LoanTaken, LoanRefused."""
    enterprise = await enterprises.for_action(tx, caller, new.uscc, "loan.write")
    told = Told(enterprise.enterprise_id, new.bank, new.bank_name, new.contract, new.entry)
    return await _shown(tx, await take(tx, told))


async def add_entry(tx: Tx, caller: Caller, loan_id: str, entry: Entry) -> Shown:
    """What was paid, paid back, subsidised elsewhere, or fell overdue. Raises LoanNotFound, Forbidden, LoanRefused."""
    loan = await reading.find(tx, caller, loan_id)
    enterprise = await store.KNOWN.by_id(tx, loan.legal_person_id)
    assert enterprise is not None, "nobody is shown a loan of an unknown enterprise"
    await enterprises.for_action(tx, caller, enterprise.uscc, "loan.write")
    told = Told(loan.enterprise_id, loan.bank, loan.bank_name, loan.contract, entry)
    return await _shown(tx, await take(tx, told))


async def _shown(tx: Tx, loan: LoanRow) -> Shown:
    [shown] = await reading.shown_of(tx, [loan])
    return shown


# ---- mergers -------------------------------------------------------------------------------------------


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """What the absorbed firm borrowed takes the survivor's yearly amount from now on; heard twice, nothing moves."""
    for event in events:
        absorbed_id, survivor_id = event.fact.enterprise_id, event.fact.survivor_id
        claims = await lending.of_loans(tx, survivor_id)  # those of the absorbed firm are its own by now
        theirs = await lending.owed(tx, absorbed_id, claims)
        was = (await lending.owed(tx, survivor_id, claims)).beside(theirs)
        await store.loans.rekey(tx, absorbed_id, survivor_id)
        await room.hand_over(tx, absorbed_id, survivor_id)
        await lending.follow_merged(tx, survivor_id, was, f"企业合并（{event.fact.document}）后共用每年的贷款上限")
