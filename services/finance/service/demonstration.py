"""What the demonstration needs of finance: a bank, and what it offers."""

from services.finance import store
from services.finance.domain.products.offers import VersionState
from services.finance.product_data import demonstration_products
from services.finance.service import institutions
from services.finance.service.products import version_row
from shared.db import Database

_CITY = "system:demonstration"


async def demonstrate(db: Database) -> None:
    """Safe to run again: what is there stays as it is."""
    await institutions.demonstrate(db)
    async with db.transaction() as tx:
        for product_id, terms in demonstration_products():
            product = {
                "product_id": product_id,
                "institution_id": store.DEMONSTRATION_BANK,
                "latest": 1,
                "published": 1,
                "version": 1,
            }
            approved = {"state": VersionState.PUBLISHED, "decided_by": _CITY, "decided_at": tx.now}
            version = version_row(tx, product_id, 1, _CITY, terms) | approved
            await store.products.add_new(tx, product, version)
