"""Queries about enterprises as the registry told of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from services.benefits.store.tables import KNOWN
from shared.db import Tx


async def lock(tx: Tx, enterprise_id: str) -> Any:
    """The row of `known_enterprise`: whoever claims for a legal person, or hears that it was absorbed, waits here."""
    question = select(KNOWN.enterprise).where(KNOWN.enterprise.c.enterprise_id == enterprise_id).with_for_update()
    return (await tx.execute(question)).first()


async def usccs_of(tx: Tx, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Every USCC they ever had, by enterprise."""
    codes = KNOWN.uscc.c
    question = select(codes.enterprise_id, codes.uscc).where(tx.among(codes.enterprise_id, sorted(set(ids))))
    found: dict[str, list[str]] = {}
    for row in await tx.execute(question):
        found.setdefault(row.enterprise_id, []).append(row.uscc)
    return {enterprise_id: tuple(sorted(usccs)) for enterprise_id, usccs in found.items()}
