"""Measures and notices in the words they were published with, until when they hold, and whether that is marked.

Each is asked for by the template it is told in, and by the id that its messages have as their cause.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, exists, or_, select, update
from sqlmodel import col

from services.notifications.domain.messages import Template
from services.notifications.store.tables import PublishedMeasureRow, PublishedNoticeRow
from shared.db import Tx

_ROWS: Final[Mapping[Template, Any]] = {
    Template.MEASURE_MATCHED: PublishedMeasureRow,
    Template.NOTICE: PublishedNoticeRow,
}
_ID: Final[Mapping[Template, Any]] = {
    Template.MEASURE_MATCHED: col(PublishedMeasureRow.version_id),
    Template.NOTICE: col(PublishedNoticeRow.notice_id),
}


async def save(tx: Tx, template: Template, published: Mapping[str, str]) -> None:
    """The facts as JSON, by id."""
    id_ = _ID[template].key
    await tx.insert_new(_ROWS[template], [{id_: one, "published": said} for one, said in published.items()])


async def words(tx: Tx, template: Template, ids: Collection[str]) -> dict[str, str]:
    """The facts as JSON, by id."""
    return await _words(tx, template, tx.among(_ID[template], ids))


async def standing(tx: Tx, template: Template, ids: Collection[str]) -> dict[str, str]:
    """Of those not withdrawn."""
    holds = col(_ROWS[template].withdrawn_on).is_(None)
    return await _words(tx, template, tx.among(_ID[template], ids) & holds)


async def _words(tx: Tx, template: Template, here: Any) -> dict[str, str]:
    question = select(_ID[template], col(_ROWS[template].published)).where(here)
    return dict((await tx.execute(question)).all())


# ---- what holds no longer ------------------------------------------------------------------------


async def end(tx: Tx, template: Template, days: Mapping[str, date]) -> None:
    """By id: who was not told by then never is."""
    id_ = _ID[template].key
    await tx.update(_ROWS[template], [{id_: one, "withdrawn_on": on} for one, on in days.items()])


def _to_mark(row: Any) -> Any:
    return and_(col(row.withdrawn_on).is_not(None), col(row.marked_at).is_(None))


async def any_to_mark(tx: Tx) -> bool:
    question = select(or_(*(exists().where(_to_mark(row)) for row in _ROWS.values())))
    return bool((await tx.execute(question)).scalar_one())


async def lease(tx: Tx) -> tuple[str, Template] | None:
    """One that no replica has in hand."""
    for template, row in _ROWS.items():
        question = select(_ID[template]).where(_to_mark(row)).order_by(_ID[template]).limit(1)
        found = (await tx.execute(question.with_for_update(skip_locked=True))).scalar_one_or_none()
        if found is not None:
            return found, template
    return None


async def marked(tx: Tx, cause_id: str, template: Template) -> None:
    row = _ROWS[template]
    await tx.execute(update(row).where(_ID[template] == cause_id).values(marked_at=tx.now))
