"""Steps people take with a claim: the enterprise with its own, officers at their desks."""

from collections.abc import Mapping
from typing import Final

from services.benefits import store
from services.benefits.domain.claims import Claim, Desk, Refusal, State, Step, Taken, check_person, desk_of
from services.benefits.problems import ClaimExists, ClaimRefused
from services.benefits.service.claims import checking
from services.benefits.service.claims.advancing import By, advance
from services.benefits.service.claims.reading import locked, may
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action
from shared.problems import Forbidden

PAYMENT: Final = Taken(Step.PAY)
_ACTIONS: Final[Mapping[Desk, Action]] = {
    Desk.ENTERPRISE: "claim.write",
    Desk.REVIEW: "claim.review",
    Desk.APPROVAL: "claim.approve",
    Desk.PAYMENT: "claim.pay",
    Desk.APPEAL: "claim.approve",
    Desk.RECOVERY: "claim.approve",
}
_WHO: Final[Mapping[Desk, str]] = {
    Desk.ENTERPRISE: "此步骤只能由企业自己办理",
    Desk.REVIEW: "“审核”环节由审核人员办理",
    Desk.APPROVAL: "“审批”环节由审批人员办理",
    Desk.PAYMENT: "“拨付”环节由拨付人员办理",
    Desk.APPEAL: "“申诉复核”环节由审批人员办理",
    Desk.RECOVERY: "“追回”环节由审批人员办理",
    Desk.SYSTEM: "此步骤由系统办理，不接受人工办理",
}
"""By desk: what is said to whoever does not sit there"""


async def take(tx: Tx, caller: Caller, claim_id: str, taken: Taken, if_match: str | None) -> Claim:
    """Raises ClaimNotFound, ClaimRefused, Forbidden, and what If-Match says."""
    claim = await locked(tx, caller, claim_id, "claim.read", "")
    require_version(if_match, claim.version)
    try:
        desk = desk_of(claim, taken.step)
        if desk not in _ACTIONS or not may(caller, _ACTIONS[desk], claim):
            raise Forbidden(_WHO[desk])
        acts = store.claims.acts(await store.claims.history(tx, claim_id), claim.round)
        check_person(acts, caller.actor, desk, taken.step)
    except Refusal as refusal:
        raise ClaimRefused(str(refusal)) from refusal
    if taken.step is Step.APPEAL:
        await _check_still_free(tx, claim)
    if taken.step is Step.ACCEPT:
        await _check_verified(tx, claim)
    if taken.step is Step.CLEAR:
        await checking.record_by_hand(tx, claim)
    moved = await advance(tx, claim, taken, By(caller.actor, desk), acts)
    if taken.step is Step.FUND and moved.state is State.UNFUNDED:
        raise ClaimRefused("该事项的预算仍不足，没有预留；请先增加预算，再安排")
    return moved


async def _check_still_free(tx: Tx, claim: Claim) -> None:
    """A refused claim takes no occasion: meanwhile another may have been made for it."""
    for other in await store.claims.of_legal_person(tx, claim.legal_person_id):
        if other.live and (other.benefit_code, other.occasion) == (claim.benefit_code, claim.occasion):
            raise ClaimExists(
                "该事项已重新提出，请在新的申请中说明；须申诉的，请先撤回新的申请", claim_id=other.claim_id
            )


async def _check_verified(tx: Tx, claim: Claim) -> None:
    """What the amount was calculated from is proven before anybody approves it. Raises ClaimRefused."""
    standing = await store.evidence.standing(tx, claim.enterprise_id)
    verified = {row.evidence_id for row in standing if row.state == "verified"}
    if left := set(claim.evidence) - verified:
        raise ClaimRefused(f"尚有 {len(left)} 份凭证未核实；请先由条款所列部门核实，或退回企业更正")
