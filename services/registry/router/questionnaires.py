"""Self-assessment questionnaires: begun, answered, read again, finished; of the enterprise alone."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Agent, QuestionnaireId, Uscc
from services.registry.schemas.assessments import AssessmentOut
from services.registry.schemas.questionnaires import (
    AnswersPatch,
    QuestionnaireIn,
    QuestionnaireLine,
    QuestionnaireOut,
    QuestionnairePage,
)
from services.registry.service import questionnaires
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["questionnaires"])
CHANGED = (p.QuestionnaireNotFound, p.QuestionnaireFinished, PreconditionFailed, PreconditionRequired)


@router.post(
    "/enterprises/{uscc}/questionnaires", status_code=201, summary="开始自评问卷",
    responses=problems(p.EnterpriseNotFound, p.QuestionnaireNotFound, p.NoStandardInForce, *ONCE_PROBLEMS),
)  # fmt: skip
async def begin_questionnaire(
    tx: WritingOnce, agent: Agent, uscc: Uscc, body: QuestionnaireIn, response: Response
) -> QuestionnaireOut:
    """By the standard in force today, which it keeps. What the profile knows need not be filled in again."""
    sheet = await questionnaires.begin(tx, agent, uscc, body.question(), body.answers_of)
    tag(response, sheet.row.version)
    response.headers["Location"] = f"/registry/v1/questionnaires/{sheet.row.questionnaire_id}"
    return QuestionnaireOut.of_sheet(sheet)


@router.get(
    "/enterprises/{uscc}/questionnaires", summary="企业的自评问卷",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_questionnaires(
    request: Request, tx: Reading, agent: Agent, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> QuestionnairePage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    cursor = cursors.read(query.cursor, "questionnaires", agent.actor, {"uscc": uscc})
    before = place(cursor, datetime.fromisoformat)
    lines = await questionnaires.of_enterprise(tx, agent, uscc, before, query.limit)
    next_cursor = None
    if len(lines) == query.limit:
        last = f"{lines[-1].row.begun_at.isoformat()} {lines[-1].row.questionnaire_id}"
        next_cursor = cursors.write("questionnaires", agent.actor, {"uscc": uscc}, last)
    return QuestionnairePage(items=[QuestionnaireLine.of(line) for line in lines], next_cursor=next_cursor)


@router.get(
    "/questionnaires/{questionnaire_id}", summary="自评问卷", responses=problems(p.QuestionnaireNotFound)
)  # fmt: skip
async def read_questionnaire(
    tx: Reading, agent: Agent, questionnaire_id: QuestionnaireId, response: Response
) -> QuestionnaireOut:
    """To go on from: every item with what is known and answered, and the verdict as it stands. Once finished, as it was
    kept."""
    sheet = await questionnaires.get(tx, agent, questionnaire_id)
    tag(response, sheet.row.version)
    return QuestionnaireOut.of_sheet(sheet)


@router.patch(
    "/questionnaires/{questionnaire_id}", summary="填写自评问卷", responses=problems(*CHANGED, p.AnswerRefused)
)  # fmt: skip
async def answer_questionnaire(
    tx: Writing, agent: Agent, questionnaire_id: QuestionnaireId, body: AnswersPatch,
    response: Response, if_match: IfMatch = None,
) -> QuestionnaireOut:  # fmt: skip
    """Any number of times, as much as there is. The answers stand before the profile here, and go nowhere else."""
    sheet = await questionnaires.save(tx, agent, questionnaire_id, if_match, body.changes())
    tag(response, sheet.row.version)
    return QuestionnaireOut.of_sheet(sheet)


@router.post(
    "/questionnaires/{questionnaire_id}/assessments", status_code=201, summary="完成自评问卷",
    responses=problems(*CHANGED, *ONCE_PROBLEMS),
)  # fmt: skip
async def finish_questionnaire(
    tx: WritingOnce, agent: Agent, questionnaire_id: QuestionnaireId, response: Response,
    if_match: IfMatch = None,
) -> AssessmentOut:  # fmt: skip
    """A receipt like every other, read by whom the enterprise's verdicts concern; it names the questionnaire, because
    its answers are the word of the enterprise. What is unanswered stays unknown."""
    made = await questionnaires.finish(tx, agent, questionnaire_id, if_match)
    response.headers["Location"] = f"/registry/v1/assessments/{made.row.assessment_id}"
    return AssessmentOut.of_made(made)
