"""A batch of entries an institution reports: each row is taken, known already, or refused with its way out.

The whole batch is one transaction, and a bad row keeps no good one out. One batch of an institution goes at a time;
two institutions that report the same firm wait for nobody but a merger of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain.institutions import Institution
from services.finance.domain.loans.entries import Disbursed, Entry, Kind
from services.finance.domain.loans.folding import fold, told_anew, with_entry
from services.finance.domain.loans.refusals import Fault, Refusal
from services.finance.problems import InstitutionNotFound
from services.finance.service.gate import check_granted
from services.finance.service.loans.borrowers import Borrower, borrowers
from services.finance.service.loans.telling import fact_of
from services.finance.store.loan_rows import entry_of, entry_row, loan_row
from services.finance.store.tables import LoanRow
from shared.callers import Caller
from shared.db import Tx
from shared.values import spelled


class Status(StrEnum):
    ACCEPTED = "accepted"
    KNOWN = "known"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS: Final = {Status.ACCEPTED: "已接受", Status.KNOWN: "已登记过，内容相同", Status.REFUSED: "未接受"}


@dataclass(frozen=True, slots=True)
class Reported:
    """A row that can be read. `uscc`: of a disbursement, who borrows."""

    contract: str
    entry: Entry
    uscc: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a row."""

    row: int
    status: Status
    reported: Reported | None = None
    """None: it could not be read"""
    loan_id: str | None = None
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Open:
    """A loan while the batch is taken."""

    row: LoanRow
    entries: tuple[Entry, ...] = ()
    added: int = 0


@dataclass(slots=True)
class _Batch:
    institution: Institution
    borrowers: Mapping[str, Borrower]
    """By the codes the rows name, and by enterprise_id"""
    products: set[str]
    open: dict[str, _Open] = field(default_factory=dict)
    """By contract, in one spelling"""
    new_entries: list[dict[str, Any]] = field(default_factory=list)


async def report(tx: Tx, caller: Caller, rows: Sequence[Reported | Refusal]) -> list[Answer]:
    """In the order of the rows: a later one may rest on one before it."""
    batch = await _begin(tx, caller, [row for row in rows if isinstance(row, Reported)])
    answers = [_answer(tx, batch, number, row) for number, row in enumerate(rows, 1)]
    changed = [one for one in batch.open.values() if one.added]
    await store.loans.save(tx, [loan_row(one.row, fold(one.entries)) for one in changed], batch.new_entries)
    return answers


def counted(answers: Sequence[Answer]) -> Mapping[Status, int]:
    return Counter(answer.status for answer in answers)


async def _begin(tx: Tx, caller: Caller, rows: Sequence[Reported]) -> _Batch:
    institution = await store.institutions.lock(tx, caller.institution or "")
    if institution is None:
        raise InstitutionNotFound("请核对机构")
    await check_granted(tx, caller, "loan:report")  # again: a suspension may have held the row
    loans = await store.loans.of_contracts(tx, institution.institution_id, {spelled(row.contract) for row in rows})
    kept = await store.loans.entries(tx, [loan.loan_id for loan in loans])
    known = await borrowers(tx, {row.uscc for row in rows if row.uscc}, {loan.enterprise_id for loan in loans})
    named = {row.entry.said.product_id for row in rows if isinstance(row.entry.said, Disbursed)} - {None}
    products = await store.loans.own_products(tx, institution.institution_id, {one for one in named if one})
    batch = _Batch(institution, known, products)
    for loan in loans:
        now = LoanRow(**loan.model_dump() | {"legal_person_id": known[loan.enterprise_id].legal_person_id})
        batch.open[loan.contract_key] = _Open(now, tuple(entry_of(row) for row in kept[loan.loan_id]))
    return batch


