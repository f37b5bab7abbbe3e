"""Loans as calculations read them: their entries put together, as things of the legal person that stands for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from services.benefits import store
from services.benefits.domain.cases import Borrower, Thing
from services.benefits.domain.loan_book import Book, book
from services.benefits.domain.loan_entries import Entry, said_from
from services.benefits.store.tables import LoanEntryRow, LoanRow
from shared.db import Tx
from shared.events import Standing
from shared.values import spelled

_LONGEST_REF: Final = 40


def entry_of(row: LoanEntryRow) -> Entry:
    return Entry(row.number, said_from(row.kind, row.said), row.corrects)


def of_rows(rows: Mapping[str, Iterable[LoanEntryRow]]) -> dict[str, Book]:
    return {loan_id: book([entry_of(one) for one in own]) for loan_id, own in rows.items()}


def references(loans: Sequence[LoanRow]) -> dict[str, str]:
    """What each is called in calculations and claims: its contract, unless another bank has one of that number.

    What a legal person borrowed itself goes before what it took over: a merger renames none of its own.
    """
    first: dict[str, str] = {}
    for loan in sorted(loans, key=lambda one: one.enterprise_id != one.legal_person_id):
        first.setdefault(loan.contract_key, loan.loan_id)
    return {loan.loan_id: loan.contract if first[loan.contract_key] == loan.loan_id else _apart(loan) for loan in loans}


def _apart(loan: LoanRow) -> str:
    tail = f"#{loan.loan_id[:8]}"
    return loan.contract[: _LONGEST_REF - len(tail)] + tail


async def named(tx: Tx, legal_person_id: str, ref: str) -> str:
    """The loan_id of what it is called; empty: there is none of that name."""
    called = references(await store.loans.of_legal_person(tx, legal_person_id))
    return next((loan_id for loan_id, own in called.items() if spelled(own) == spelled(ref)), "")


async def thing(tx: Tx, legal_person_id: str, loan_id: str, on: date) -> Thing | None:
    """One of them, as it is called by now; None: it is not there any more."""
    called = references(await store.loans.of_legal_person(tx, legal_person_id)).get(loan_id)
    return next((one for one in await things(tx, legal_person_id, on) if one.ref == called), None)


async def things(tx: Tx, legal_person_id: str, on: date) -> tuple[Thing, ...]:
    """Every loan of a legal person; one that a firm absorbed since had taken, with who borrowed it."""
    loans = await store.loans.of_legal_person(tx, legal_person_id)
    if not loans:
        return ()
    known = of_rows(await store.loans.entries(tx, [loan.loan_id for loan in loans]))
    refs = references(loans)
    found = []
    for loan in loans:
        told = known.get(loan.loan_id)
        if told is not None and not told.cancelled:  # None: its first entry is only being taken
            borrower = await _borrower(tx, loan.enterprise_id, loan.legal_person_id)
            found.append(told.thing(refs[loan.loan_id], on, borrower))
    return tuple(found)


async def _borrower(tx: Tx, enterprise_id: str, legal_person_id: str) -> Borrower | None:
    """Through every merger up to the legal person."""
    if enterprise_id == legal_person_id:
        return None
    absorbed = await store.KNOWN.by_id(tx, enterprise_id)
    assert absorbed is not None
    assert absorbed.ended_on is not None, "only a merger hands loans over"
    told = await store.entitlements.standing(tx, enterprise_id)
    titles = Standing.model_validate_json(told).titles if told else ()
    return Borrower(titles, absorbed.ended_on, await _borrower(tx, absorbed.successor_id, legal_person_id))


def over(stated: Iterable[Thing], recorded: Iterable[Thing]) -> tuple[Thing, ...]:
    """What is recorded of a loan goes before what evidence states of it, but for the purpose: that one an officer
    confirms against what the bank was told."""
    confirmed = {spelled(one.ref): one.facts["purpose"] for one in stated if "purpose" in one.facts}
    return tuple(_with_purpose(one, confirmed) for one in recorded)


def _with_purpose(one: Thing, confirmed: Mapping[str, object]) -> Thing:
    purpose = confirmed.get(spelled(one.ref))
    return one if purpose is None else replace(one, facts={**one.facts, "purpose": str(purpose)})
