"""Queries about measures and notices that hold no longer, and whether what was told of them is marked."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import and_, exists, or_, select, update
from sqlmodel import col

from services.notifications.domain.messages import Template
from services.notifications.store.tables import PublishedMeasureRow, PublishedNoticeRow
from shared.db import Tx

_TOLD: Final[Mapping[Template, Any]] = {
    Template.MEASURE_MATCHED: PublishedMeasureRow,
    Template.NOTICE: PublishedNoticeRow,
}
"""What is marked, by the template it was told in"""
_ID: Final[Mapping[Any, Any]] = {
    PublishedMeasureRow: col(PublishedMeasureRow.version_id),
    PublishedNoticeRow: col(PublishedNoticeRow.notice_id),
}


def _to_mark(row: Any) -> Any:
    return and_(col(row.withdrawn_on).is_not(None), col(row.marked_at).is_(None))


async def any_to_mark(tx: Tx) -> bool:
    question = select(or_(*(exists().where(_to_mark(row)) for row in _TOLD.values())))
    return bool((await tx.execute(question)).scalar_one())


async def lease(tx: Tx) -> tuple[str, Template] | None:
    """One that no replica has in hand."""
    for template, row in _TOLD.items():
        question = select(_ID[row]).where(_to_mark(row)).order_by(_ID[row]).limit(1)
        found = (await tx.execute(question.with_for_update(skip_locked=True))).scalar_one_or_none()
        if found is not None:
            return found, template
    return None


async def done(tx: Tx, cause_id: str, template: Template) -> None:
    row = _TOLD[template]
    await tx.execute(update(row).where(_ID[row] == cause_id).values(marked_at=tx.now))
