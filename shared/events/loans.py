"""What institutions report of loans, as finance tells it (decision 21). Money in fen, days as dates."""

from datetime import date
from decimal import Decimal

from shared.events.fact import Fact


class LoanTold(Fact):
    bank: str
    """The institution's id"""
    bank_name: str
    contract: str
    """With the bank it names a loan, once for ever"""
    number: str
    """The bank's slip: an entry of the loan, once for ever"""
    corrects: str | None = None
    """The number of the entry in whose place this one stands; zero takes it back"""


class LoanDisbursed(LoanTold):
    """A loan was drawn down."""

    kind = "loan.disbursed"

    principal_fen: int
    rate: Decimal
    """Of the contract, percent a year"""
    drawn_on: date
    matures_on: date
    purpose: str
    """major_rd, major_upgrade, expansion or other"""
    lender: str
    """bank, or other"""


class LoanInterestPaid(LoanTold):
    """Interest was paid, of a period within one calendar year."""

    kind = "loan.interest_paid"

    first_on: date
    last_on: date
    amount_fen: int
    """Without penalties"""
    penalty_fen: int


class LoanRepaid(LoanTold):
    """Principal was paid back, in part or in whole, early too."""

    kind = "loan.repaid"

    repaid_on: date
    amount_fen: int
