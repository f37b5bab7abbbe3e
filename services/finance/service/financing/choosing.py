"""What the enterprise does with the answers: says more, accepts one, takes back the others."""

from collections.abc import Callable, Sequence
from typing import Final

from services.finance import store
from services.finance.domain.financing import applications as rules
from services.finance.domain.financing.applications import Application, Refusal
from services.finance.financing_data import due_since
from services.finance.problems import FinancingNotFound, FinancingRefused
from services.finance.service.financing.files import File, locked, record
from services.finance.service.financing.showing import find
from services.finance.service.financing.submitting import APPLICANTS
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden

_ACCEPTERS: Final = "接受报价由企业负责人办理；财务经办人可以申请、补充和撤回"
_SAID: Final[dict[Action, str]] = {"financing.write": APPLICANTS, "financing.accept": _ACCEPTERS}
_NO_PART: Final = "该申请没有这一部分；请重新读取申请"


async def accept(
    tx: Tx, caller: Caller, application_id: str, if_match: str | None, part_id: str, offer_number: int
) -> File:
    """One offer, with the guarantee tied to it; every other part is closed. It has to be seen as it is now."""
    file = await _held(tx, caller, application_id, "financing.accept")
    require_version(if_match, file.row.version)
    _check_part(file, [part_id])
    together = (part_id, file.of(part_id).part.tied_to)
    for one in file.asked:
        if one.part.part_id in together and not await _let_in(tx, one.part.institution_id):
            raise FinancingRefused("该机构已暂停或未开通，暂不能接受其报价；请选择其他报价")
    return await _done(tx, caller, file, lambda one: rules.accepted(one, part_id, offer_number, tx.today))


async def withdraw(
    tx: Tx, caller: Caller, application_id: str, part_ids: Sequence[str] | None, words: str | None
) -> File:
    """Some parts or all; what is over stays as it ended, so doing it again changes nothing."""
    file = await _held(tx, caller, application_id, "financing.write")
    chosen = [one.part.part_id for one in file.asked] if part_ids is None else part_ids
    _check_part(file, chosen)
    return await _done(tx, caller, file, lambda one: rules.withdrawn(one, chosen, words))


async def supplement(tx: Tx, caller: Caller, application_id: str, part_id: str, words: str) -> File:
    """What the institution asked for; its time begins anew."""
    file = await _held(tx, caller, application_id, "financing.write")
    _check_part(file, [part_id])
    due = due_since(tx.today)
    return await _done(tx, caller, file, lambda one: rules.supplemented(one, part_id, words, due))


async def _held(tx: Tx, caller: Caller, application_id: str, action: Action) -> File:
    found = await find(tx, caller, application_id)
    usccs = await store.KNOWN.usccs(tx, found.enterprise_id)
    if not decide(caller, action, Matter(usccs=usccs)):
        raise Forbidden(_SAID[action])
    return await locked(tx, application_id)


def _check_part(file: File, part_ids: Sequence[str]) -> None:
    if not {one.part.part_id for one in file.asked}.issuperset(part_ids):
        raise FinancingNotFound(_NO_PART)


async def _let_in(tx: Tx, institution_id: str) -> bool:
    return await store.consents.institution_name(tx, institution_id) is not None


async def _done(tx: Tx, caller: Caller, file: File, how: Callable[[Application], Application]) -> File:
    try:
        after = how(rules.at_day(file.application, tx.today))
    except Refusal as refusal:
        raise FinancingRefused(str(refusal)) from refusal
    return await record(tx, file, after, caller.actor)
