"""Versions of measures: drafted, rehearsed, approved by a second person, in force from a day, withdrawn."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Officer, Overseer, RehearsalId, VersionId
from services.benefits.schemas.rehearsals import RehearsalIn, RehearsalOut
from services.benefits.schemas.versions import (
    ApprovalIn,
    MeasureBodyIn,
    MeasureVersionDetail,
    MeasureVersionIn,
    MeasureVersionOut,
    MeasureVersionPage,
    MeasureVersionQuery,
    WithdrawalIn,
)
from services.benefits.service import rehearsals, versions
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["measure-versions"])
WRITTEN = problems(p.MeasureRefused, p.VersionStepRefused)
EDITED = problems(p.MeasureVersionNotFound, p.VersionStepRefused, PreconditionFailed, PreconditionRequired)


@router.post("/measure-versions", status_code=201, summary="起草条款版本", responses=WRITTEN | problems(*ONCE_PROBLEMS))
async def draft_version(
    tx: WritingOnce, caller: Officer, body: MeasureVersionIn, response: Response
) -> MeasureVersionDetail:
    """In the language of the policy set, checked at once.

    It takes over from the version, or the set's own row, of the same benefit_code; a district's is for its own
    enterprises alone."""
    shown = await versions.draft(tx, caller, body.district, body.written())
    tag(response, shown.row.edit)
    response.headers["Location"] = f"/benefits/v1/measure-versions/{shown.row.version_id}"
    return MeasureVersionDetail.shown(shown)


@router.get("/measure-versions", summary="条款版本", responses=problems(InvalidCursor, CursorOutdated))
async def list_versions(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[MeasureVersionQuery, Query()]
) -> MeasureVersionPage:
    """An officer of a district sees that district's."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "measure-versions", caller.actor, query.filters())
    rows = await versions.page(tx, caller, query.wanted(), after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        next_cursor = cursors.write("measure-versions", caller.actor, query.filters(), rows[-1].version_id)
    return MeasureVersionPage(items=[MeasureVersionOut.of(row) for row in rows], next_cursor=next_cursor)


@router.get("/measure-versions/{version_id}", summary="一个条款版本", responses=problems(p.MeasureVersionNotFound))
async def read_version(
    tx: Reading, caller: Overseer, version_id: VersionId, response: Response
) -> MeasureVersionDetail:
    """With its text, every step by whom, and how far its publication has come."""
    shown = await versions.get(tx, caller, version_id)
    tag(response, shown.row.edit)
    return MeasureVersionDetail.shown(shown)


@router.put("/measure-versions/{version_id}", summary="修改草稿", responses=EDITED | WRITTEN)
async def replace_draft(
    tx: Writing, caller: Officer, version_id: VersionId, body: MeasureBodyIn, response: Response,
    if_match: IfMatch = None,
) -> MeasureVersionDetail:  # fmt: skip
    """Only while it is a draft: what was rehearsed is changed by a new version."""
    shown = await versions.replace(tx, caller, version_id, if_match, body.written())
    tag(response, shown.row.edit)
    return MeasureVersionDetail.shown(shown)


@router.post(
    "/measure-versions/{version_id}/rehearsals", status_code=202, summary="预演",
    responses=problems(p.MeasureVersionNotFound, p.VersionStepRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def ask_rehearsal(
    tx: WritingOnce, caller: Officer, version_id: VersionId, body: RehearsalIn, response: Response
) -> RehearsalOut:
    """On every enterprise benefits knows, beside what is in force; the report is at the Location when it is made."""
    row = await rehearsals.ask(tx, caller, version_id, body.budget_fen)
    response.headers["Location"] = f"/benefits/v1/rehearsals/{row.rehearsal_id}"
    return RehearsalOut.of(row)


@router.get("/rehearsals/{rehearsal_id}", summary="预演报告", responses=problems(p.RehearsalNotFound))
async def read_rehearsal(tx: Reading, caller: Overseer, rehearsal_id: RehearsalId) -> RehearsalOut:
    """Its progress, then who gains and who loses, by tier and district, what is missing, and traces of a few."""
    return RehearsalOut.of(await rehearsals.get(tx, caller, rehearsal_id))


@router.post(
    "/measure-versions/{version_id}/approvals", status_code=201, summary="批准",
    responses=EDITED | problems(*ONCE_PROBLEMS),
)  # fmt: skip
async def approve_version(
    tx: WritingOnce, caller: Officer, version_id: VersionId, body: ApprovalIn, response: Response,
    if_match: IfMatch = None,
) -> MeasureVersionDetail:  # fmt: skip
    """By another person than who wrote it. From today: at once in force; a later day comes by itself."""
    shown = await versions.approve(tx, caller, version_id, if_match, body.in_force_from)
    tag(response, shown.row.edit)
    return MeasureVersionDetail.shown(shown)


@router.post(
    "/measure-versions/{version_id}/withdrawals", status_code=201, summary="停止",
    responses=EDITED | problems(*ONCE_PROBLEMS),
)  # fmt: skip
async def withdraw_version(
    tx: WritingOnce, caller: Officer, version_id: VersionId, body: WithdrawalIn, response: Response,
    if_match: IfMatch = None,
) -> MeasureVersionDetail:  # fmt: skip
    """From today on; what it opened closes. What it had taken over from does not come back by itself."""
    shown = await versions.withdraw(tx, caller, version_id, if_match, body.reason, body.document)
    tag(response, shown.row.edit)
    return MeasureVersionDetail.shown(shown)
