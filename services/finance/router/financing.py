"""融资申请: sent, compared, accepted, taken back; overseen by officers."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import Agent, Applicant, FinancingId, Overseer, Uscc
from services.finance.schemas import financing as s
from services.finance.schemas.financing_offers import ComparedOut
from services.finance.service.financing import choosing, comparing, showing, submitting
from services.finance.service.financing.files import File
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["applications"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)
TAKEN = (p.FinancingNotFound, p.FinancingRefused, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/applications", status_code=201, summary="提交融资申请",
    responses=problems(
        EnterpriseUnknown, p.FinancingUnfit, p.ConsentRefused, p.ConsentTextOutdated, *ONCE_PROBLEMS
    ),
)  # fmt: skip
async def submit_financing(
    request: Request, tx: WritingOnce, agent: Agent, uscc: Uscc, body: s.FormIn, response: Response
) -> s.ApplicationOut:
    """One form to several institutions. A condition that is not met is told, and the institution decides; only a
    product that does not serve the tier, or is not on offer, is refused."""
    longest: int = request.app.state.settings.consent_max_days
    file = await submitting.submit(tx, agent, uscc, body.form(tx.today), longest)
    response.headers["Location"] = f"/finance/v1/applications/{file.row.application_id}"
    return _tagged(file, response)


@router.get("/enterprises/{uscc}/applications", summary="企业的融资申请", responses=problems(EnterpriseUnknown, *PAGED))
async def list_financings(
    request: Request, tx: Reading, caller: Applicant, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.ApplicationPage:
    """Newest first, those that are over too."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "financings", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await showing.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("financings", caller.actor, {"uscc": uscc}, last) if last else None
    return s.ApplicationPage(items=[s.ApplicationOut.of(one) for one in found], next_cursor=cursor)


@router.get("/applications", summary="辖区企业的融资申请", responses=problems(*PAGED))
async def list_overseen_financings(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.OverseenQuery, Query()]
) -> s.ApplicationPage:
    """Of the enterprises of the caller's district, the city's officers of all; newest first."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters()
    before = place(cursors.read(query.cursor, "overseen-financings", caller.actor, filters), datetime.fromisoformat)
    found = await showing.page(tx, caller, query.district, query.state, query.unanswered, before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("overseen-financings", caller.actor, filters, last) if last else None
    return s.ApplicationPage(items=[s.ApplicationOut.of(one) for one in found], next_cursor=cursor)


def _last(found: list[File], limit: int) -> str | None:
    row = found[-1].row if len(found) == limit else None
    return f"{row.submitted_at.isoformat()} {row.application_id}" if row else None


@router.get("/applications/{financing_id}", summary="融资申请及办理记录", responses=problems(p.FinancingNotFound))
async def read_financing(
    tx: Reading, caller: Applicant, financing_id: FinancingId, response: Response
) -> s.WholeApplication:
    """Every part with its newest offer, and every step there was."""
    shown = await showing.get(tx, caller, financing_id)
    tag(response, shown.file.row.version)
    return s.WholeApplication.whole(shown, names_accounts=caller.kind == "auditor")


@router.get("/applications/{financing_id}/offers", summary="报价比较", responses=problems(p.FinancingNotFound))
async def compare_offers(
    request: Request, caller: Applicant, financing_id: FinancingId, response: Response
) -> ComparedOut:
    """Open offers side by side, each at what it costs after interest subsidy, guarantee and fees. The subsidy is asked
    of benefits; while it is away the answer says `unknown`."""
    state = request.app.state
    found = await comparing.compare(state.db, state.peers["benefits"], caller, financing_id)
    tag(response, found.file.row.version)
    return ComparedOut.of(found)


@router.post(
    "/applications/{financing_id}/acceptances", status_code=201, summary="接受报价",
    responses=problems(*TAKEN, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def accept_offer(
    tx: WritingOnce, owner: Agent, financing_id: FinancingId, body: s.AcceptanceIn, response: Response,
    if_match: IfMatch = None,
) -> s.ApplicationOut:  # fmt: skip
    """By the enterprise's owner: one offer, with the guarantee tied to it; every other part is closed."""
    file = await choosing.accept(tx, owner, financing_id, if_match, body.part_id, body.offer_number)
    return _tagged(file, response)


@router.post(
    "/applications/{financing_id}/withdrawals", status_code=201, summary="撤回申请", responses=problems(*TAKEN)
)  # fmt: skip
async def withdraw_financing(
    tx: WritingOnce, agent: Agent, financing_id: FinancingId, body: s.FinancingWithdrawalIn, response: Response
) -> s.ApplicationOut:
    """Some parts or all, at any time before an offer is accepted."""
    return _tagged(await choosing.withdraw(tx, agent, financing_id, body.part_ids, body.words), response)


@router.post(
    "/applications/{financing_id}/supplements", status_code=201, summary="补充资料", responses=problems(*TAKEN)
)  # fmt: skip
async def supplement_financing(
    tx: WritingOnce, agent: Agent, financing_id: FinancingId, body: s.SupplementIn, response: Response
) -> s.ApplicationOut:
    """What an institution asked for; its time to answer begins anew."""
    return _tagged(await choosing.supplement(tx, agent, financing_id, body.part_id, body.words), response)


def _tagged(file: File, response: Response) -> s.ApplicationOut:
    tag(response, file.row.version)
    return s.ApplicationOut.of(file)
