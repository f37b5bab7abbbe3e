"""Enterprise codes: shown by the owner, scanned by anybody, accounted for in the ledger."""

import asyncio
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Agent, Observer, Uscc, Visitor
from services.registry.schemas.codes import (
    FORMS,
    CodeIn,
    CodeKeys,
    CodeOut,
    CodeStatusOut,
    CodeStatusPut,
    ReferenceOut,
    ScanIn,
    ScanLine,
    ScanOut,
    ScanPage,
)
from services.registry.service import codes
from shared.auth import WITHOUT_LOGIN, caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, Reading, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.media import NotAcceptable, preferred
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(tags=["codes"], route_class=IdempotentRoute)
Scanner = Annotated[Caller, caller_of("public", "enterprise", "institution", "officer", scope="code:scan")]
Resolver = Annotated[Caller, caller_of("service")]
Reference = Annotated[
    str, Path(max_length=36, description="扫码所得的 reference", examples=["6a3d1b0e-2f64-4a59-8c1d-57f1c3f9e402"])
]
_FORMS: Final[dict[int | str, dict[str, Any]]] = {
    201: {
        "description": "企业码，格式由 Accept 选择",
        "content": {
            "image/svg+xml": {"schema": {"type": "string"}, "example": "<svg …>…</svg>"},
            "image/png": {"schema": {"type": "string", "format": "binary"}, "example": "（PNG 图像）"},
        },
    }
}
KEYS_FRESH: Final = "public, max-age=300"
"""Offline checkers look again after five minutes: a new key is published before it signs."""


@router.post(
    "/enterprises/{uscc}/codes", status_code=201, summary="出示企业码（JSON、SVG 或 PNG）", response_model=CodeOut,
    responses=_FORMS | problems(p.EnterpriseNotFound, p.TooManyCodes, NotAcceptable, *ONCE_PROBLEMS),
)  # fmt: skip
async def show_code(request: Request, tx: WritingOnce, owner: Agent, uscc: Uscc, body: CodeIn) -> CodeOut | Response:
    """Good for a minute, one scan and one purpose; show a new one each time. The QR code holds the token."""
    form = FORMS[preferred(request.headers.get("accept"), list(FORMS))]
    code = await codes.show(tx, owner, uscc, body.purpose, request.app.state.code_keys)
    return await asyncio.to_thread(form, CodeOut.of(code))  # drawing takes ten milliseconds


@router.post(
    "/code-scans", status_code=201, summary="扫企业码", openapi_extra=WITHOUT_LOGIN,
    responses=problems(p.CodeInvalid, p.CodeExpired, p.CodeUsed, p.CodePurposeMismatch, *ONCE_PROBLEMS),
)  # fmt: skip
async def scan_code(request: Request, tx: WritingOnce, scanner: Scanner, body: ScanIn) -> ScanOut:
    """What is shown depends on who scans, and is as of now: the public without login, a bank, an officer."""
    return ScanOut.of(await codes.scan(tx, scanner, body.token, body.purpose, request.app.state.code_keys))


@router.get("/code-keys", summary="核验企业码签名的公钥集 (JWKS)", openapi_extra=WITHOUT_LOGIN)
async def list_code_keys(request: Request, caller: Visitor, response: Response) -> CodeKeys:
    """For checking offline that a code is ours, what for and until when; whose it is, only a scan tells."""
    response.headers["Cache-Control"] = KEYS_FRESH
    return CodeKeys.model_validate(request.app.state.code_keys.public)


@router.get(
    "/enterprises/{uscc}/code-status", summary="企业码是否停用", responses=problems(p.EnterpriseNotFound)
)  # fmt: skip
async def read_code_status(tx: Reading, owner: Agent, uscc: Uscc) -> CodeStatusOut:
    return CodeStatusOut.since(await codes.suspended_since(tx, owner, uscc))


@router.put("/enterprises/{uscc}/code-status", summary="停用或恢复企业码", responses=problems(p.EnterpriseNotFound))
async def switch_code(tx: Writing, owner: Agent, uscc: Uscc, body: CodeStatusPut) -> CodeStatusOut:
    """Works at once, on codes already shown too; officers still see. Doing it again changes nothing."""
    return CodeStatusOut.since(await codes.switch(tx, owner, uscc, suspended=body.status == "suspended"))


@router.get(
    "/enterprises/{uscc}/code-scans", summary="扫码记录",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_scans(
    request: Request, tx: Reading, caller: Observer, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> ScanPage:
    """Newest first: who scanned, when, what for, and what was shown. For the owner, the city and auditors."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "code-scans", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    rows = await codes.ledger(tx, caller, uscc, before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].scanned_at.isoformat()} {rows[-1].scan_id}" if more else ""
    next_cursor = cursors.write("code-scans", caller.actor, {"uscc": uscc}, last) if more else None
    return ScanPage(items=[ScanLine.of(row) for row in rows], next_cursor=next_cursor)


@router.get(
    "/code-references/{reference}", summary="扫码凭据对应的企业", responses=problems(p.ReferenceNotFound)
)  # fmt: skip
async def read_code_reference(tx: Reading, peer: Resolver, reference: Reference) -> ReferenceOut:
    """For finance: which enterprise a bank's scan was about. What the bank then sees, consents decide."""
    return ReferenceOut.of(await codes.resolve(tx, reference))
