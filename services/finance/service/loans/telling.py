"""What of an entry benefits has to know. Overdue days are finance's own: benefits learns them from officers (21)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.finance.domain.institutions import Institution, InstitutionKind
from services.finance.domain.loans.entries import Disbursed, Entry, InterestPaid, Repaid
from services.finance.service.loans.borrowers import Borrower
from shared.events import LoanDisbursed, LoanInterestPaid, LoanRepaid, LoanTold


def fact_of(institution: Institution, contract: str, borrower: Borrower, entry: Entry) -> LoanTold | None:
    tell = _TELL.get(type(entry.said))
    if tell is None:
        return None
    named: dict[str, Any] = {
        "enterprise_id": borrower.enterprise_id,
        "uscc": borrower.uscc,
        "enterprise_version": borrower.version,
        "bank": institution.institution_id,
        "bank_name": institution.details.name,
        "contract": contract,
        "number": entry.number,
        "corrects": entry.corrects,
    }
    return tell(institution, named, entry.said)


def _disbursed(institution: Institution, named: dict[str, Any], said: Disbursed) -> LoanTold:
    return LoanDisbursed(
        **named,
        principal_fen=said.principal_fen,
        rate=said.rate,
        drawn_on=said.drawn_on,
        matures_on=said.matures_on,
        purpose=said.purpose,
        lender="bank" if institution.details.kind is InstitutionKind.BANK else "other",
    )


def _interest_paid(_: Institution, named: dict[str, Any], said: InterestPaid) -> LoanTold:
    return LoanInterestPaid(
        **named,
        first_on=said.first_on,
        last_on=said.last_on,
        amount_fen=said.amount_fen,
        penalty_fen=said.penalty_fen,
    )


def _repaid(_: Institution, named: dict[str, Any], said: Repaid) -> LoanTold:
    return LoanRepaid(**named, repaid_on=said.repaid_on, amount_fen=said.amount_fen)


_TELL: Final[Mapping[type, Callable[[Institution, dict[str, Any], Any], LoanTold]]] = {
    Disbursed: _disbursed,
    InterestPaid: _interest_paid,
    Repaid: _repaid,
}
