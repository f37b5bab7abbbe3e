"""Queries about applications and their history."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from services.registry.domain.applications import Application
from services.registry.domain.desks import FIELDS, Desk, Seat, State
from services.registry.store import enterprises
from services.registry.store.enterprises import IN_CHUNK
from services.registry.store.tables import ApplicationRow, ApplicationStepRow, EnterpriseRow, ObjectionRow
from shared.db import Tx
from shared.values import Tier
from shared.working_days import Span

NO_DEADLINE: Final = date(9999, 12, 31)


@dataclass(frozen=True)
class Queue:
    """What lies at the desks of somebody: how much, and how much of it is late."""

    total: int
    overdue: int


def _question() -> Any:
    return select(
        ApplicationRow.__table__,  # type: ignore[attr-defined]  # SQLModel does not type it
        col(EnterpriseRow.uscc),
        col(EnterpriseRow.name),
        col(EnterpriseRow.ended_on),
        col(EnterpriseRow.district).label("present_district"),
    ).join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(ApplicationRow.enterprise_id))


async def _applications(tx: Tx, question: Any) -> list[Application]:
    rows = (await tx.execute(question)).mappings().all()
    usccs = await enterprises.usccs_of(tx, {row["enterprise_id"] for row in rows})
    return [_application(row, usccs[row["enterprise_id"]]) for row in rows]


def _application(row: Mapping[Any, Any], usccs: tuple[str, ...]) -> Application:
    notice = None
    if row["notice_from"]:
        notice = Span(row["notice_from"], row["notice_until"], row["notice_provisional"])
    return Application(
        application_id=row["application_id"],
        enterprise_id=row["enterprise_id"],
        uscc=row["uscc"],
        usccs=usccs,
        ended_on=row["ended_on"],
        name=row["name"],
        district=row["present_district"] if row["state"] == State.DRAFT else row["district"],
        tier=Tier(row["tier"]),
        state=State(row["state"]),
        version=row["version"],
        content={name: row[name] for name in FIELDS if row[name] is not None},
        returned_from=State(row["returned_from"]) if row["returned_from"] else None,
        to_mend=_names(row["to_mend"]),
        mended=_names(row["mended"]),
        notice=notice,
        due_on=None if row["due_on"] == NO_DEADLINE else row["due_on"],
        renews=row["renews"],
        title_id=row["title_id"],
        change_id=row["change_id"],
        assessment=json.loads(row["assessment"]) if row["assessment"] else None,
        drafted_at=row["drafted_at"],
    )


def _row(application: Application) -> dict[str, Any]:
    """What a step may change; the same columns for every application."""
    notice = application.notice
    return {
        "application_id": application.application_id,
        "district": application.district,
        "state": application.state,
        "seat": application.seat,
        "version": application.version,
        **{name: application.content.get(name) for name in FIELDS},
        "returned_from": application.returned_from,
        "to_mend": ",".join(application.to_mend),
        "mended": ",".join(application.mended),
        "notice_from": notice.first if notice else None,
        "notice_until": notice.last if notice else None,
        "notice_provisional": bool(notice and notice.provisional),
        "due_on": application.due_on or NO_DEADLINE,
        "title_id": application.title_id,
        "change_id": application.change_id,
        "assessment": json.dumps(application.assessment, ensure_ascii=False) if application.assessment else None,
    }


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


async def add(tx: Tx, application: Application) -> None:
    row = {
        **_row(application),
        "enterprise_id": application.enterprise_id,
        "tier": application.tier,
        "renews": application.renews,
        "drafted_at": application.drafted_at,
    }
    await tx.insert(ApplicationRow, [row])


async def save(tx: Tx, applications: Iterable[Application]) -> None:
    """Applications already locked."""
    await tx.update(ApplicationRow, [_row(one) for one in applications])


async def find(tx: Tx, application_id: str) -> Application | None:
    question = _question().where(col(ApplicationRow.application_id) == application_id)
    return next(iter(await _applications(tx, question)), None)


async def lock(tx: Tx, ids: Collection[str]) -> dict[str, Application]:
    """Those that are there, locked in one order so that two batches never wait for each other."""
    locked: dict[str, Application] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        question = (
            _question()
            .where(tx.among(col(ApplicationRow.application_id), wanted[start : start + IN_CHUNK]))
            .order_by(col(ApplicationRow.application_id))
            .with_for_update(of=ApplicationRow)
        )
        locked.update({one.application_id: one for one in await _applications(tx, question)})
    return locked


async def open_tiers(tx: Tx, enterprise_id: str) -> list[Tier]:
    """The tiers for which an application of this enterprise is under way."""
    question = select(col(ApplicationRow.tier)).where(
        col(ApplicationRow.enterprise_id) == enterprise_id, col(ApplicationRow.seat) != Seat.NOBODY
    )
    return [Tier(tier) for tier in (await tx.execute(question)).scalars()]


async def open_ids(tx: Tx, enterprise_id: str) -> list[str]:
    """Of its applications under way, drafts included."""
    question = select(col(ApplicationRow.application_id)).where(
        col(ApplicationRow.enterprise_id) == enterprise_id, col(ApplicationRow.seat) != Seat.NOBODY
    )
    return list((await tx.execute(question)).scalars())


async def under_way(tx: Tx, enterprise_id: str, district: str | None, *, drafts: bool) -> list[tuple[Tier, State]]:
    """Tier and state of those that are not closed, the newest first."""
    begun, id_ = col(ApplicationRow.drafted_at), col(ApplicationRow.application_id)
    question = select(col(ApplicationRow.tier), col(ApplicationRow.state)).where(
        col(ApplicationRow.enterprise_id) == enterprise_id, col(ApplicationRow.seat) != Seat.NOBODY
    )
    if not drafts:
        question = question.where(col(ApplicationRow.state) != State.DRAFT)
    if district is not None:
        question = question.where(col(ApplicationRow.district) == district)
    rows = await tx.execute(question.order_by(begun.desc(), id_.desc()))
    return [(Tier(row.tier), State(row.state)) for row in rows]


async def notices(
    tx: Tx, today: date, running: bool, district: str | None, tier: str | None,
    after: tuple[date, str] | None, limit: int,
) -> list[Application]:  # fmt: skip
    """公示 that run on a day (what was withdrawn or decided meanwhile does not), or that ended before it."""
    until, id_ = col(ApplicationRow.notice_until), col(ApplicationRow.application_id)
    question = _question()
    if running:
        public = col(ApplicationRow.state).in_((State.NOTICE, State.OBJECTION))
        question = question.where(col(ApplicationRow.notice_from) <= today, until >= today, public)
    else:
        question = question.where(until < today)
    if district is not None:
        question = question.where(col(ApplicationRow.district) == district)
    if tier is not None:
        question = question.where(col(ApplicationRow.tier) == tier)
    if after is not None:
        question = question.where(or_(until < after[0], and_(until == after[0], id_ < after[1])))
    return await _applications(tx, question.order_by(until.desc(), id_.desc()).limit(limit))


async def of(
    tx: Tx, enterprise_id: str, district: str | None, drafts: bool, before: tuple[datetime, str] | None, limit: int
) -> list[Application]:
    """Newest first, from behind the one that was begun at `before`; those of a district, if one is named."""
    begun, id_ = col(ApplicationRow.drafted_at), col(ApplicationRow.application_id)
    question = _question().where(col(ApplicationRow.enterprise_id) == enterprise_id)
    if not drafts:
        question = question.where(col(ApplicationRow.state) != State.DRAFT)
    if district is not None:
        question = question.where(col(ApplicationRow.district) == district)
    if before is not None:
        question = question.where(or_(begun < before[0], and_(begun == before[0], id_ < before[1])))
    return await _applications(tx, question.order_by(begun.desc(), id_.desc()).limit(limit))


# ---- the worklist ---------------------------------------------------------------------------------


def _at(seat: Seat, district: str | None, tier: str | None) -> list[Any]:
    wanted = [col(ApplicationRow.seat) == seat]
    if district is not None:
        wanted.append(col(ApplicationRow.district) == district)
    if tier is not None:
        wanted.append(col(ApplicationRow.tier) == tier)
    return wanted


async def worklist(
    tx: Tx, seat: Seat, district: str | None, tier: str | None, after: tuple[date, str] | None, limit: int
) -> list[Application]:
    """By deadline, so the overdue come first; those without a deadline come last."""
    due, id_ = col(ApplicationRow.due_on), col(ApplicationRow.application_id)
    question = _question().where(*_at(seat, district, tier))
    if after is not None:
        question = question.where(or_(due > after[0], and_(due == after[0], id_ > after[1])))
    return await _applications(tx, question.order_by(due, id_).limit(limit))


def worklist_key(application: Application) -> str:
    return f"{application.due_on or NO_DEADLINE} {application.application_id}"


async def queue(tx: Tx, seat: Seat, district: str | None, tier: str | None, today: date) -> Queue:
    late = func.count().filter(col(ApplicationRow.due_on) < today)
    question = select(func.count().label("total"), late.label("overdue")).select_from(ApplicationRow)
    row = (await tx.execute(question.where(*_at(seat, district, tier)))).one()
    return Queue(row.total, row.overdue)


# ---- the history ----------------------------------------------------------------------------------


async def add_steps(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(ApplicationStepRow, rows)


async def add_objections(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(ObjectionRow, rows)


async def history(tx: Tx, application_id: str) -> Sequence[ApplicationStepRow]:
    question = select(ApplicationStepRow).where(col(ApplicationStepRow.application_id) == application_id)
    return (await tx.execute(question.order_by(col(ApplicationStepRow.version)))).scalars().all()


async def objections(tx: Tx, application_id: str) -> dict[int, ObjectionRow]:
    """By the version of the step that recorded them."""
    question = select(ObjectionRow).where(col(ObjectionRow.application_id) == application_id)
    return {row.version: row for row in (await tx.execute(question)).scalars()}


async def desks_of(tx: Tx, ids: Collection[str], actor: str) -> dict[str, frozenset[Desk]]:
    """At which desks of these applications somebody acted."""
    acted: dict[str, set[Desk]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), IN_CHUNK):
        question = (
            select(col(ApplicationStepRow.application_id), col(ApplicationStepRow.desk))
            .where(tx.among(col(ApplicationStepRow.application_id), wanted[start : start + IN_CHUNK]))
            .where(col(ApplicationStepRow.actor) == actor)
            .distinct()
        )
        for row in await tx.execute(question):
            acted.setdefault(row.application_id, set()).add(Desk(row.desk))
    return {id_: frozenset(desks) for id_, desks in acted.items()}
