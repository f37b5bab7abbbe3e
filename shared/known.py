"""What a listening service knows of enterprises: their stable id behind every USCC they ever had.

Each listener keeps these two tables for itself, filled by the registry's facts, and resolves without asking.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, MetaData, Row, String, Table, select

from shared.db import Tx
from shared.events import EnterpriseDeregistered, EnterpriseMerged, EnterpriseRegistered, EnterpriseUpdated, Event
from shared.problems import NotFound
from shared.subscription import Handler


class EnterpriseUnknown(NotFound):
    code, title = "ENTERPRISE_NOT_FOUND", "没有找到该企业"


@dataclass(frozen=True)
class Known:
    """The tables of enterprises in one listener's MetaData, and what fills them."""

    enterprise: Table
    uscc: Table

    @property
    def handlers(self) -> Mapping[Any, Handler]:
        return {
            EnterpriseRegistered: self.learn,
            EnterpriseUpdated: self.learn,
            EnterpriseMerged: self.learn_merged,
            EnterpriseDeregistered: self.learn_deregistered,
        }

    async def learn(self, tx: Tx, events: Sequence[Event]) -> None:
        latest = {event.fact.enterprise_id: event.fact for event in events}
        await tx.upsert(
            self.enterprise,
            [
                {
                    "enterprise_id": fact.enterprise_id,
                    "uscc": fact.uscc,
                    "name": fact.name,
                    "district": fact.district,
                    "industry": fact.industry,
                    "version": fact.enterprise_version,
                }
                for fact in latest.values()
            ],
        )
        usccs = {uscc: id_ for id_, fact in latest.items() for uscc in fact.usccs}
        await tx.upsert(self.uscc, [{"uscc": uscc, "enterprise_id": id_} for uscc, id_ in usccs.items()])

    async def learn_merged(self, tx: Tx, events: Sequence[Event]) -> None:
        await self.learn(tx, events)
        await self._end(tx, {one.fact.enterprise_id: (one.fact.merged_on, one.fact.survivor_id) for one in events})

    async def learn_deregistered(self, tx: Tx, events: Sequence[Event]) -> None:
        await self.learn(tx, events)
        await self._end(tx, {one.fact.enterprise_id: (one.fact.deregistered_on, None) for one in events})

    async def _end(self, tx: Tx, ends: Mapping[str, tuple[date, str | None]]) -> None:
        rows = [{"enterprise_id": id_, "ended_on": on, "successor_id": heir} for id_, (on, heir) in ends.items()]
        await tx.update(self.enterprise, rows)

    async def find(self, tx: Tx, uscc: str) -> "Row[Any] | None":
        """The enterprise that has or ever had this USCC."""
        both = self.enterprise.join(self.uscc, self.uscc.c.enterprise_id == self.enterprise.c.enterprise_id)
        return (await tx.execute(select(self.enterprise).select_from(both).where(self.uscc.c.uscc == uscc))).first()

    async def by_id(self, tx: Tx, enterprise_id: str) -> "Row[Any] | None":
        question = select(self.enterprise).where(self.enterprise.c.enterprise_id == enterprise_id)
        return (await tx.execute(question)).first()

    async def by_ids(self, tx: Tx, enterprise_ids: Collection[str]) -> "dict[str, Row[Any]]":
        """By enterprise_id, as they are called now; while a rebuild has not brought one back, it is missing."""
        question = select(self.enterprise).where(tx.among(self.enterprise.c.enterprise_id, enterprise_ids))
        return {row.enterprise_id: row for row in await tx.execute(question)}

    async def find_successor(self, tx: Tx, uscc: str) -> "Row[Any] | None":
        """The same, or whoever absorbed it: the legal person that stands behind the code today."""
        found = await self.find(tx, uscc)
        while found is not None and found.successor_id is not None:
            found = await self.by_id(tx, found.successor_id)
        return found

    async def usccs(self, tx: Tx, enterprise_id: str) -> tuple[str, ...]:
        codes = select(self.uscc.c.uscc).where(self.uscc.c.enterprise_id == enterprise_id)
        return tuple((await tx.execute(codes)).scalars())


def known_tables(metadata: MetaData) -> Known:
    enterprise = Table(
        "known_enterprise",
        metadata,
        Column("enterprise_id", String(36), primary_key=True),
        Column("uscc", String(18), nullable=False),
        Column("name", String(120), nullable=False),
        Column("district", String(6), nullable=False),
        Column("industry", String(3), nullable=False),
        Column("version", BigInteger, nullable=False),
        Column("ended_on", Date, comment="merged away or deregistered"),
        Column("successor_id", String(36), comment="who absorbed it"),
    )
    uscc = Table(
        "known_uscc",
        metadata,
        Column("uscc", String(18), primary_key=True),
        Column("enterprise_id", String(36), nullable=False, index=True),
        ForeignKeyConstraint(["enterprise_id"], ["known_enterprise.enterprise_id"]),
    )
    return Known(enterprise, uscc)
