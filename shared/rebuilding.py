"""Rebuilding a projection: empty its tables, set its cursors to 0, and let the same loop read everything again."""

from sqlalchemy import delete, select, update

from shared.db import Database, Tx
from shared.service import Service
from shared.tables import Floor


async def rebuild(db: Database, service: Service) -> None:
    """In one transaction. What carries a natural key (consequences told, messages) stays and is not done again.

    The cursors are locked first, as a replica locks them that applies: what it writes is there to be emptied, or waits.
    Until a source has been read to its head again, its cursor says that what was made of it is not whole: lines are
    there as they were at some time, and nobody may be told of them.
    """
    tables = {table.name: table for table in service.floor.outbox.metadata.sorted_tables}
    cursor = service.floor.cursor
    async with db.transaction() as tx:
        await tx.execute(select(cursor.c.source).order_by(cursor.c.source).with_for_update())
        for table in (tables[name] for name in service.projections):
            await tx.execute(delete(table))
        await tx.execute(delete(service.floor.parked))
        await tx.execute(update(cursor).values(number=0, epoch="", event_id="", whole=False))


async def is_whole(tx: Tx, floor: Floor, source: str) -> bool:
    """False while a rebuild reads that service's facts again: of what they make, some is missing or as it once was."""
    cursor = floor.cursor.c
    return (await tx.execute(select(cursor.whole).where(cursor.source == source))).scalar_one_or_none() is not False
