"""Registrations by the enterprise itself (自行登记): the register of businesses is asked first, then it is written.

Whose enterprise it is, the token says: the identity provider gave it to somebody who acts for that credit code
(docs/decisions/0017).
"""

from dataclasses import dataclass
from typing import Final

from services.registry import store
from services.registry.domain.people import Person, Role, Step
from services.registry.domain.registrations import check_entry
from services.registry.domain.titles import Refusal
from services.registry.problems import RegistrationRefused, UsccTaken
from services.registry.service import confirmations, enterprises, people
from services.registry.service.confirmations import Asked
from services.registry.service.enterprises import NewEnterprise
from services.registry.service.people import Firm, Individual
from services.registry.sources import BusinessRegister
from services.registry.store.tables import EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.problems import Forbidden

_OWNER: Final = "owner"


@dataclass(frozen=True)
class Registered:
    enterprise: EnterpriseRow
    owner: Person
    checked: bool
    """Whether the register bore it out"""
    words: str


async def ask(register: BusinessRegister, caller: Caller, uscc: str, name: str) -> Asked:
    """Before any transaction is begun: a register may be slow. Nobody asks about an enterprise of others."""
    _check_own(caller, uscc)
    return await confirmations.look_up(register, uscc, name)


async def register(tx: Tx, caller: Caller, new: NewEnterprise, name: str, phone: str, asked: Asked) -> Registered:
    """The enterprise of the token, with whoever holds it as its first owner.

    Raises Forbidden, UsccTaken or RegistrationRefused.
    """
    _check_own(caller, new.uscc)
    await _check_free(tx, new.uscc)
    if not asked.away:
        try:
            check_entry(asked.entry, new.name)
        except Refusal as refusal:
            raise RegistrationRefused(str(refusal)) from refusal
    enterprise = await enterprises.add(tx, new)
    firm, found = Firm(enterprise, {}), asked.outcome(new.name)
    owner = people.newcomer(tx, firm, Individual(caller.subject, name, phone), Role.OWNER)
    await people.save(tx, caller, firm, owner, Step.REGISTER, reason=found.words)
    if asked.away:
        await confirmations.wait_for(tx, enterprise.enterprise_id, found)
    return Registered(enterprise, owner, not asked.away, found.words)


def _check_own(caller: Caller, uscc: str) -> None:
    """The same words whether the other enterprise is there or not. A token may claim a lesser role in development."""
    if caller.kind != "enterprise" or caller.uscc != uscc:
        raise Forbidden("只能登记您登录时所代表的企业；请以该企业的身份登录后办理")
    if caller.roles and _OWNER not in caller.roles:
        raise Forbidden("您的角色不能办理登记；请由企业负责人办理")


async def _check_free(tx: Tx, uscc: str) -> None:
    """Who acts for it is not said, to whomever the token speaks for."""
    found = await store.enterprises.find(tx, uscc)
    if found is None:
        return
    if found.ended_on is not None:
        raise UsccTaken("该企业已注销或被合并，登记随之终止，不能重新登记；有误的请联系企业所在区、县（市）经办人员")
    raise UsccTaken(
        "该企业已经登记；如需代表企业办事，请由企业负责人邀请；尚未指定负责人或负责人失联的，请联系市级管理员指定"
    )
