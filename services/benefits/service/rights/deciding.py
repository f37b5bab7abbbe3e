"""Steps people take with a right: the enterprise with its own, officers of the departments the clause names."""

from typing import Final

from services.benefits import store
from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.evidence import is_named
from services.benefits.domain.measures import Measure
from services.benefits.domain.rights import Right, Step, Taken, terms
from services.benefits.domain.rights.rules import check_possible
from services.benefits.problems import RightRefused
from services.benefits.service import catalogue
from services.benefits.service.rights import following, reading
from services.benefits.service.rights.recording import By, advance
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version

_OFFICERS: Final = "人员权利由条款所列部门的审核、审批人员办理"
_OWNER: Final = "撤回或放弃只能由企业负责人办理"


async def withdraw(tx: Tx, caller: Caller, right_id: str, if_match: str | None, words: str | None) -> reading.Dossier:
    """While it is decided on, and given up once it was granted."""
    right = await reading.locked(tx, caller, right_id, "right.write", _OWNER)
    require_version(if_match, right.version)
    moved = await advance(tx, right, Taken(Step.WITHDRAW, words), By(caller.actor, Seat.ENTERPRISE))
    return await reading.dossier(tx, caller, moved)


async def review(tx: Tx, caller: Caller, right_id: str, if_match: str | None, taken: Taken) -> reading.Dossier:
    """Granted, refused or returned, by an officer of a department the clause names."""
    right = await reading.locked(tx, caller, right_id, "right.review", _OFFICERS)
    require_version(if_match, right.version)
    measure = (await catalogue.measure(tx, right.benefit_code, right.policy_set, right.applied_on)).measure
    try:
        check_possible(right, taken.step)
        _check_department(caller.department, measure)
        if taken.step is Step.GRANT:
            taken = await _granted(tx, right, measure, taken)
    except Refusal as refusal:
        raise RightRefused(str(refusal)) from refusal
    moved = await advance(tx, right, taken, By(caller.actor, Seat.OFFICE, caller.department))
    return await reading.dossier(tx, caller, moved)


def _check_department(department: str | None, measure: Measure) -> None:
    if not is_named(department, measure.departments):
        raise Refusal(f"该权利由条款所列部门办理：{'、'.join(measure.departments)}；请由这些部门的人员办理")


async def _granted(tx: Tx, right: Right, measure: Measure, taken: Taken) -> Taken:
    """Of what holds today and is proven, until the day it is known to end. Raises Refusal."""
    ground = (await following.grounds(tx, right.enterprise_id)).of(terms(measure), right.talent_id)
    if missing := ground.missing_on(tx.today):
        raise Refusal(f"{missing}；请不予授予，或待符合条件后再办理")
    standing = await store.evidence.standing(tx, right.enterprise_id)
    verified = {row.evidence_id for row in standing if row.state == "verified"}
    if left := set(right.evidence) - verified:
        raise Refusal(f"尚有 {len(left)} 份凭证未核实；请先由条款所列部门核实，或退回企业更正")
    return Taken(taken.step, taken.words, taken.mend, on=ground.last_day(tx.today))
