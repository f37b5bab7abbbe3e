"""How a claim (兑付申请) goes on, as benefits tells it."""

from datetime import date
from enum import StrEnum

from shared.events.applications import FieldToMend
from shared.events.fact import Fact


class ClaimStep(StrEnum):
    """What was done with it."""

    CLAIM = "claim"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    RATE = "rate"
    FUND = "fund"
    CLEAR = "clear"
    """信用核查通过"""
    HOLD = "hold"
    RESUME = "resume"
    ACCEPT = "accept"
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    UPHOLD = "uphold"
    DISMISS = "dismiss"
    PAY = "pay"
    SETTLE = "settle"
    FAIL = "fail"
    VOID = "void"
    PROPOSE = "propose"
    """提出追回"""
    DROP = "drop"
    RECOVER = "recover"


class ClaimState(StrEnum):
    """Where it lies after the step."""

    UNFUNDED = "unfunded"
    CREDIT_CHECK = "credit_check"
    REVIEW = "review"
    APPROVAL = "approval"
    PAYABLE = "payable"
    PAYING = "paying"
    PAID = "paid"
    RETURNED = "returned"
    HELD = "held"
    APPEAL = "appeal"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    CLAWBACK = "clawback"
    RECOVERED = "recovered"


class ClaimAdvanced(Fact):
    """A claim took a step. Nothing of who took it, of the account, or of what officers noted for themselves."""

    kind = "claim.advanced"

    claim_id: str
    claim_version: int
    """One more with each step: of two facts the higher is the later."""
    district: str
    benefit_code: str
    label: str
    policy_set: str
    occasion: str
    automatic: bool
    """免申即享"""
    amount_fen: int
    step: ClaimStep
    state: ClaimState
    state_label: str
    due_on: date | None
    """The last day of the payment clock; None: the measure sets none"""
    to_mend: tuple[FieldToMend, ...] = ()
    """While it is returned: what the enterprise has to mend."""
    reason: str | None = None
    """Why it was returned, refused or held, in words for the enterprise."""
