"""Who the list is shared with."""

from services.finance import store
from shared.db import Database


async def demonstrate(db: Database) -> None:
    """One bank, so that there is somebody to show the list to."""
    async with db.transaction() as tx:
        await store.institutions.add(tx, store.DEMONSTRATION_BANK, "示例银行（演示）", "bank")
