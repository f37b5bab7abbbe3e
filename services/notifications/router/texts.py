"""消息模板: how outbound messages are worded. Officers of the city write, check and put in force."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.problems import MessageNotFound
from services.notifications.router.addresses import TemplateVersionId
from services.notifications.schemas import texts as s
from services.notifications.service import texts
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, require_version, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["message-templates"])
Officer = Annotated[Caller, caller_of("officer")]
Overseer = Annotated[Caller, caller_of("officer", "auditor")]
_MATCHED = (PreconditionFailed, PreconditionRequired)


@router.get("/message-templates", summary="施行中的消息模板")
async def list_templates(request: Request, tx: Reading, caller: Overseer) -> s.Catalogue:
    """Of each kind of message, channel and language the text that is sent today; and what a text may name."""
    return s.Catalogue.of(list(await texts.catalogue(tx, caller, request.app.state.links)))


@router.get("/message-template-versions", summary="消息模板的版本", responses=problems(InvalidCursor, CursorOutdated))
async def list_template_versions(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.VersionsQuery, Query()]
) -> s.Versions:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    read = cursors.read(query.cursor, "template-versions", caller.actor, query.filters())
    rows = await texts.versions(tx, caller, query.filters(), place(read, datetime.fromisoformat), query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].written_at.isoformat()} {rows[-1].template_version_id}"
        next_cursor = cursors.write("template-versions", caller.actor, query.filters(), last)
    return s.Versions(items=[s.VersionOut.of(row) for row in rows], next_cursor=next_cursor)


@router.post(
    "/message-template-versions", status_code=201, summary="起草消息模板",
    responses=problems(texts.TextFaulty, *ONCE_PROBLEMS),
)  # fmt: skip
async def draft_template(tx: WritingOnce, officer: Officer, body: s.TextIn, response: Response) -> s.VersionOut:
    """Refused with everything that is wrong: unknown variables, stray braces, too long, no registered number."""
    row = await texts.draft(tx, officer, body.to_for(), body.to_words())
    response.headers["Location"] = f"/notifications/v1/message-template-versions/{row.template_version_id}"
    tag(response, row.version)
    return s.VersionOut.of(row)


@router.get(
    "/message-template-versions/{template_version_id}", summary="查看消息模板的版本",
    responses=problems(texts.TextNotFound),
)  # fmt: skip
async def read_template_version(
    tx: Reading, caller: Overseer, template_version_id: TemplateVersionId, response: Response
) -> s.VersionOut:
    row = await texts.version(tx, caller, template_version_id)
    tag(response, row.version)
    return s.VersionOut.of(row)


@router.put(
    "/message-template-versions/{template_version_id}", summary="修改草稿",
    responses=problems(texts.TextNotFound, texts.TextStateWrong, texts.TextFaulty, *_MATCHED),
)  # fmt: skip
async def edit_template_draft(
    tx: Writing, officer: Officer, template_version_id: TemplateVersionId, body: s.WordsIn, response: Response,
    if_match: IfMatch = None,
) -> s.VersionOut:  # fmt: skip
    row = await texts.version_locked(tx, officer, template_version_id, "message_template.write")
    require_version(if_match, row.version)
    edited = await texts.edit(tx, officer, row, body.to_words())
    tag(response, edited.version)
    return s.VersionOut.of(edited)


@router.post(
    "/message-template-versions/{template_version_id}/checks", status_code=201, summary="复核消息模板",
    responses=problems(texts.TextNotFound, texts.TextStateWrong, texts.SamePerson, *_MATCHED, *ONCE_PROBLEMS),
)  # fmt: skip
async def check_template(
    tx: WritingOnce, officer: Officer, template_version_id: TemplateVersionId, response: Response,
    if_match: IfMatch = None,
) -> s.VersionOut:  # fmt: skip
    """By somebody who did not write it; after it nothing of it is edited."""
    row = await texts.version_locked(tx, officer, template_version_id, "message_template.write")
    require_version(if_match, row.version)
    checked = await texts.check(tx, officer, row)
    tag(response, checked.version)
    return s.VersionOut.of(checked)


@router.post(
    "/message-template-versions/{template_version_id}/releases", status_code=201, summary="施行消息模板",
    responses=problems(texts.TextNotFound, texts.TextStateWrong, *_MATCHED, *ONCE_PROBLEMS),
)  # fmt: skip
async def put_template_in_force(
    tx: WritingOnce, officer: Officer, template_version_id: TemplateVersionId, response: Response,
    if_match: IfMatch = None,
) -> s.VersionOut:  # fmt: skip
    """Takes the place of the one in force; what is sent from now on is worded so."""
    row = await texts.version_locked(tx, officer, template_version_id, "message_template.decide")
    require_version(if_match, row.version)
    in_force = await texts.put_in_force(tx, row)
    tag(response, in_force.version)
    return s.VersionOut.of(in_force)


@router.get(
    "/message-template-versions/{template_version_id}/preview", summary="预览消息模板",
    responses=problems(texts.TextNotFound, MessageNotFound, EnterpriseUnknown),
)  # fmt: skip
async def preview_template(
    request: Request, tx: Reading, caller: Overseer, template_version_id: TemplateVersionId,
    query: Annotated[s.PreviewQuery, Query()],
) -> s.PreviewOut:  # fmt: skip
    """With samples, or with a real message, exactly as it would leave; a text message with its segments counted."""
    row = await texts.version(tx, caller, template_version_id)
    return s.PreviewOut.of(await texts.preview(tx, row, request.app.state.links, query.to_message()))
