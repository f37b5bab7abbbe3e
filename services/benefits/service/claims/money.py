"""Where claims meet budgets and payments: the only lines that know of them."""

from services.benefits.domain.claims import Claim
from services.benefits.service import funding
from shared.db import Tx


async def reserve(tx: Tx, claim: Claim) -> bool:
    """No: the budget of the year of the claim has not so much left, and nothing is reserved."""
    return await funding.reserve(tx, claim.claim_id, claim.benefit_code, claim.amount_fen, claim.claimed_on)


async def release(tx: Tx, claim: Claim) -> None:
    """What is reserved for it is free again; nothing reserved is nothing released."""
    await funding.release(tx, claim.claim_id)


async def order_payment(tx: Tx, claim: Claim, payer: str) -> None:
    """An order to the bank, let go by the payer: written in this transaction, carried out after it.

    Raises FundingRefused.
    """
    order = await funding.order_payment(tx, claim.claim_id, claim.account_id, claim.amount_fen)
    await funding.let_go(tx, order, payer)
