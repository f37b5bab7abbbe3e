"""Who may act: what the registry says of people, looked up where the request of one of them meets the database.

A token proves who somebody is; what they may do, these tables say. The registry looks into its own, each listener into
two that the registry's facts fill. A person nobody appointed has the roles of the token, see tokens.py.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Column, Date, Index, MetaData, String, Table, bindparam, exists, select

from shared.callers import Caller
from shared.db import Tx
from shared.events import ActingChanged, Event, OfficerChanged
from shared.subscription import Handler

UNAPPOINTED: Final[Mapping[str, str]] = {
    "enterprise": "您没有代表该企业办事的授权，或授权已被取消；请联系企业负责人",
    "officer": "您不是在任的经办人员；请联系市级管理员",
}
"""By kind of caller: what is said to who has no role."""


@dataclass(frozen=True)
class Acting:
    """The tables: a USCC's enterprise, the people of an enterprise, the officers."""

    usccs: Table
    people: Table
    officers: Table

    async def resolve(self, tx: Tx, caller: Caller) -> Caller:
        """The caller with the roles, and an officer with the district, they have now. One indexed lookup."""
        look = _LOOKS.get(caller.kind)
        return await look(self, tx, caller) if look else caller

    async def _as_person(self, tx: Tx, caller: Caller) -> Caller:
        asked = {"uscc": caller.uscc, "subject": caller.subject}
        row = (await tx.execute(self._role, asked)).first()
        if row is None or not row.has_people:
            return caller
        return replace(caller, roles=(row.role,) if row.role else ())

    @cached_property
    def _role(self) -> Any:
        """The role of a person at the enterprise with that USCC, and whether anybody was ever appointed there."""
        here = self.people.c.enterprise_id == self.usccs.c.enterprise_id
        role = select(self.people.c.role).where(here, self.people.c.subject == bindparam("subject"))
        return select(role.scalar_subquery().label("role"), exists().where(here).label("has_people")).where(
            self.usccs.c.uscc == bindparam("uscc")
        )

    async def _as_officer(self, tx: Tx, caller: Caller) -> Caller:
        row = (await tx.execute(self._office, {"subject": caller.subject})).first()
        if row is None:
            return caller
        in_office = row.active_from <= tx.today and (row.active_until is None or tx.today <= row.active_until)
        roles = tuple(row.roles.split()) if in_office else ()
        return replace(caller, district=row.district, department=row.department, roles=roles)

    @cached_property
    def _office(self) -> Any:
        officer = self.officers.c
        return select(
            officer.district, officer.department, officer.roles, officer.active_from, officer.active_until
        ).where(officer.subject == bindparam("subject"))

    async def people_of(self, tx: Tx, enterprise_ids: Collection[str]) -> dict[str, dict[str, str | None]]:
        """By enterprise, of whoever was ever appointed there: the role by subject, None when it was taken away."""
        people = self.people.c
        here = tx.among(people.enterprise_id, enterprise_ids)
        found: dict[str, dict[str, str | None]] = {}
        for row in await tx.execute(select(people.enterprise_id, people.subject, people.role).where(here)):
            found.setdefault(row.enterprise_id, {})[row.subject] = row.role
        return found

    # ---- what a listener is told -----------------------------------------------------------------

    @property
    def handlers(self) -> Mapping[Any, Handler]:
        return {ActingChanged: self.learn_people, OfficerChanged: self.learn_officers}

    @property
    def names(self) -> tuple[str, ...]:
        return self.people.name, self.officers.name

    async def learn_people(self, tx: Tx, events: Sequence[Event]) -> None:
        await tx.upsert(
            self.people,
            [event.fact.model_dump(include={"person_id", "enterprise_id", "subject", "role"}) for event in events],
        )

    async def learn_officers(self, tx: Tx, events: Sequence[Event]) -> None:
        columns = {"officer_id", "subject", "district", "department", "active_from", "active_until"}
        await tx.upsert(
            self.officers,
            [event.fact.model_dump(include=columns) | {"roles": " ".join(event.fact.roles)} for event in events],
        )


_LOOKS: Final[Mapping[str, Callable[[Acting, Tx, Caller], Awaitable[Caller]]]] = {
    "enterprise": Acting._as_person,
    "officer": Acting._as_officer,
}


def acting_tables(metadata: MetaData, usccs: Table) -> Acting:
    people = Table(
        "known_person",
        metadata,
        Column("person_id", String(36), primary_key=True),
        Column("enterprise_id", String(36), nullable=False),
        Column("subject", String(150), nullable=False),
        Column("role", String(12), comment="none: no longer"),
        Index(None, "enterprise_id", "subject", unique=True),
    )
    officers = Table(
        "known_officer",
        metadata,
        Column("officer_id", String(36), primary_key=True),
        Column("subject", String(150), nullable=False, unique=True),
        Column("district", String(6), nullable=False),
        Column("department", String(40), nullable=False),
        Column("roles", String(80), nullable=False, comment="with spaces between; empty: dismissed"),
        Column("active_from", Date, nullable=False),
        Column("active_until", Date),
    )
    return Acting(usccs, people, officers)
