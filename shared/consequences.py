"""How a listener reports what a change of titles did in it: once per change, however often the change is replayed."""

from collections.abc import Sequence

from sqlalchemy import Column, MetaData, String, Table

from shared.db import Tx
from shared.events import ConsequenceRecorded, Event, Origin


def consequence_table(metadata: MetaData) -> Table:
    return Table("consequence_told", metadata, Column("cause_id", String(36), primary_key=True))


def following(event: Event) -> Origin:
    """The origin of what follows from an event: same actor, same chain, this event as its cause."""
    return Origin(event.origin.actor, event.origin.correlation_id, event.event_id)


async def tell(tx: Tx, told: Table, consequences: Sequence[tuple[Origin, ConsequenceRecorded]]) -> None:
    """Emits the records whose cause was not reported before."""
    by_cause = {record.cause_id: (origin, record) for origin, record in consequences}
    new = await tx.add_unseen(told, by_cause)
    for cause_id, (origin, record) in by_cause.items():
        if cause_id in new:
            tx.emit(record, origin)
