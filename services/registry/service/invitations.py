"""Invitations to act for an enterprise: held out by an owner, accepted once by somebody who logged in."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from services.registry import store
from services.registry.domain.people import MOST_INVITATIONS, Role, Step
from services.registry.problems import (
    InvitationExpired,
    InvitationNotFound,
    InvitationUsed,
    PeopleRefused,
)
from services.registry.service import enterprises, people
from services.registry.service.people import Individual, PersonFile
from services.registry.store.tables import EnterpriseRow, InvitationRow
from shared.callers import Caller
from shared.db import Tx
from shared.values import EnterpriseId

_WAY_OUT = "请核对邀请码，或请企业负责人重新邀请"


@dataclass(frozen=True)
class Invited:
    invitation: InvitationRow
    token: str
    """For the invited person's eyes; only its hash is kept"""


@dataclass(frozen=True)
class Accepted:
    enterprise: EnterpriseRow
    file: PersonFile


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def invite(tx: Tx, caller: Caller, uscc: str, role: Role, days: int) -> Invited:
    """Raises PeopleRefused when too many are open."""
    firm, owner = await people.lock_as_owner(tx, caller, uscc)
    if await store.invitations.count_open(tx, firm.enterprise.enterprise_id) >= MOST_INVITATIONS:
        raise PeopleRefused(f"最多同时有 {MOST_INVITATIONS} 个未用的邀请；请先撤回不再需要的")
    token = secrets.token_urlsafe(32)
    invitation = InvitationRow(
        invitation_id=str(uuid4()),
        enterprise_id=firm.enterprise.enterprise_id,
        role=role,
        token_hash=_hash(token),
        invited_by=owner.person_id,
        invited_at=tx.now,
        expires_at=tx.now + timedelta(days=days),
    )
    await store.invitations.add(tx, invitation.model_dump())
    return Invited(invitation, token)


async def accept(tx: Tx, caller: Caller, token: str, name: str, phone: str) -> Accepted:
    """Raises InvitationNotFound, InvitationUsed, InvitationExpired; PeopleRefused for whoever acts there already."""
    enterprise_id = await store.invitations.enterprise_of(tx, _hash(token))
    if enterprise_id is None:
        raise InvitationNotFound(_WAY_OUT)
    enterprise = await store.enterprises.by_id(tx, EnterpriseId(enterprise_id))
    firm = await people.lock(tx, enterprise)
    invitation = await store.invitations.with_token(tx, _hash(token))  # behind the lock: of two at once, one
    if invitation.accepted_at is not None:
        raise InvitationUsed("每个邀请只能用一次；请企业负责人重新邀请")
    if invitation.withdrawn_at is not None or invitation.expires_at <= tx.now:
        raise InvitationExpired("邀请已过期或已撤回；请企业负责人重新邀请")
    who = Individual(caller.subject, name, phone)
    person = people.newcomer(tx, firm, who, Role(invitation.role), invitation.invited_by)
    await people.save(tx, caller, firm, person, Step.ACCEPT)
    await store.invitations.accept(tx, invitation.invitation_id, person.person_id)
    return Accepted(enterprise, PersonFile(person, await store.people.changes(tx, person.person_id)))


async def list_page(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[InvitationRow]:
    enterprise = await enterprises.get(tx, caller, uscc, "person.write")
    return await store.invitations.page(tx, enterprise.enterprise_id, before, limit)


async def withdraw(tx: Tx, caller: Caller, uscc: str, invitation_id: str) -> None:
    """One that was accepted stays accepted; done again, nothing changes. Raises InvitationNotFound, InvitationUsed."""
    firm, _ = await people.lock_as_owner(tx, caller, uscc)
    invitation = await store.invitations.find(tx, firm.enterprise.enterprise_id, invitation_id)
    if invitation is None:
        raise InvitationNotFound("请核对邀请编号")
    if invitation.accepted_at is not None:
        raise InvitationUsed("邀请已被接受；如需收回，请移除该经办人")
    await store.invitations.withdraw(tx, invitation_id)
