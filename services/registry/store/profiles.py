"""What is kept of many enterprises' figures."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import col

from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import AnnualFiguresRow, EnterpriseRow
from shared.db import Tx
from shared.values import EnterpriseId


async def enterprises(tx: Tx, ids: Collection[EnterpriseId]) -> list[EnterpriseRow]:
    found: list[EnterpriseRow] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        question = select(EnterpriseRow).where(
            tx.among(col(EnterpriseRow.enterprise_id), wanted[start : start + IN_CHUNK])
        )
        found += (await tx.execute(question)).scalars()
    return found


async def figures(tx: Tx, ids: Collection[EnterpriseId]) -> Sequence[AnnualFiguresRow]:
    found: list[AnnualFiguresRow] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        question = select(AnnualFiguresRow).where(
            tx.among(col(AnnualFiguresRow.enterprise_id), wanted[start : start + IN_CHUNK])
        )
        found += (await tx.execute(question)).scalars()
    return found
