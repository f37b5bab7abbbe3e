"""Queries about titles that run out and go on in no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, extract, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.registry.domain.cliff import Month, Running, Window
from services.registry.domain.titles import OVER
from services.registry.store.counting import suspended
from services.registry.store.tables import EnterpriseRow, TitleRow
from shared.db import Tx
from shared.values import Tier


@dataclass(frozen=True)
class Ending:
    """A title that runs out."""

    title_id: str
    uscc: str
    name: str
    district: str
    tier: Tier
    number: str
    valid_until: date


def _ending(window: Window, district: str | None, tier: Tier | None) -> Any:
    """Those whose last day lies in the window, with no later period of the same tier that was not ended.

    One ended before its time does not run out; nor does one suspended on the first day of the window, as nobody knows
    yet whether it will be resumed.
    """
    later = aliased(TitleRow)
    continued = exists().where(
        col(later.enterprise_id) == col(TitleRow.enterprise_id),
        col(later.tier) == col(TitleRow.tier),
        col(later.valid_until) > col(TitleRow.valid_until),
        col(later.status).not_in(OVER),
    )
    wanted = [
        col(TitleRow.status).not_in(OVER),
        ~suspended(window.first_day),
        col(TitleRow.recognised_on) <= window.last_day,
        col(TitleRow.valid_until).between(window.first_day, window.last_day),
        ~continued,
    ]
    if district is not None:
        wanted.append(col(EnterpriseRow.district) == district)
    if tier is not None:
        wanted.append(col(TitleRow.tier) == tier)
    return and_(col(EnterpriseRow.enterprise_id) == col(TitleRow.enterprise_id), *wanted)


async def running_out(tx: Tx, window: Window, district: str | None) -> list[Running]:
    year, month = extract("year", col(TitleRow.valid_until)), extract("month", col(TitleRow.valid_until))
    place = (col(EnterpriseRow.district), col(TitleRow.tier))
    question = (
        select(*place, year.label("year"), month.label("month"), func.count().label("titles"))
        .where(_ending(window, district, None))
        .group_by(*place, year, month)
    )
    return [
        Running(row.district, Tier(row.tier), Month(int(row.year), int(row.month)), row.titles)
        for row in await tx.execute(question)
    ]


async def endings(
    tx: Tx, window: Window, district: str | None, tier: Tier | None, after: tuple[date, str] | None, limit: int
) -> Sequence[Ending]:
    """By their last day, the nearest first."""
    last, id_ = col(TitleRow.valid_until), col(TitleRow.title_id)
    question = select(
        id_,
        col(EnterpriseRow.uscc),
        col(EnterpriseRow.name),
        col(EnterpriseRow.district),
        col(TitleRow.tier),
        col(TitleRow.number),
        last,
    ).where(_ending(window, district, tier))
    if after is not None:
        question = question.where(or_(last > after[0], and_(last == after[0], id_ > after[1])))
    rows = await tx.execute(question.order_by(last, id_).limit(limit))
    return [Ending(**{**row, "tier": Tier(row["tier"])}) for row in rows.mappings()]
