"""Evidence: brought by the enterprise, verified by officers."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, File, Query, Request, Response, UploadFile

from services.benefits import problems as p
from services.benefits.router.addresses import Agent, EvidenceId, FileDigest, Officer, Overseer, Reader, Uscc
from services.benefits.schemas.evidence import EvidenceDecisionIn, EvidenceIn, EvidenceOut, EvidencePage
from services.benefits.service import evidence, evidence_files
from shared.edge import ONCE_PROBLEMS, Depositing, IfMatch, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, TooLarge, problems

router = APIRouter(route_class=IdempotentRoute, tags=["evidence"])
MOVED = problems(p.EvidenceNotFound, p.EvidenceRefused, PreconditionFailed, PreconditionRequired, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/evidence", status_code=201, summary="登记凭证",
    responses=problems(EnterpriseUnknown, p.EvidenceRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def bring_evidence(
    tx: WritingOnce, agent: Agent, uscc: Uscc, body: EvidenceIn, response: Response
) -> EvidenceOut:
    """A number of a kind is brought once. A correction is another piece; the wrong one is withdrawn."""
    shown = await evidence.bring(tx, agent, uscc, body.to_evidence())
    tag(response, shown.row.version)
    response.headers["Location"] = f"/benefits/v1/evidence/{shown.row.evidence_id}"
    return EvidenceOut.of(shown)


@router.get(
    "/enterprises/{uscc}/evidence", summary="企业的凭证",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_evidence(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> EvidencePage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "evidence", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await evidence.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].row.stated_at.isoformat()} {found[-1].row.evidence_id}"
        next_cursor = cursors.write("evidence", caller.actor, {"uscc": uscc}, last)
    return EvidencePage(items=[EvidenceOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/evidence-worklist", summary="待核实的凭证", responses=problems(InvalidCursor, CursorOutdated))
async def list_evidence_work(
    request: Request, tx: Reading, officer: Overseer, query: Annotated[PageQuery, Query()]
) -> EvidencePage:
    """Oldest first. An officer of a district sees that district's only."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "evidence-work", officer.actor, {}), datetime.fromisoformat)
    found = await evidence.waiting(tx, officer, after, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].row.stated_at.isoformat()} {found[-1].row.evidence_id}"
        next_cursor = cursors.write("evidence-work", officer.actor, {}, last)
    return EvidencePage(items=[EvidenceOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/evidence/{evidence_id}", summary="一份凭证", responses=problems(p.EvidenceNotFound))
async def read_evidence(tx: Reading, caller: Reader, evidence_id: EvidenceId, response: Response) -> EvidenceOut:
    """For its enterprise and the officers who decide on it."""
    shown = await evidence.get(tx, caller, evidence_id)
    tag(response, shown.row.version)
    return EvidenceOut.of(shown)


@router.post("/evidence/{evidence_id}/decisions", status_code=201, summary="核实凭证", responses=MOVED)
async def decide_on_evidence(
    tx: WritingOnce, officer: Officer, evidence_id: EvidenceId, body: EvidenceDecisionIn,
    response: Response, if_match: IfMatch = None,
) -> EvidenceOut:  # fmt: skip
    """By an officer of a department that a clause asking for it names. Verified, its facts feed calculations."""
    shown = await evidence.decide_on(tx, officer, evidence_id, if_match, body.state(), body.words)
    tag(response, shown.row.version)
    return EvidenceOut.of(shown)


# ---- files -----------------------------------------------------------------------------------------

_FILE = {
    "content": {
        media: {"schema": {"type": "string", "format": "binary"}, "example": "…"}
        for media in ("application/pdf", "image/jpeg", "image/png", "application/ofd")
    }
}


@router.put(
    "/evidence/{evidence_id}/files/{sha256}", summary="上传凭证文件",
    responses=problems(p.EvidenceNotFound, p.EvidenceRefused, TooLarge),
)  # fmt: skip
async def keep_file(
    request: Request, deposit: Depositing, agent: Agent, evidence_id: EvidenceId, sha256: FileDigest,
    file: Annotated[UploadFile, File(description="PDF、JPG、PNG 或 OFD，不超过 10 MB；按内容判断")],
) -> EvidenceOut:  # fmt: skip
    """The address names the SHA-256 of the content: what was broken on its way is not kept, what is sent twice is kept
    once. The name it came by is not kept."""
    files = request.app.state.files
    return EvidenceOut.of(await evidence_files.keep(deposit, files, evidence_id, sha256, file))


@router.get(
    "/evidence/{evidence_id}/files/{sha256}", summary="下载凭证文件", response_class=Response,
    responses={200: _FILE, **problems(p.EvidenceNotFound)},
)  # fmt: skip
async def take_file_out(
    request: Request, deposit: Depositing, caller: Reader, evidence_id: EvidenceId, sha256: FileDigest
) -> Response:
    """For its enterprise and the officers who decide on it; for everybody else it is not there."""
    found = await evidence_files.take_out(deposit, request.app.state.files, evidence_id, sha256)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(found.content, media_type=found.media_type, headers=headers)


# ---- taken back -----------------------------------------------------------------------------------


@router.post("/evidence/{evidence_id}/withdrawals", status_code=201, summary="撤回凭证", responses=MOVED)
async def withdraw_evidence(
    tx: WritingOnce, agent: Agent, evidence_id: EvidenceId, response: Response, if_match: IfMatch = None
) -> EvidenceOut:
    """While nobody decided on it; its number is free again."""
    shown = await evidence.withdraw(tx, agent, evidence_id, if_match)
    tag(response, shown.row.version)
    return EvidenceOut.of(shown)
