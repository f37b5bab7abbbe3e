"""What groups are called."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, func, select
from sqlmodel import col

from services.finance.store.tables import InstitutionRow, ProductRow, ProductVersionRow
from shared.db import Tx


async def institutions(tx: Tx, ids: Collection[str]) -> dict[str, str]:
    """Names by id."""
    question = select(col(InstitutionRow.institution_id), col(InstitutionRow.name)).where(
        tx.among(col(InstitutionRow.institution_id), sorted(ids))
    )
    return {row[0]: row[1] for row in await tx.execute(question)}


async def products(tx: Tx, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """The name as people see it, or as it was last entered, with its institution's; by id."""
    shown = func.coalesce(col(ProductRow.published), col(ProductRow.latest))
    question: Any = (
        select(col(ProductRow.product_id), col(ProductVersionRow.name), col(InstitutionRow.name))
        .join(
            ProductVersionRow,
            and_(
                col(ProductVersionRow.product_id) == col(ProductRow.product_id), col(ProductVersionRow.number) == shown
            ),
        )
        .join(InstitutionRow, col(InstitutionRow.institution_id) == col(ProductRow.institution_id))
        .where(tx.among(col(ProductRow.product_id), sorted(ids)))
    )
    return {row[0]: (row[1], row[2]) for row in await tx.execute(question)}
