"""The bank: one port. Asked outside any transaction: it may be slow, or away, or answer twice.

The reference is the bank's to keep: an order under one reference is carried out once, however often it arrives.
"""

from dataclasses import dataclass, field
from typing import Protocol

from services.benefits.domain.payments import Answer


class Away(Exception):
    """The bank cannot be reached, and nothing has left for it; the message is for people."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Where money goes."""

    holder: str
    bank_name: str
    number: str = field(repr=False)
    """In the clear: it goes to the bank and nowhere else"""


@dataclass(frozen=True, slots=True)
class Said:
    """What the bank says of a reference, and in which words."""

    answer: Answer
    words: str = ""


class Bank(Protocol):
    async def check(self, payee: Payee) -> str | None:
        """Whether the account exists and is the holder's (账户核验); None: yes, else why not. Raises Away."""

    async def send(self, reference: str, payee: Payee, amount_fen: int) -> Said:
        """An order to pay. Raises Away; whatever else it raises leaves open whether it pays."""

    async def query(self, reference: str) -> Said:
        """What became of an order. Raises Away."""


class Unconnected:
    """A bank nobody connected yet: orders wait."""

    async def check(self, payee: Payee) -> str | None:
        raise Away("银行尚未接通")

    async def send(self, reference: str, payee: Payee, amount_fen: int) -> Said:
        raise Away("银行尚未接通")

    async def query(self, reference: str) -> Said:
        raise Away("银行尚未接通")
