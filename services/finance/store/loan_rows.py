"""Loans and entries as rows, and back."""

from decimal import Decimal
from typing import Any

from services.finance.domain.figures.arithmetic import UNITS_A_PERCENT
from services.finance.domain.loans.entries import Entry, said_from
from services.finance.domain.loans.folding import Loan
from services.finance.store.tables import LoanEntryRow, LoanRow
from shared.canonical import canonical
from shared.db import Tx


def loan_row(row: LoanRow, now: Loan) -> dict[str, Any]:
    """With what its entries say together."""
    return row.model_dump() | {
        "principal_fen": now.disbursed.principal_fen,
        "outstanding_fen": now.outstanding_fen,
        "rate_units": _units(now.disbursed.rate),
        "product_id": now.disbursed.product_id,
        "guarantee_units": None if now.disbursed.guarantee_rate is None else _units(now.disbursed.guarantee_rate),
        "drawn_on": now.disbursed.drawn_on,
        "matures_on": now.disbursed.matures_on,
        "settled_on": now.settled_on,
    }


def _units(rate: Decimal) -> int:
    return int(rate * UNITS_A_PERCENT)


def entry_of(row: LoanEntryRow) -> Entry:
    return Entry(row.number, said_from(row.kind, row.said), row.corrects)


def entry_row(tx: Tx, loan: LoanRow, entry: Entry) -> dict[str, Any]:
    """As the next of its loan, whose version counts it already."""
    return {
        "loan_id": loan.loan_id,
        "version": loan.version,
        "number": entry.number,
        "number_key": entry.key,
        "kind": entry.kind,
        "said": canonical(entry.said).decode(),
        "corrects": entry.corrects,
        "corrects_key": entry.corrects_key,
        "actor": tx.origin.actor,
        "recorded_at": tx.now,
    }
