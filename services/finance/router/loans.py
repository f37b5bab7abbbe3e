"""Loans: reported by institutions, read by those whom they concern."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, File, Query, Request, Response, UploadFile

from services.finance import problems as p
from services.finance.router.addresses import BankLoanId, Lender, LoanParty, LoanReader, LoanWatcher, LoanYear, Uscc
from services.finance.schemas import loan_shown as s
from services.finance.schemas.loan_tables import rows_of
from services.finance.schemas.loans import LoanBatchIn, LoanBatchOut
from services.finance.service.loans import reading, reporting, room
from services.finance.service.loans.reading import Shown
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(tags=["loans"], route_class=IdempotentRoute)
PAGED = problems(EnterpriseUnknown, InvalidCursor, CursorOutdated)


@router.post(
    "/loan-batches", status_code=201, summary="报送贷款（至多 1,000 笔）",
    responses=problems(p.InstitutionNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def report_loans(tx: WritingOnce, caller: Lender, body: LoanBatchIn) -> LoanBatchOut:
    """Contracts with their drawdowns, interest paid, principal repaid, overdue periods, and corrections of them.

    Each row is answered: accepted, known already with the same content, or refused with the way out. Refused rows keep
    no others out. All that is accepted commits at once; the same key again is answered from memory.
    """
    return LoanBatchOut.of(await reporting.report(tx, caller, body.rows()))


@router.post(
    "/loan-batches/tables", status_code=201, summary="以 CSV 报送贷款",
    responses=problems(p.InstitutionNotFound, p.LoanTableUnreadable, *ONCE_PROBLEMS),
)  # fmt: skip
async def report_loan_table(
    tx: WritingOnce, caller: Lender, file: Annotated[UploadFile, File(description="CSV，UTF-8 或 GB18030")]
) -> LoanBatchOut:
    """The same as a batch, from a spreadsheet; rows are numbered from 1 below the header.

    Columns: 种类、合同编号、编号, and those the kinds in it need; any other name is answered with the whole list.
    """
    return LoanBatchOut.of(await reporting.report(tx, caller, rows_of(await file.read())))


@router.get("/loans", summary="贷款", responses=PAGED)
async def list_bank_loans(
    request: Request, tx: Reading, caller: LoanWatcher, query: Annotated[s.BankLoanQuery, Query()]
) -> s.BankLoanPage:
    """Newest first: an institution's own; officers see their district's, the city all."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "bank-loans", caller.actor, query.filters()), datetime.fromisoformat)
    found = await reading.page(tx, caller, query.asked(), before, query.limit)
    last = _last(found, query.limit)
    cursor = last and cursors.write("bank-loans", caller.actor, query.filters(), last)
    return s.BankLoanPage(items=[s.BankLoanOut.of(one) for one in found], next_cursor=cursor)


@router.get("/enterprises/{uscc}/loans", summary="企业的贷款", responses=PAGED)
async def list_loans_of_enterprise(
    request: Request, tx: Reading, caller: LoanReader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.BankLoanPage:
    """Of all institutions, newest first, those taken over in a merger included."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "firm-loans", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await reading.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    cursor = last and cursors.write("firm-loans", caller.actor, {"uscc": uscc}, last)
    return s.BankLoanPage(items=[s.BankLoanOut.of(one) for one in found], next_cursor=cursor)


def _last(found: list[Shown], limit: int) -> str | None:
    """The key from which the next page goes on, if there may be one."""
    if len(found) < limit:
        return None
    row = found[-1].held.loan
    return f"{row.reported_at.isoformat()} {row.loan_id}"


@router.get("/loans/{bank_loan_id}", summary="一笔贷款与报送记录", responses=problems(p.BankLoanNotFound))
async def read_bank_loan(
    tx: Reading, caller: LoanParty, bank_loan_id: BankLoanId, response: Response
) -> s.BankLoanDossier:
    """With every entry there ever was, those that were corrected too."""
    dossier = await reading.get(tx, caller, bank_loan_id)
    tag(response, dossier.shown.held.loan.version)
    return s.BankLoanDossier.of_dossier(dossier)


@router.get(
    "/enterprises/{uscc}/loan-room/{year}", summary="每年可贴息贷款金额的余额",
    responses=problems(EnterpriseUnknown, p.BenefitsAway),
)  # fmt: skip
async def read_room_of_enterprise(request: Request, caller: LoanReader, uscc: Uscc, year: LoanYear) -> s.LoanRoomOut:
    """What is left of the amount of loans that may be subsidised in the year, over all institutions, asked of benefits.

    503 while benefits is away: it is never guessed. Institutions do not see it: it tells of others' loans.
    """
    state = request.app.state
    return s.LoanRoomOut.of(await room.of_year(state.db, state.peers["benefits"], caller, uscc, year))
