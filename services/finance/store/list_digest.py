"""What the digest of the list is made of, read in one statement with the number it stands at."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from services.finance.domain.list_digest import NAME
from services.finance.domain.shared_list import ListFilter
from services.finance.store.shared_list import current
from services.finance.store.tables import EntryRow, HeadRow
from shared.db import Tx
from shared.dialects import by_bytes


async def packed(tx: Tx, asked: ListFilter) -> tuple[int, str, str]:
    """The number and cause of the newest change, and the lines it left: bucket and leaf of each, in order.

    One statement sees one state of the list: a change and its number are committed together. PostgreSQL answers from
    an index that holds all of it in this order, and touches no line.
    """
    lines = current(asked, col(EntryRow.leaf)).order_by(by_bytes(col(EntryRow.enterprise_id))).subquery()
    piece = func.substr(lines.c.enterprise_id, 1, NAME).concat(lines.c.leaf)
    together = select(func.aggregate_strings(piece, "")).select_from(lines).scalar_subquery()
    row = (await tx.execute(select(col(HeadRow.head), col(HeadRow.cause_id), together.label("packed")))).one()
    return row.head, row.cause_id, row.packed or ""


async def of_buckets(tx: Tx, asked: ListFilter, names: Sequence[str]) -> Sequence[Any]:
    """Lines of some buckets: enterprise_id, leaf and document, in order."""
    lines = current(asked, col(EntryRow.leaf), col(EntryRow.document)).where(
        func.substr(col(EntryRow.enterprise_id), 1, NAME).in_(names)
    )
    return (await tx.execute(lines.order_by(col(EntryRow.enterprise_id)))).all()


async def counts(tx: Tx, asked: ListFilter) -> dict[str, int]:
    """Lines by highest tier."""
    lines = current(asked, col(EntryRow.tier)).subquery()
    found = await tx.execute(select(lines.c.tier, func.count()).group_by(lines.c.tier))
    return {row[0]: row[1] for row in found}
