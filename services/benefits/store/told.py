"""Queries about who was told of a measure, by what it was sent, who has read of it, and whom a version matched."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import MatchRow, SentRow, ToldRow
from shared.db import Tx


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """The first telling stays."""
    await tx.insert_new(ToldRow, rows)


async def unread(tx: Tx, enterprise_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Enterprise and benefit code of what these were told and have not read."""
    question = select(col(ToldRow.enterprise_id), col(ToldRow.benefit_code)).where(
        tx.among(col(ToldRow.enterprise_id), enterprise_ids), col(ToldRow.read_on).is_(None)
    )
    return frozenset((row.enterprise_id, row.benefit_code) for row in await tx.execute(question))


async def mark_read(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(ToldRow, rows)


async def sent(tx: Tx, enterprise_ids: Collection[str]) -> dict[tuple[str, str, str], SentRow]:
    """By enterprise, benefit code and channel."""
    question = select(SentRow).where(tx.among(col(SentRow.enterprise_id), enterprise_ids))
    found = (await tx.execute(question)).scalars()
    return {(one.enterprise_id, one.benefit_code, one.channel): one for one in found}


async def save_sent(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(SentRow, rows)


async def add_matches(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Enterprise and version of those that were not matched before: of two who match at the same time one hears so."""
    ordered = sorted(rows, key=lambda row: (row["enterprise_id"], row["version_id"]))
    return {(enterprise, version) for enterprise, version in await tx.insert_unseen(MatchRow, ordered)}
