"""People who act for an enterprise: appointed by an officer, given other roles, removed; shown masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from services.registry import store
from services.registry.domain.people import Person, Role, Step, joined, removed, replaced, with_role
from services.registry.domain.titles import Refusal
from services.registry.problems import PeopleRefused, PersonNotFound
from services.registry.service import enterprises
from services.registry.service.enterprises import NewEnterprise
from services.registry.store.tables import EnterpriseRow, PersonChangeRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.events import ActingChanged
from shared.permissions import Action, decide
from shared.problems import Forbidden
from shared.values import EnterpriseId

NO_OWNER: Final = "该企业尚未指定负责人；请市级管理员先指定"


@dataclass(frozen=True)
class Individual:
    """Who somebody is: personal data."""

    subject: str
    name: str
    phone: str


@dataclass(frozen=True)
class Appointment:
    """An officer's appointment of an owner, with its ground."""

    owner: Individual
    document: str
    reason: str
    replaces: str | None = None
    """The person_id of the owner who is lost"""


@dataclass(frozen=True)
class PersonFile:
    person: Person
    changes: Sequence[PersonChangeRow]


@dataclass(frozen=True)
class Firm:
    """An enterprise nobody else can change now, with everybody who ever acted for it."""

    enterprise: EnterpriseRow
    people: dict[str, Person]

    def person(self, person_id: str) -> Person:
        """Raises PersonNotFound."""
        if person_id not in self.people:
            raise PersonNotFound("请核对 person_id")
        return self.people[person_id]

    def of_subject(self, subject: str) -> Person | None:
        return next((one for one in self.people.values() if one.subject == subject), None)


async def lock(tx: Tx, enterprise: EnterpriseRow) -> Firm:
    """Whoever changes the people of an enterprise comes by here, one after the other."""
    await store.enterprises.lock(tx, [EnterpriseId(enterprise.enterprise_id)])
    return Firm(enterprise, await store.people.of(tx, enterprise.enterprise_id))


async def lock_as_owner(tx: Tx, caller: Caller, uscc: str) -> tuple[Firm, Person]:
    """The enterprise and the owner who calls. Looked up again behind the lock: another owner may have been faster."""
    firm = await lock(tx, await enterprises.get(tx, caller, uscc, "person.write"))
    owner = firm.of_subject(caller.subject)
    if owner is None or owner.role is not Role.OWNER:
        raise PeopleRefused(NO_OWNER) if not firm.people else Forbidden("只有企业负责人可以管理经办人")
    return firm, owner


async def save(
    tx: Tx, caller: Caller, firm: Firm, person: Person, step: Step,
    document: str | None = None, reason: str | None = None,
) -> Person:  # fmt: skip
    """The state, its history, the fact; and what a former owner held out is taken back."""
    known = firm.people.get(person.person_id)
    tx.edited(f"person {person.person_id}", {"role": known.role if known else None}, {"role": person.role})
    await store.people.save(tx, person)
    await store.people.add_change(tx, person, caller.actor, step, document, reason)
    if person.role is not Role.OWNER:
        await store.invitations.withdraw_those_of(tx, person.person_id)
    tx.emit(
        ActingChanged(
            person_id=person.person_id,
            person_version=person.version,
            enterprise_id=person.enterprise_id,
            uscc=firm.enterprise.uscc,
            subject=person.subject,
            role=person.role,
            since=person.since,
        )
    )
    return person


def newcomer(tx: Tx, firm: Firm, who: Individual, role: Role, invited_by: str | None = None) -> Person:
    """Somebody with that role; who was there before keeps the person_id. Raises PeopleRefused."""
    enterprise_id = EnterpriseId(firm.enterprise.enterprise_id)
    person = Person(str(uuid4()), enterprise_id, who.subject, role, tx.now, who.name, who.phone, invited_by)
    try:
        return joined(firm.people.values(), person)
    except Refusal as refusal:
        raise PeopleRefused(str(refusal)) from refusal


# ---- by officers ---------------------------------------------------------------------------------


async def register(tx: Tx, caller: Caller, new: NewEnterprise, owner: Individual | None) -> EnterpriseRow:
    """Registers an enterprise, with its first owner where that is known."""
    enterprise = await enterprises.register(tx, caller, new)
    if owner is not None:
        firm = Firm(enterprise, {})
        await save(tx, caller, firm, newcomer(tx, firm, owner, Role.OWNER), Step.APPOINT)
    return enterprise


