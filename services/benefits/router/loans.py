"""Loans: entered by officers until finance tells of them, read by those whom they concern, subsidised by the year."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import EnterpriseOrOfficer, LoanId, Officer, Overseer, Reader, Uscc, Year
from services.benefits.schemas import loan_subsidies as y
from services.benefits.schemas import loans as s
from services.benefits.schemas.receipts import ReceiptOut
from services.benefits.service.loans import reading, room, taking
from services.benefits.service.loans.reading import Shown
from shared.callers import Caller
from shared.db import Tx
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["loans"])
ENTERED = problems(EnterpriseUnknown, p.LoanNotFound, p.LoanTaken, p.LoanRefused, *ONCE_PROBLEMS)
PAGED = problems(EnterpriseUnknown, InvalidCursor, CursorOutdated)


@router.post("/loans", status_code=201, summary="登记放款", responses=ENTERED)
async def enter_loan(tx: WritingOnce, officer: Officer, body: s.LoanIn, response: Response) -> s.LoanOut:
    """Once for a bank and a contract, for ever; with `corrects`, in the place of what was entered before."""
    return _answered(tx, await taking.enter(tx, officer, body.to_loan()), response)


@router.post("/loans/{loan_id}/interest-payments", status_code=201, summary="登记付息", responses=ENTERED)
async def enter_interest(
    tx: WritingOnce, officer: Officer, loan_id: LoanId, body: s.InterestPaymentIn, response: Response
) -> s.LoanOut:
    """What was really paid: no more than that is subsidised."""
    return await _entered(tx, officer, loan_id, body, response)


@router.post("/loans/{loan_id}/repayments", status_code=201, summary="登记还本", responses=ENTERED)
async def enter_repayment(
    tx: WritingOnce, officer: Officer, loan_id: LoanId, body: s.RepaymentIn, response: Response
) -> s.LoanOut:
    """In part or in whole, also before the end."""
    return await _entered(tx, officer, loan_id, body, response)


@router.post("/loans/{loan_id}/other-subsidies", status_code=201, summary="登记其他贴息", responses=ENTERED)
async def enter_other_subsidy(
    tx: WritingOnce, officer: Officer, loan_id: LoanId, body: s.OtherSubsidyIn, response: Response
) -> s.LoanOut:
    """What the same loan received elsewhere comes off."""
    return await _entered(tx, officer, loan_id, body, response)


@router.post("/loans/{loan_id}/overdue-reports", status_code=201, summary="登记逾期情况", responses=ENTERED)
async def enter_overdue(
    tx: WritingOnce, officer: Officer, loan_id: LoanId, body: s.OverdueIn, response: Response
) -> s.LoanOut:
    """While it is overdue nothing is subsidised."""
    return await _entered(tx, officer, loan_id, body, response)


async def _entered(tx: Tx, officer: Caller, loan_id: str, body: s.EntryIn, response: Response) -> s.LoanOut:
    return _answered(tx, await taking.add_entry(tx, officer, loan_id, body.entry()), response)


def _answered(tx: Tx, shown: Shown, response: Response) -> s.LoanOut:
    tag(response, shown.row.version)
    response.headers["Location"] = f"/benefits/v1/loans/{shown.row.loan_id}"
    return s.LoanOut.of(shown, tx.today)


@router.get("/loans", summary="贷款", responses=PAGED)
async def list_loans(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.LoanQuery, Query()]
) -> s.LoanPage:
    """Newest first; an officer of a district sees that district's."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "loans", caller.actor, query.filters()), datetime.fromisoformat)
    found = await reading.page(tx, caller, query.bank, before, query.limit)
    last = _last(found, query.limit)
    next_cursor = last and cursors.write("loans", caller.actor, query.filters(), last)
    return s.LoanPage(items=[s.LoanOut.of(one, tx.today) for one in found], next_cursor=next_cursor)


@router.get("/enterprises/{uscc}/loans", summary="企业的贷款", responses=PAGED)
async def list_own_loans(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.LoanPage:
    """Newest first, those taken over in a merger included."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "own-loans", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await reading.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    next_cursor = last and cursors.write("own-loans", caller.actor, {"uscc": uscc}, last)
    return s.LoanPage(items=[s.LoanOut.of(one, tx.today) for one in found], next_cursor=next_cursor)


def _last(found: list[Shown], limit: int) -> str | None:
    """The key from which the next page goes on, if there may be one."""
    if len(found) < limit:
        return None
    row = found[-1].row
    return f"{row.entered_at.isoformat()} {row.loan_id}"


@router.get("/loans/{loan_id}", summary="一笔贷款与登记记录", responses=problems(p.LoanNotFound))
async def read_loan(tx: Reading, caller: Reader, loan_id: LoanId, response: Response) -> s.LoanDossierOut:
    """With every entry there ever was, those that were corrected too."""
    dossier = await reading.get(tx, caller, loan_id)
    tag(response, dossier.shown.row.version)
    return s.LoanDossierOut.of_dossier(dossier, tx.today)


# ---- what is subsidised ---------------------------------------------------------------------------


@router.get(
    "/loans/{loan_id}/subsidies/{year}", summary="一笔贷款一年的贴息",
    responses=problems(p.LoanNotFound, p.LoanRefused),
)  # fmt: skip
async def read_loan_subsidy(tx: Reading, caller: Reader, loan_id: LoanId, year: Year) -> y.LoanSubsidyOut:
    """With the January LPR of the year and its source, method and day count; pending while it is not published."""
    return y.LoanSubsidyOut.of(await reading.subsidy(tx, caller, loan_id, year))


@router.post(
    "/loans/{loan_id}/subsidies/{year}/receipts", status_code=201, summary="贴息计算并留存回执",
    responses=problems(p.LoanNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def keep_loan_subsidy(
    tx: WritingOnce, caller: EnterpriseOrOfficer, loan_id: LoanId, year: Year, response: Response
) -> ReceiptOut:
    """Of all loans that fill the same cap, as calculations keep theirs: anybody can check it later."""
    row = await reading.keep(tx, caller, loan_id, year)
    response.headers["Location"] = f"/benefits/v1/calculation-receipts/{row.receipt_id}"
    return ReceiptOut.of_row(row)


@router.get(
    "/enterprises/{uscc}/loan-subsidies/{year}", summary="企业一年的贷款贴息",
    responses=problems(EnterpriseUnknown, p.LoanRefused),
)  # fmt: skip
async def list_loan_subsidies(tx: Reading, caller: Reader, uscc: Uscc, year: Year) -> y.LoanSubsidyList:
    """What each of its loans carries, and together."""
    return y.LoanSubsidyList.of(year, await reading.subsidies(tx, caller, uscc, year))


@router.get(
    "/enterprises/{uscc}/loan-room/{year}", summary="每年可贴息贷款金额的余额",
    responses=problems(EnterpriseUnknown, p.LoanRefused),
)  # fmt: skip
async def read_loan_room(tx: Reading, caller: Reader, uscc: Uscc, year: Year) -> y.RoomOut:
    """What is left of the amount of loans that may be subsidised in the year, over all banks."""
    return y.RoomOut.of(await room.of_enterprise(tx, caller, uscc, year))
