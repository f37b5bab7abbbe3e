"""Which titles count on a day, asked of the database."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col

from services.registry.store.tables import TitleRow, TitleSuspensionRow


def counting(day: date) -> ColumnElement[bool]:
    """`Title.counts_on`, in SQL, for any day: what a title's status says is only of the last decision about it."""
    return and_(
        col(TitleRow.recognised_on) <= day,
        col(TitleRow.valid_until) >= day,
        or_(col(TitleRow.ended_on).is_(None), col(TitleRow.ended_on) > day),
        ~suspended(day),
    )


def suspended(day: date) -> ColumnElement[bool]:
    """`Title.suspended_on`, in SQL."""
    until = col(TitleSuspensionRow.until_on)
    return (
        exists()
        .where(
            col(TitleSuspensionRow.title_id) == col(TitleRow.title_id),
            col(TitleSuspensionRow.from_on) <= day,
            or_(until.is_(None), until > day),
        )
        .correlate(TitleRow)
    )
