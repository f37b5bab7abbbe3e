"""Counts of the target board: the whole city in a handful of statements, on any day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlmodel import col

from services.registry.domain.board import Count, Span
from services.registry.domain.desks import State
from services.registry.domain.goals import COUNTED, COUNTING, Goal, Rule
from services.registry.store import goals
from services.registry.store.counting import counting
from services.registry.store.tables import (
    ApplicationRow,
    ApplicationStepRow,
    EnterpriseRow,
    TitleRow,
)
from shared.days import SHANGHAI
from shared.db import Tx
from shared.values import PROVINCIAL_AND_ABOVE, Tier

DISTRICT = col(EnterpriseRow.district)
OF_TITLE = col(EnterpriseRow.enterprise_id) == col(TitleRow.enterprise_id)


async def counts(tx: Tx, on: Span) -> dict[tuple[Goal, str], Count]:
    """Of every goal by district, where there is anything to count; each enterprise counts where it is now."""
    found = {**await _ever(tx, on), **await _valid(tx, on), **await goals.results(tx, on)}
    for key, count in (await _noticed(tx, on)).items():
        found[key] = found.get(key, Count()) + count
    return found


async def _ever(tx: Tx, on: Span) -> dict[tuple[Goal, str], Count]:
    """An enterprise has one first title of a tier, ever: counting those counts enterprises.

    From the enterprises to their titles, both in the order of their index: the other way round is five times slower
    on SQLite, whose cache is small.
    """
    publicised = and_(
        OF_TITLE,
        col(TitleRow.tier) == Tier.INNOVATIVE,
        col(TitleRow.recognised_on) <= on.day,
        col(TitleRow.first),
    )
    before = func.count().filter(col(TitleRow.recognised_on) <= on.opening)
    question = (
        select(DISTRICT, before, func.count(col(TitleRow.enterprise_id)))
        .join_from(EnterpriseRow, TitleRow, publicised, isouter=True)
        .group_by(DISTRICT)
    )
    return {(Goal.INNOVATIVE, district): Count(*both) for district, *both in await tx.execute(question)}


async def _valid(tx: Tx, on: Span) -> dict[tuple[Goal, str], Count]:
    """First enterprises with what they hold on both days, then districts: a holder of two titles counts once."""
    valid = [goal for goal in COUNTED if COUNTING[goal].rule is Rule.VALID]
    days = (on.opening, on.day)

    def held(goal: Goal, day: date) -> Any:
        counts = and_(col(TitleRow.tier).in_(sorted(COUNTING[goal].tiers)), counting(day))
        return func.max(case((counts, 1), else_=0)).label(f"{goal}_{days.index(day)}")

    holders = (
        select(col(TitleRow.enterprise_id), *(held(goal, day) for goal in valid for day in dict.fromkeys(days)))
        .where(col(TitleRow.tier).in_(sorted(PROVINCIAL_AND_ABOVE)), or_(counting(on.opening), counting(on.day)))
        .group_by(col(TitleRow.enterprise_id))
        .subquery()
    )
    sums = [func.sum(holders.c[f"{goal}_{days.index(day)}"]) for goal in valid for day in days]
    question = (
        select(DISTRICT, *sums)
        .join_from(holders, EnterpriseRow, col(EnterpriseRow.enterprise_id) == holders.c.enterprise_id)
        .group_by(DISTRICT)
    )
    return {
        (goal, row[0]): Count(row[2 * at + 1], row[2 * at + 2])
        for row in await tx.execute(question)
        for at, goal in enumerate(valid)
    }


async def _noticed(tx: Tx, on: Span) -> dict[tuple[Goal, str], Count]:
    """Enterprises whose application stood at the notice at the end of the day, and that do not count already.

    The notice runs to its last day; from then on they wait to be recognised.
    """
    step = ApplicationStepRow
    last = (
        select(col(step.application_id), func.max(col(step.version)).label("version"))
        .join(ApplicationRow, col(ApplicationRow.application_id) == col(step.application_id))
        .where(col(ApplicationRow.notice_from) <= on.day, col(step.at) < _end_of(on.day))
        .group_by(col(step.application_id))
        .subquery()
    )
    running = col(ApplicationRow.notice_until) >= on.day
    enterprises = col(ApplicationRow.enterprise_id).distinct()
    found: dict[tuple[Goal, str], Count] = {}
    for goal in COUNTED:
        tiers = sorted(COUNTING[goal].tiers)
        there = col(TitleRow.recognised_on) <= on.day if COUNTING[goal].rule is Rule.EVER else counting(on.day)
        counts = exists().where(
            col(TitleRow.enterprise_id) == col(ApplicationRow.enterprise_id), col(TitleRow.tier).in_(tiers), there
        )
        question = (
            select(DISTRICT, func.count(enterprises).filter(running), func.count(enterprises).filter(~running))
            .join_from(last, step, and_(_same_application(last), col(step.version) == last.c.version))
            .join(ApplicationRow, _application_of(last))
            .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(ApplicationRow.enterprise_id))
            .where(col(step.state) == State.NOTICE, col(ApplicationRow.tier).in_(tiers), ~counts)
            .group_by(DISTRICT)
        )
        found |= {
            (goal, district): Count(in_notice=in_notice, awaiting=awaiting)
            for district, in_notice, awaiting in await tx.execute(question)
        }
    return found


def _same_application(last: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = col(ApplicationStepRow.application_id) == last.c.application_id
    return same


def _application_of(last: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = col(ApplicationRow.application_id) == last.c.application_id
    return same


def _end_of(day: date) -> datetime:
    """The first instant after a business day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