async def appoint_owner(tx: Tx, caller: Caller, uscc: str, appointment: Appointment) -> PersonFile:
    """The first owner, or one in the place of an owner who is lost. Raises PeopleRefused."""
    if not decide(caller, "owner.appoint"):
        raise Forbidden("企业负责人由市级管理员指定")
    firm = await lock(tx, await enterprises.get(tx, caller, uscc))
    ground = (appointment.document, appointment.reason)
    try:
        lost = replaced(firm.people.values(), appointment.replaces, tx.now)
    except Refusal as refusal:
        raise PeopleRefused(str(refusal)) from refusal
    if lost is not None:
        firm.people[lost.person_id] = await save(tx, caller, firm, lost, Step.REPLACE, *ground)
    known = firm.of_subject(appointment.owner.subject)
    if known is not None and known.role is not None:
        owner = with_role(firm.people.values(), known, Role.OWNER, tx.now)
    else:
        owner = newcomer(tx, firm, appointment.owner, Role.OWNER)
    await save(tx, caller, firm, owner, Step.APPOINT, *ground)
    return PersonFile(owner, await store.people.changes(tx, owner.person_id))


# ---- by owners -----------------------------------------------------------------------------------


async def change_role(
    tx: Tx, caller: Caller, uscc: str, person_id: str, if_match: str | None, role: Role
) -> PersonFile:
    """Raises PeopleRefused, for one when no owner would stay."""
    firm, _ = await lock_as_owner(tx, caller, uscc)
    person = firm.person(person_id)
    require_version(if_match, person.version)
    try:
        person = with_role(firm.people.values(), person, role, tx.now)
    except Refusal as refusal:
        raise PeopleRefused(str(refusal)) from refusal
    await save(tx, caller, firm, person, Step.CHANGE)
    return PersonFile(person, await store.people.changes(tx, person_id))


async def remove(tx: Tx, caller: Caller, uscc: str, person_id: str) -> None:
    """From the commit on nothing the person asks is answered, whatever tokens there are. Raises PeopleRefused."""
    firm, owner = await lock_as_owner(tx, caller, uscc)
    step = Step.LEAVE if owner.person_id == person_id else Step.REMOVE
    await _take_out(tx, caller, firm, firm.person(person_id), step)


async def leave(tx: Tx, caller: Caller, uscc: str) -> None:
    """Whoever acts for an enterprise may stop, but the last owner. Raises PeopleRefused."""
    found = await store.enterprises.find(tx, uscc)
    firm = None if found is None else await lock(tx, found)
    person = None if firm is None else firm.of_subject(caller.subject)
    if firm is None or person is None or person.role is None:
        raise PersonNotFound("您不是该企业的经办人；请核对统一社会信用代码")
    await _take_out(tx, caller, firm, person, Step.LEAVE)


async def _take_out(tx: Tx, caller: Caller, firm: Firm, person: Person, step: Step) -> None:
    try:
        person = removed(firm.people.values(), person, tx.now)
    except Refusal as refusal:
        raise PeopleRefused(str(refusal)) from refusal
    await save(tx, caller, firm, person, step)


# ---- reading -------------------------------------------------------------------------------------


async def list_page(
    tx: Tx, caller: Caller, uscc: str, after: tuple[datetime, str] | None, limit: int, *, removed: bool
) -> list[Person]:
    enterprise = await enterprises.get(tx, caller, uscc, "person.read")
    return await store.people.page(tx, enterprise.enterprise_id, removed=removed, after=after, limit=limit)


async def get(tx: Tx, caller: Caller, uscc: str, person_id: str) -> PersonFile:
    person = await _find(tx, caller, uscc, person_id, "person.read")
    return PersonFile(person, await store.people.changes(tx, person_id))


async def disclose(tx: Tx, caller: Caller, uscc: str, person_id: str, reason: str) -> Person:
    """The whole name and number, for a reason; the person's history keeps who looked, and why."""
    person = await _find(tx, caller, uscc, person_id, "person.disclose")
    await store.enterprises.lock(tx, [person.enterprise_id])
    await store.people.add_change(tx, person, caller.actor, Step.DISCLOSE, reason=reason)
    return person


async def _find(tx: Tx, caller: Caller, uscc: str, person_id: str, action: Action) -> Person:
    enterprise = await enterprises.get(tx, caller, uscc, action)
    return Firm(enterprise, await store.people.of(tx, enterprise.enterprise_id)).person(person_id)
