"""Changes of titles, each with what it did in every other service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.registry import store
from services.registry.problems import ChangeNotFound
from services.registry.service import enterprises
from services.registry.store.tables import ChangeRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import ConsequenceRecorded, Event
from shared.permissions import Matter, decide

REPORTERS: Final = ("benefits", "finance", "notifications")
"""Who reports: a change is complete when all three have."""


@dataclass(frozen=True)
class Consequences:
    """One change of titles and the consequence record of it."""

    change: ChangeRow
    records: dict[str, ConsequenceRecorded]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(service for service in REPORTERS if service not in self.records)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str, before: int | None, limit: int) -> Sequence[Consequences]:
    """Newest first."""
    enterprise = await enterprises.get(tx, caller, uscc)
    rows = await store.changes.of(tx, enterprise.enterprise_id, before, limit)
    return await _with_records(tx, rows)


async def get(tx: Tx, caller: Caller, change_id: str) -> Consequences:
    row = await store.changes.find(tx, change_id)
    if row is None:
        raise ChangeNotFound("请核对变更编号")
    owner = await store.enterprises.by_id(tx, row.enterprise_id)
    usccs = await store.enterprises.usccs(tx, row.enterprise_id)
    if not decide(caller, "enterprise.read", Matter(usccs=usccs, district=owner.district)):
        raise ChangeNotFound("请核对变更编号")
    return (await _with_records(tx, [row]))[0]


async def _with_records(tx: Tx, rows: Sequence[ChangeRow]) -> list[Consequences]:
    records: dict[str, dict[str, ConsequenceRecorded]] = {row.change_id: {} for row in rows}
    for told in await store.changes.consequences(tx, list(records)):
        records[told.change_id][told.service] = ConsequenceRecorded.model_validate_json(told.record)
    return [Consequences(row, records[row.change_id]) for row in rows]


async def on_consequence_recorded(tx: Tx, events: Sequence[Event]) -> None:
    """Emits nothing: the rule against circles."""
    await store.changes.add_consequences(
        tx,
        [
            {
                "change_id": event.fact.cause_id,
                "service": event.type.split(".")[3],
                "record": event.fact.model_dump_json(),
                "recorded_at": tx.now,
            }
            for event in events
        ],
    )
