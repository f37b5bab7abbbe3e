"""How a listener reports what a change of titles did in it: once per change, however often the change is replayed."""

from collections.abc import Sequence

from sqlalchemy import Column, MetaData, String, Table, select

from shared.db import Tx
from shared.events import ConsequenceRecorded, Event, Origin


def consequence_table(metadata: MetaData) -> Table:
    return Table("consequence_told", metadata, Column("cause_id", String(36), primary_key=True))


def following(event: Event) -> Origin:
    """The origin of what follows from an event: same actor, same chain, this event as its cause."""
    return Origin(event.origin.actor, event.origin.correlation_id, event.event_id)


async def tell(tx: Tx, told: Table, consequences: Sequence[tuple[Origin, ConsequenceRecorded]]) -> None:
    """Emits the records whose cause was not reported before."""
    causes = [record.cause_id for _, record in consequences]
    before = set((await tx.execute(select(told.c.cause_id).where(told.c.cause_id.in_(causes)))).scalars())
    new = {record.cause_id: (origin, record) for origin, record in consequences if record.cause_id not in before}
    await tx.insert(told, [{"cause_id": cause_id} for cause_id in new])
    for origin, record in new.values():
        tx.emit(record, origin)