def _answer(tx: Tx, batch: _Batch, number: int, row: Reported | Refusal) -> Answer:
    if isinstance(row, Refusal):
        return Answer(number, Status.REFUSED, refusal=row)
    try:
        taken, loan_id = _take(tx, batch, row)
    except Refusal as refusal:
        return Answer(number, Status.REFUSED, row, refusal=refusal)
    return Answer(number, Status.ACCEPTED if taken else Status.KNOWN, row, loan_id)


def _take(tx: Tx, batch: _Batch, row: Reported) -> tuple[bool, str]:
    """Whether it is new, and its loan. Raises Refusal; then nothing is changed."""
    key, entry = spelled(row.contract), row.entry
    there = batch.open.get(key)
    borrower = _borrower(batch, row)
    entries = there.entries if there else ()
    anew = told_anew(entries, entry)
    if (
        there is not None
        and borrower is not None
        and not anew
        and borrower.legal_person_id != there.row.legal_person_id
    ):
        if not _is_listed(row, borrower):
            raise _not_listed()  # who is not listed looks like nobody, whatever the contract
        raise Refusal(
            Fault.CONTRACT_TAKEN, "这一合同已登记为另一企业的贷款", "请核对合同编号与企业；误报的请先更正为零再重新报送"
        )
    both = with_entry(entries, entry, tx.today)
    if both is None:
        assert there is not None
        return False, there.row.loan_id
    if isinstance(entry.said, Disbursed):
        assert borrower is not None
        _check_new(batch, entry.said, borrower, anew)
    if there is None:
        assert borrower is not None, "a loan begins with its disbursement"
        there = batch.open[key] = _Open(_new_loan(tx, batch, row, borrower, key))
    if anew and borrower is not None:
        there.row.enterprise_id, there.row.legal_person_id = borrower.enterprise_id, borrower.legal_person_id
    there.entries = both
    there.row.version += 1
    there.added += 1
    batch.new_entries.append(entry_row(tx, there.row, entry))
    fact = fact_of(batch.institution, there.row.contract, batch.borrowers[there.row.enterprise_id], entry)
    if fact is not None:
        tx.emit(fact)
    return True, there.row.loan_id


def _borrower(batch: _Batch, row: Reported) -> Borrower | None:
    """Who a disbursement names. Raises Refusal: not known and not on the list look alike."""
    if row.entry.kind is not Kind.DISBURSED:
        return None
    borrower = batch.borrowers.get(row.uscc or "")
    if borrower is None:
        raise _not_listed()
    return borrower


def _not_listed() -> Refusal:
    return Refusal(
        Fault.FIRM_NOT_LISTED,
        "企业今天与放款日都不在共享名单上",
        "请核对统一社会信用代码（曾用的也可）与放款日；名单以外企业的贷款不在此报送",
    )


def _is_listed(row: Reported, borrower: Borrower) -> bool:
    return isinstance(row.entry.said, Disbursed) and borrower.listed_on(row.entry.said.drawn_on)


def _check_new(batch: _Batch, said: Disbursed, borrower: Borrower, anew: bool) -> None:
    """Of a new disbursement, or its correction; zero takes it back from whoever had it. Raises Refusal."""
    if (said.principal_fen or anew) and not borrower.listed_on(said.drawn_on):
        raise _not_listed()
    if said.product_id is not None and said.product_id not in batch.products:
        raise Refusal(Fault.PRODUCT_NOT_OWN, "product_id 不是本机构的产品", "请核对产品编号，或不填")


def _new_loan(tx: Tx, batch: _Batch, row: Reported, borrower: Borrower, key: str) -> LoanRow:
    said = row.entry.said
    assert isinstance(said, Disbursed)
    return LoanRow(
        loan_id=str(uuid4()),
        institution_id=batch.institution.institution_id,
        contract=row.contract,
        contract_key=key,
        enterprise_id=borrower.enterprise_id,
        legal_person_id=borrower.legal_person_id,
        version=0,
        reported_at=tx.now,
        principal_fen=0,
        outstanding_fen=0,
        rate_units=0,
        drawn_on=said.drawn_on,
        matures_on=said.matures_on,
    )
