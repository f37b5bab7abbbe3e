"""Rebuilding a projection: empty its tables, set its cursors to 0, and let the same loop read everything again."""

from sqlalchemy import delete, update

from shared.db import Database
from shared.service import Service


async def rebuild(db: Database, service: Service) -> None:
    """In one transaction. What carries a natural key (consequences told, messages) stays and is not done again."""
    tables = {table.name: table for table in service.floor.outbox.metadata.sorted_tables}
    async with db.transaction() as tx:
        for table in (tables[name] for name in service.projections):
            await tx.execute(delete(table))
        await tx.execute(delete(service.floor.parked))
        await tx.execute(update(service.floor.cursor).values(number=0, epoch="", event_id=""))
