"""服务工单: asked and rated by enterprises, answered by the officers of their district."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, Officer, Overseer, Party, TicketId, Uscc
from services.notifications.schemas import tickets as s
from services.notifications.service.tickets import answering, asking, showing
from services.notifications.service.tickets.files import TicketNotFound, TicketRefused
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(tags=["tickets"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)
TAKEN = problems(TicketNotFound, TicketRefused, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/tickets", status_code=201, summary="提出工单",
    responses=problems(EnterpriseUnknown, TicketRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def ask_ticket(
    tx: WritingOnce, agent: Agent, uscc: Uscc, body: s.QuestionIn, response: Response
) -> s.TicketWhole:
    """To the officers of the enterprise's district; `due_on` says until when they answer."""
    asked = await asking.ask(tx, agent, uscc, body.question())
    response.headers["Location"] = f"/notifications/v1/tickets/{asked.row.ticket_id}"
    return s.TicketWhole.whole(asked)


@router.get("/enterprises/{uscc}/tickets", summary="企业的工单", responses=problems(EnterpriseUnknown, *PAGED))
async def list_tickets(
    request: Request, tx: Reading, caller: Party, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.TicketPage:
    """Newest first, those that are closed too."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "tickets", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await showing.of_enterprise(tx, caller, uscc, before, query.limit)
    last = found[-1].row if len(found) == query.limit else None
    key = f"{last.asked_at.isoformat()} {last.ticket_id}" if last else None
    cursor = cursors.write("tickets", caller.actor, {"uscc": uscc}, key) if key else None
    return s.TicketPage(items=[s.TicketOut.of(one) for one in found], next_cursor=cursor)


@router.get("/tickets", summary="辖区工单", responses=problems(*PAGED))
async def list_due_tickets(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.TicketQuery, Query()]
) -> s.TicketPage:
    """Of the caller's district, the city's officers of all; what is due first comes first."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters()
    after = place(cursors.read(query.cursor, "due-tickets", caller.actor, filters), date.fromisoformat)
    found = await showing.worklist(tx, caller, query.wanted(), after, query.limit)
    last = found[-1].row if len(found) == query.limit else None
    key = f"{last.due_on} {last.ticket_id}" if last else None
    cursor = cursors.write("due-tickets", caller.actor, filters, key) if key else None
    return s.TicketPage(items=[s.TicketOut.of(one) for one in found], next_cursor=cursor)


@router.get("/tickets/{ticket_id}", summary="工单及办理记录", responses=problems(TicketNotFound))
async def read_ticket(tx: Reading, caller: Party, ticket_id: TicketId) -> s.TicketWhole:
    found = await showing.get(tx, caller, ticket_id)
    return s.TicketWhole.whole(found, names_accounts=caller.kind == "auditor")


@router.post("/tickets/{ticket_id}/supplements", status_code=201, summary="补充或追问", responses=TAKEN)
async def supplement_ticket(tx: WritingOnce, agent: Agent, ticket_id: TicketId, body: s.SupplementIn) -> s.TicketWhole:
    """What an officer asked for: the clock goes on; after an answer: the ticket is open again, and the clock anew."""
    return s.TicketWhole.whole(await asking.say_more(tx, agent, ticket_id, body.words))


@router.post("/tickets/{ticket_id}/closures", status_code=201, summary="确认办结", responses=TAKEN)
async def close_ticket(tx: WritingOnce, agent: Agent, ticket_id: TicketId) -> s.TicketWhole:
    """At any time; also of a question that needs no answer any more."""
    return s.TicketWhole.whole(await asking.close(tx, agent, ticket_id))


@router.post("/tickets/{ticket_id}/ratings", status_code=201, summary="评价", responses=TAKEN)
async def rate_ticket(tx: WritingOnce, agent: Agent, ticket_id: TicketId, body: s.RatingIn) -> s.TicketWhole:
    """One to five stars, once, when the ticket is closed."""
    return s.TicketWhole.whole(await asking.rate(tx, agent, ticket_id, body.stars, body.words))


@router.post("/tickets/{ticket_id}/answers", status_code=201, summary="答复或请企业补充", responses=TAKEN)
async def answer_ticket(tx: WritingOnce, officer: Officer, ticket_id: TicketId, body: s.AnswerIn) -> s.TicketWhole:
    """While the enterprise is asked for more, the clock stands still."""
    return s.TicketWhole.whole(await answering.answer(tx, officer, ticket_id, body.taken, body.words))


@router.post("/tickets/{ticket_id}/transfers", status_code=201, summary="移交", responses=TAKEN)
async def transfer_ticket(tx: WritingOnce, officer: Officer, ticket_id: TicketId, body: s.TransferIn) -> s.TicketWhole:
    """To another district, to the city or to a department; the clock goes on."""
    moved = await answering.transfer(tx, officer, ticket_id, body.district, body.department, body.reason)
    return s.TicketWhole.whole(moved)


@router.get("/ticket-figures", summary="工单统计")
async def count_tickets(tx: Reading, caller: Overseer, query: Annotated[s.FiguresQuery, Query()]) -> s.TicketFigures:
    """By district: answered in time, how fast, and how enterprises rate it."""
    since, until, lines = await showing.figures(tx, caller, query.since, query.until, query.district)
    return s.TicketFigures.of(since, until, list(lines))
