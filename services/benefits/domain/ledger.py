"""The ledger: what is debited there is credited here, and what is promised is carried out or dropped, once.

treasury:<issuer>   where budgets come from; the only account below zero
budget:<id>         what is still free
reserved:<claim>    on its way to be paid
paid:<claim>        paid, and not come back; of a voucher: used, and owed to whom it is payable

A voucher of a quota or of the city's fund stands where a claim does.

opened, raised   single   treasury → budget          lowered   single  budget → treasury
reserved         pending  budget   → reserved        released  void    of it
paid             post     budget   → reserved, of the pending or of a part of it; then single  reserved → paid
asked back       pending  paid     → budget          returned  post of it; withdrawn  void of it
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PENDING = "pending"
    POST = "post"
    VOID = "void"
    SINGLE = "single"


def treasury(issuer: str) -> str:
    return f"treasury:{issuer}"


def budget_account(budget_id: str) -> str:
    return f"budget:{budget_id}"


def reserved_account(claim_id: str) -> str:
    return f"reserved:{claim_id}"


def paid_account(claim_id: str) -> str:
    return f"paid:{claim_id}"


@dataclass(frozen=True, slots=True)
class Transfer:
    """`amount_fen` leaves `debit` and arrives at `credit`."""

    transfer_id: str
    kind: Kind
    debit: str
    credit: str
    amount_fen: int
    pending_id: str | None = None
    """Which pending a post or a void resolves"""


@dataclass(slots=True)
class Balance:
    """Of an account."""

    fen: int = 0
    leaving: int = 0
    """Promised away, and still here"""


@dataclass(frozen=True, slots=True)
class Totals:
    """What transfers say of a budget."""

    limit_fen: int
    reserved_fen: int
    paid_fen: int


class Unbalanced(Exception):
    """Transfers no ledger may hold; the message says which."""


def replay(transfers: Iterable[Transfer]) -> Mapping[str, Balance]:
    """The balance of every account, from the beginning. Raises Unbalanced."""
    accounts: dict[str, Balance] = defaultdict(Balance)
    open_: dict[str, Transfer] = {}
    for one in transfers:
        if one.amount_fen <= 0 or one.debit == one.credit:
            raise Unbalanced(f"{one.transfer_id} moves nothing")
        if one.kind is Kind.PENDING:
            open_[one.transfer_id] = one
            accounts[one.debit].leaving += one.amount_fen
        elif one.kind is Kind.SINGLE:
            _move(accounts, one)
        else:
            _resolve(accounts, open_.pop(one.pending_id or "", None), one)
    return accounts


def _resolve(accounts: dict[str, Balance], pending: Transfer | None, by: Transfer) -> None:
    if pending is None:
        raise Unbalanced(f"{by.transfer_id} resolves what is not pending")
    if (by.debit, by.credit) != (pending.debit, pending.credit) or by.amount_fen > pending.amount_fen:
        raise Unbalanced(f"{by.transfer_id} resolves another transfer than {pending.transfer_id}")
    accounts[pending.debit].leaving -= pending.amount_fen
    if by.kind is Kind.POST:
        _move(accounts, by)


def _move(accounts: dict[str, Balance], one: Transfer) -> None:
    accounts[one.debit].fen -= one.amount_fen
    accounts[one.credit].fen += one.amount_fen


def totals(accounts: Mapping[str, Balance], issuer: str, budget_id: str, claims: Iterable[str]) -> Totals:
    """Of one budget whose issuer has no other."""
    free = accounts[budget_account(budget_id)] if budget_account(budget_id) in accounts else Balance()
    paid = sum(accounts[paid_account(claim)].fen for claim in claims if paid_account(claim) in accounts)
    return Totals(-accounts[treasury(issuer)].fen, free.leaving, paid)


# ---- what a claim has of a budget -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Funding:
    """What one claim has of a budget now."""

    claim_id: str
    budget_id: str | None = None
    pending_id: str | None = None
    reserved_fen: int = 0
    paid_fen: int = 0
    returned_fen: int = 0


def held(funding: Funding, budget_id: str, pending_id: str, amount_fen: int) -> Funding:
    return Funding(funding.claim_id, budget_id, pending_id, reserved_fen=amount_fen)


def dropped(funding: Funding) -> Funding:
    return Funding(funding.claim_id, funding.budget_id)


def spent(funding: Funding, amount_fen: int) -> Funding:
    return Funding(funding.claim_id, funding.budget_id, paid_fen=amount_fen)


# ---- whether the books agree ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Books:
    """A budget as three hands wrote it down: its own columns, the transfers, the claims; in fen."""

    budget_id: str
    stated: Totals
    transferred: Totals
    claimed: Totals
    """Its limit is that of the last version"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree, in words for an officer."""

    subject: str
    words: str


_COLUMNS = {"limit_fen": "额度", "reserved_fen": "已预留", "paid_fen": "已支付"}


def differences(books: Iterable[Books]) -> list[Difference]:
    found = []
    for one in books:
        for column, label in _COLUMNS.items():
            stated, moved, claimed = (getattr(hand, column) for hand in (one.stated, one.transferred, one.claimed))
            if not stated == moved == claimed:
                words = f"{label}不一致：预算记 {stated} 分，流水合计 {moved} 分，申领合计 {claimed} 分"
                found.append(Difference(one.budget_id, words))
    return found
