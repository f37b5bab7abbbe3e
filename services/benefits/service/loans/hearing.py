"""What finance tells of loans is taken as officers enter it (decision 21)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from services.benefits.domain.loan_entries import Disbursed, Entry, InterestPaid, Repaid, Said
from services.benefits.service.loans import taking
from services.benefits.service.loans.taking import Told
from shared.db import Tx
from shared.events import Event, LoanDisbursed, LoanInterestPaid, LoanRepaid, LoanTold


async def on_told(tx: Tx, events: Sequence[Event]) -> None:
    """In the order of the feed, each once for ever. What the rules refuse is raised, and with it the fact is parked."""
    for event in events:
        fact: LoanTold = event.fact
        entry = Entry(fact.number, _SAID[type(fact)](fact), fact.corrects)
        by = f"institution:{fact.bank}"  # which of its accounts reported it is the bank's own business
        told = Told(fact.enterprise_id, fact.bank, fact.bank_name, fact.contract, entry, by)
        if not await taking.told_before(tx, told):
            await taking.take(tx, told)


def _disbursed(fact: LoanDisbursed) -> Said:
    return Disbursed(fact.principal_fen, fact.rate, fact.drawn_on, fact.matures_on, fact.purpose, fact.lender)


def _interest_paid(fact: LoanInterestPaid) -> Said:
    return InterestPaid(fact.first_on, fact.last_on, fact.amount_fen, fact.penalty_fen)


def _repaid(fact: LoanRepaid) -> Said:
    return Repaid(fact.repaid_on, fact.amount_fen)


_SAID: Final[Mapping[type[LoanTold], Callable[[Any], Said]]] = {
    LoanDisbursed: _disbursed,
    LoanInterestPaid: _interest_paid,
    LoanRepaid: _repaid,
}
