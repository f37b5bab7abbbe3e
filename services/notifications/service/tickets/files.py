"""One ticket as it lies in the database; whoever changes it holds its row, so every step has its place."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.asking import About
from services.notifications.domain.messages import Template
from services.notifications.domain.sides import Side
from services.notifications.domain.tickets import (
    TURN_OF_OFFICERS,
    LinkKind,
    Refusal,
    Ticket,
    TicketState,
    TicketStep,
    Topic,
    asked,
    taken,
)
from services.notifications.domain.tickets.words import ticket_words
from services.notifications.service.writing import Said, say
from services.notifications.store.tables import TicketRow, TicketStepRow
from services.notifications.ticket_data import terms
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Action, Matter, decide
from shared.problems import Conflict, NotFound
from shared.working_days.published import calendar

BY_ITSELF: Final = "system"
_ANSWERS: Final = frozenset({TicketStep.ANSWER, TicketStep.QUESTION})


class TicketNotFound(NotFound):
    code, title = "TICKET_NOT_FOUND", "没有找到该工单"


class TicketRefused(Conflict):
    code, title = "TICKET_REFUSED", "工单现在不能这样办理"


@dataclass(frozen=True)
class Question:
    topic: Topic
    title: str
    words: str
    link: tuple[LinkKind, str] | None


@dataclass(frozen=True)
class Shown:
    row: TicketRow
    enterprise: Any
    """Its row of `known_enterprise`; None while a rebuild has not brought it back"""
    steps: Sequence[TicketStepRow] = ()


async def found(tx: Tx, caller: Caller, ticket_id: str, action: Action) -> TicketRow:
    """Raises TicketNotFound, alike for what is not there and what is not the caller's."""
    return _checked(caller, await store.tickets.find(tx, ticket_id), action, await _usccs(tx, ticket_id))


async def held(tx: Tx, caller: Caller, ticket_id: str, action: Action) -> TicketRow:
    """From here on nobody else changes it."""
    return _checked(caller, await store.tickets.lock(tx, ticket_id), action, await _usccs(tx, ticket_id))


async def _usccs(tx: Tx, ticket_id: str) -> tuple[str, ...]:
    row = await store.tickets.find(tx, ticket_id)
    return () if row is None else await store.KNOWN.usccs(tx, row.enterprise_id)


def _checked(caller: Caller, row: TicketRow | None, action: Action, usccs: tuple[str, ...]) -> TicketRow:
    if row is None or not decide(caller, action, Matter(usccs=usccs, district=row.district)):
        raise TicketNotFound("请核对工单编号；已移交的工单由接收方办理")
    return row


async def shown(tx: Tx, rows: Sequence[TicketRow]) -> list[Shown]:
    enterprises = await store.KNOWN.by_ids(tx, {row.enterprise_id for row in rows})
    return [Shown(row, enterprises.get(row.enterprise_id)) for row in rows]


async def whole(tx: Tx, row: TicketRow) -> Shown:
    (one,) = await shown(tx, [row])
    return Shown(one.row, one.enterprise, await store.tickets.steps(tx, row.ticket_id))


# ---- written and told -----------------------------------------------------------------------------


async def begin(tx: Tx, enterprise: Any, question: Question, actor: str) -> TicketRow:
    ticket = asked(tx.today, terms(tx.today), calendar())
    kind, link_id = question.link or (None, None)
    row = TicketRow(
        ticket_id=str(uuid4()),
        enterprise_id=enterprise.enterprise_id,
        district=enterprise.district,
        topic=question.topic,
        title=question.title,
        link_kind=kind,
        link_id=link_id,
        state=ticket.state,
        due_on=ticket.due_on,
        asked_at=tx.now,
        changed_at=tx.now,
    )
    step = _step(row, TicketStep.ASK, Side.ENTERPRISE, actor) | {"words": question.words}
    await store.tickets.add(tx, row.model_dump(), step | {"previous": None})
    return row


async def advance(
    tx: Tx, row: TicketRow, step: TicketStep, side: Side, actor: str, words: str | None = None, **more: Any
) -> TicketRow:
    """The step with its row of the history, and a message where it concerns the enterprise. Raises TicketRefused.

    `more`: columns that the step sets besides.
    """
    before = ticket_of(row)
    try:
        after = taken(before, step, tx.today, terms(tx.today), calendar())
    except Refusal as refusal:
        raise TicketRefused(str(refusal)) from refusal
    previous = row.state
    changes = {**asdict(after), **_counted(tx, row, before, step), **more, "version": row.version + 1}
    changes["changed_at"] = tx.now
    for name, value in changes.items():
        setattr(row, name, value)
    written = _step(row, step, side, actor) | {"words": words, "previous": previous, "stars": more.get("stars")}
    tx.expunge(row)  # it is written by the statement below, not by the session
    await store.tickets.save(tx, {"ticket_id": row.ticket_id, **changes}, written)
    if (told := ticket_words(step, row.title, words, _told_day(before, after))) is not None:
        cause = f"{row.ticket_id[:31]}{row.version:05}"
        await say(tx, [Said(row.enterprise_id, cause, Template.TICKET_ADVANCED, told, About(row.ticket_id))])
    return row


def _told_day(before: Ticket, after: Ticket) -> Any:
    return before.due_on if after.escalated and not before.escalated else after.due_on


def ticket_of(row: TicketRow) -> Ticket:
    return Ticket(TicketState(row.state), row.due_on, row.left, row.escalated)


def _step(row: TicketRow, step: TicketStep, side: Side, actor: str) -> dict[str, Any]:
    return {
        **row.model_dump(include={"ticket_id", "state", "due_on", "district", "department"}),
        "number": row.version,
        "at": row.changed_at,
        "step": step,
        "side": side,
        "previous": None,
        "words": None,
        "stars": None,
        "actor": actor,
    }


def _counted(tx: Tx, row: TicketRow, before: Ticket, step: TicketStep) -> Mapping[str, Any]:
    """What figures ask: when it was first answered, whether in time, and how long the enterprise was waited for."""
    late = before.state in TURN_OF_OFFICERS and tx.today > before.due_on
    counted: dict[str, Any] = {}
    if step is TicketStep.ESCALATE or (step in _ANSWERS and late):
        counted["in_time"] = False
    if step is TicketStep.QUESTION:
        counted["waiting_since"] = tx.now
    if before.state is TicketState.WAITING and row.waiting_since is not None:
        counted["waiting_since"] = None
        if row.answered_at is None:
            waited = (tx.now - row.waiting_since).total_seconds()
            counted["waited_seconds"] = row.waited_seconds + int(waited)
    if step is TicketStep.ANSWER and row.answered_at is None:
        counted["answered_at"] = tx.now
        if row.in_time is None:
            counted.setdefault("in_time", True)
    return counted
